"""The heartbeats of the processes of Celery: of beat at its ticks, of a worker beside its own to the broker."""

import logging
import time
from typing import Any

from celery.beat import PersistentScheduler
from django.db import DatabaseError

from monitoring.actions import beat
from monitoring.models import Heartbeat
from tenants.connection import connection
from tenants.context import from_public

logger = logging.getLogger(__name__)
EVERY = 30.0  # seconds


class Pulse:
    """Writes at most every 30 seconds, and never keeps its process from working."""

    def __init__(self, name: Heartbeat.Name) -> None:
        self.name = name
        self.last = float("-inf")

    def __call__(self, instance: str = "") -> None:
        if time.monotonic() - self.last < EVERY:
            return
        self.last = time.monotonic()
        try:
            with from_public():
                beat(name=self.name, instance=instance)
        except DatabaseError as error:
            logger.warning("Geen database voor de hartslag: %s", type(error).__name__)
        finally:
            connection.close()  # a worker forks: no child may find a connection of its parent


of_worker = Pulse(Heartbeat.Name.WORKER)


class Scheduler(PersistentScheduler):  # type: ignore[misc]  # Celery has no types
    """Celery's own, which says at its ticks that it still ticks."""

    max_interval = EVERY

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pulse = Pulse(Heartbeat.Name.BEAT)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        self.pulse()
        return float(super().tick(*args, **kwargs))
