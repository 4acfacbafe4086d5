from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery

from schema_replay.models import Entry
from tenants.models import Gemeente


def is_host(name: str) -> bool:
    """Whether this is a name that Kompas answers to: the public host, or that of an opened gemeente."""
    label, dot, rest = name.lower().partition(".")
    if name.lower() == settings.KOMPAS_HOST:
        return True
    if f"{dot}{rest}" != f".{settings.KOMPAS_HOST}" or "\0" in label:
        return False
    return Gemeente.objects.opened().filter(domains__domain=label).exists()


def gemeenten_with_stand() -> list[Any]:
    """Every gemeente that is open or on its way, with `last_migration` and its moment, and `failed`. Two queries.

    Since when a gemeente is up to date is known of migrations after its opening: those before it came with its tables.
    """
    failed = defaultdict(list)
    for entry in Entry.objects.filter(state=Entry.State.FAILED):
        failed[entry.schema_name].append(entry)
    applied = Entry.objects.filter(schema_name=OuterRef("schema_name"), state=Entry.State.APPLIED)
    last = applied.order_by("-updated_at", "-pk")
    gemeenten = Gemeente.objects.filter(Q(opened_at__isnull=False) | ~Q(opening=Gemeente.Opening.NONE)).annotate(
        last_app=Subquery(last.values("app")[:1]),
        last_name=Subquery(last.values("name")[:1]),
        last_at=Subquery(last.values("updated_at")[:1]),
    )
    found: list[Any] = list(gemeenten)
    for gemeente in found:
        gemeente.failed = failed[gemeente.schema_name]
        gemeente.needs_attention = bool(
            gemeente.failed or gemeente.maintenance_since or gemeente.opening != Gemeente.Opening.ACTIVE
        )
    return found
