import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.settings")
app = Celery("kompas", task_cls="tenants.tasks:PublicTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
