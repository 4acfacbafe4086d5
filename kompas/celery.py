import os
from typing import Any

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.settings")
app = Celery("kompas", task_cls="monitoring.tasks:MeasuredTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.celeryd_init.connect
@signals.beat_init.connect
def refuse_weak_key(**_: Any) -> None:
    from tenants.secrets import refuse_weak_key  # noqa: PLC0415  this module is read before the settings are

    refuse_weak_key()


@signals.heartbeat_sent.connect
def worker_lives(sender: Any, **_: Any) -> None:
    """Celery's way to add something to what a worker does every two seconds, whether or not it has work."""
    from monitoring.pulse import of_worker  # noqa: PLC0415  only then Django is set up

    of_worker(sender.eventer.hostname)
