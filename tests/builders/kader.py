"""A second version of the Kader beside the one that is used."""

from copy import deepcopy
from functools import cache
from typing import Any

import yaml
from django.utils import timezone

from kader import schema
from kader.actions import load_kader
from kader.management.commands.load_kader import FIXTURE
from kader.models import KaderVersie
from tenants.connection import connection


@cache
def data() -> Any:
    return yaml.load(FIXTURE.read_text(encoding="utf-8"), yaml.CSafeLoader)


def load_next(*, published: bool = True) -> KaderVersie:
    """The same bouwstenen once more as 2027-01; the test stays in the schema that it is in."""
    previous = connection.tenant
    connection.set_schema_to_public()
    try:
        kader = load_kader(
            bestand=schema.KaderBestand.model_validate(
                {**deepcopy(data()), "kader": {**data()["kader"], "versie": "2027-01"}}
            )
        )
        if published:
            KaderVersie.objects.filter(pk=kader.pk).update(published_at=timezone.now())
        return KaderVersie.objects.get(pk=kader.pk)
    finally:
        connection.set_tenant(previous)
