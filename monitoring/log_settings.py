"""The LOGGING of kompas/settings.py and of gunicorn. Imports nothing: settings are not there yet."""

from typing import Any

FORMS = {
    "line": {
        "()": "monitoring.lines.SafeFormatter",
        "format": "%(asctime)s %(levelname)s %(name)s [%(schema)s %(reference)s] %(message)s",
        "datefmt": "%Y-%m-%d %H:%M:%S%z",
    },
    "json": {"()": "monitoring.lines.JsonFormatter"},
}


def logging_of(form: str) -> dict[str, Any]:
    """Lines with a reference and without typed text, on standard error. Errors are not mailed to anybody."""
    handler = {"class": "logging.StreamHandler", "formatter": "line", "filters": ["context"]}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"context": {"()": "monitoring.lines.ContextFilter"}},
        "formatters": {"line": FORMS[form]},
        "handlers": {"console": handler},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},  # in place of Django's own, which mail the whole request
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }
