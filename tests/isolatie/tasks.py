from typing import Any

from celery import shared_task
from django.db import connection

from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import Antwoord


@shared_task(name="tests.isolatie.read")
def read(gemeente: Gemeente) -> list[Any]:
    """The ids of the answers of this gemeente; nothing when it does not start on public."""
    if connection.schema_name != "public":
        return []
    with in_gemeente(gemeente):
        return list(Antwoord.objects.values_list("pk", flat=True))
