import time
from typing import Any

from monitoring.tracing import span
from tenants.tasks import PublicTask


class MeasuredTask(PublicTask):
    """What every task is, see kompas/celery.py."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        started, failed = time.monotonic(), True
        try:
            found = super().__call__(*args, **kwargs)
            failed = False
            return found
        finally:
            span(str(self.name), seconds=time.monotonic() - started, failed=failed)
