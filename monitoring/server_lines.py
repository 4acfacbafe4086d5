"""The lines of gunicorn itself, in the form of ours: what a visitor sent is in none of them."""

import logging
import logging.config
from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger

from monitoring.lines import ContextFilter


def is_its_own(handler: logging.Handler) -> bool:
    return getattr(handler, "_gunicorn", False)


class ServerLines(Logger):  # type: ignore[misc]  # gunicorn has no types
    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        form = settings.LOGGING["formatters"]["line"]
        formatter = logging.config.DictConfigurator({}).configure_formatter(dict(form))
        for handler in filter(is_its_own, self.error_log.handlers):
            handler.setFormatter(formatter)
            handler.addFilter(ContextFilter())

    def access(self, *args: Any) -> None:
        """Our own line per request says more, and less of who asked: see middleware.py."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Of a request that is no HTTP gunicorn quotes what it could not read, and from which address."""
        super().warning("Invalid request" if str(msg).startswith("Invalid request") else msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Of an error it names the whole address that was asked."""
        if str(msg).startswith("Error handling request"):
            msg, args = "Error handling request", ()
        super().exception(msg, *args, **kwargs)
