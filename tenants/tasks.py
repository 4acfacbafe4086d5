from typing import Any

from celery import Task

from tenants.context import from_public


class PublicTask(Task):  # type: ignore[misc]  # Celery has no types
    """What every task is, see kompas/celery.py: it starts on public, and enters a gemeente itself or not at all."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with from_public():
            return super().__call__(*args, **kwargs)
