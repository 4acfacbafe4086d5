import os
from typing import Any

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.settings")
app = Celery("kompas", task_cls="tenants.tasks:PublicTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.celeryd_init.connect
@signals.beat_init.connect
def refuse_weak_key(**_: Any) -> None:
    from tenants.secrets import refuse_weak_key  # noqa: PLC0415  this module is read before the settings are

    refuse_weak_key()
