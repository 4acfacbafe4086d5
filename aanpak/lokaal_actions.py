"""Saving what a gemeente keeps beside its acties: instrumenten, vormen, cijfers and the meldroute."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Max
from django.utils import timezone

from aanpak.models import InstrumentKeuze, Routestap, Versioned, VormKeuze
from accounts.models import Gebruiker
from sjablonen.models import Voorbeeldstap

Keuze = InstrumentKeuze | VormKeuze


def written(row: Versioned, by: Gebruiker) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in row.FIELDS}
    return {**values, "updated_by": by.pk, "updated_at": timezone.now()}


def save_row(*, row: Versioned, version: int, by: Gebruiker) -> bool:
    """Write an existing row unless a colleague did so since `version`, or made the same; says whether it was done."""
    rows = type(row)._default_manager.filter(pk=row.pk, version=version)
    try:
        with transaction.atomic():
            return bool(rows.update(**written(row, by), version=F("version") + 1))
    except IntegrityError:
        return False


def add_row(*, row: Versioned, by: Gebruiker) -> bool:
    """Keep a new row, unless a colleague just made the same one; says whether it was done."""
    row.version, row.updated_by = 1, by.pk
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def save_keuze(*, keuze: Keuze, version: int, by: Gebruiker) -> bool:
    """As save_row; with version 0 nobody had answered yet, and whoever comes first does."""
    if version:
        return save_row(row=keuze, version=version, by=by)
    key = {keuze.OF: getattr(keuze, keuze.OF)}
    _, created = type(keuze)._default_manager.get_or_create(**key, defaults={**written(keuze, by), "version": 1})
    return created


@transaction.atomic
def save_keuzes(*, keuzes: Sequence[tuple[Keuze, int]], by: Gebruiker) -> list[Keuze]:
    """All of these, each with the version that was read, or none when something breaks off.

    Those that a colleague changed meanwhile are not written, and come back.
    """
    return [keuze for keuze, version in keuzes if not save_keuze(keuze=keuze, version=version, by=by)]


def lock_meldroute() -> None:
    """Until the end of the transaction nobody else changes the order; reading goes on."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE aanpak_routestap IN SHARE ROW EXCLUSIVE MODE")


@transaction.atomic
def add_stap(*, stap: Routestap, by: Gebruiker) -> bool:
    """At the end of the route of its melder; not when that is full."""
    lock_meldroute()
    others = Routestap.objects.filter(melder=stap.melder)
    if others.count() >= Routestap.MAX:
        return False
    stap.volgorde = (others.aggregate(last=Max("volgorde"))["last"] or 0) + 1
    return add_row(row=stap, by=by)


@transaction.atomic
def move_stap(*, stap: Routestap, by: int) -> None:
    """Up (-1) or down (1) within its route; at the end of it nothing happens."""
    lock_meldroute()
    stappen = list(Routestap.objects.filter(melder=stap.melder, spoed=stap.spoed))
    if stap not in stappen:  # just taken away
        return
    at = stappen.index(stap)
    to = at + by
    if not 0 <= to < len(stappen):
        return
    stappen[at], stappen[to] = stappen[to], stappen[at]
    for volgorde, each in enumerate(stappen, start=1):
        each.volgorde = volgorde
    Routestap.objects.bulk_update(stappen, ["volgorde"])


@transaction.atomic
def copy_voorbeeld(*, voorbeeld: list[Voorbeeldstap], by: Gebruiker) -> int:
    """Make the example the start of the own route, for each melder that has none yet; how many steps came."""
    lock_meldroute()
    taken = set(Routestap.objects.values_list("melder", flat=True))
    fields = ("melder", "volgorde", "wat", "wie", "telefoon", "website", "spoed")
    made = Routestap.objects.bulk_create(
        Routestap(**{name: getattr(stap, name) for name in fields}, version=1, updated_by=by.pk)
        for stap in voorbeeld
        if stap.melder not in taken
    )
    return len(made)
