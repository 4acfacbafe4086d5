"""A made-up next version of the Kader, in which bouwstenen are renamed, split, joined, added and dropped."""

from copy import deepcopy
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from kader.actions import load_kader
from kader.models import KaderVersie
from kader.schema import KaderBestand, load
from tenants.connection import connection

NEXT = settings.BASE_DIR / "fixtures" / "test" / "kader-2027-01.yaml"


@cache
def bestand() -> KaderBestand:
    return load(NEXT)


def data() -> Any:
    """As one reads the file, to change something in it."""
    return deepcopy(as_read())


@cache
def as_read() -> Any:
    return yaml.load(NEXT.read_text(encoding="utf-8"), yaml.CSafeLoader)


def load_next(*, published: bool = True, changed: KaderBestand | None = None) -> KaderVersie:
    """As the platform; the test stays in the schema that it is in."""
    previous = connection.tenant
    connection.set_schema_to_public()
    try:
        kader = load_kader(bestand=changed or bestand())
        if published:
            KaderVersie.objects.filter(pk=kader.pk).update(published_at=timezone.now())
        return KaderVersie.objects.get(pk=kader.pk)
    finally:
        connection.set_tenant(previous)
