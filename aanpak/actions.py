"""Saving what is of the whole list: the choices of one page, and the order and the example of the meldroute."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from aanpak.models import Actie, Indicator, Routestap
from accounts.models import Gebruiker
from saving.forms import VersionedForm, save_form
from saving.rows import create_row, create_rows, first_row
from sjablonen.models import Voorbeeldstap
from tenants.sight import seen

FULL = (
    f"Deze ambitie heeft al {Indicator.MAX} indicatoren. Meer volgt bijna niemand. Pas er een aan of haal er een weg."
)

TWICE = "Deze actie staat al in jullie lijst. Pas die aan, of schrijf hier op wat er anders is."


class Refused(Exception):
    """Why a row cannot be added, for the user."""


@transaction.atomic
def save_keuzes(*, forms: Sequence[VersionedForm], by: Gebruiker) -> None:
    """All of these, each on top of the version that was read, or none when something breaks off.

    Of each the form then says what others saved meanwhile, and what is to choose. The row of a choice is made when it
    is saved for the first time.
    """
    for form in forms:
        keuze: Any = form.instance
        if keuze._state.adding:
            form.stored = first_row(type(keuze), **{keuze.OF: getattr(keuze, keuze.OF)})
        save_form(form, by=by)


@transaction.atomic
def add_suggested(*, row: Actie, by: Gebruiker) -> Actie:
    """Raises Refused when what Kompas proposes is in the list already, at the same bouwsteen or extra question."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE aanpak_actie IN SHARE ROW EXCLUSIVE MODE")
    others = Actie.objects.filter(bouwsteen=row.bouwsteen_id, vraag=row.vraag_id).exclude(pk=row.pk)
    if seen(row.wat) in {seen(wat) for wat in others.values_list("wat", flat=True)}:
        raise Refused(TWICE)
    return create_row(row=row, by=by)


@transaction.atomic
def add_indicator(*, row: Indicator, by: Gebruiker) -> Indicator:
    """Raises Refused when its ambitie has as many as anybody follows."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE aanpak_indicator IN SHARE ROW EXCLUSIVE MODE")
    if Indicator.objects.filter(ambitie=row.ambitie).exclude(pk=row.pk).count() >= Indicator.MAX:
        raise Refused(FULL)
    return create_row(row=row, by=by)


def lock_meldroute() -> None:
    """Until the end of the transaction nobody else changes the order; reading goes on."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE aanpak_routestap IN SHARE ROW EXCLUSIVE MODE")


@transaction.atomic
def add_stap(*, row: Routestap, by: Gebruiker) -> Routestap:
    """At the end of the route of its melder. Raises Refused when it is full."""
    lock_meldroute()
    others = Routestap.objects.filter(melder=row.melder).exclude(pk=row.pk)
    if others.count() >= Routestap.MAX:
        raise Refused(f"Deze route heeft al {Routestap.MAX} stappen. Haal er eerst een weg.")
    row.volgorde = (others.aggregate(last=Max("volgorde"))["last"] or 0) + 1
    return create_row(row=row, by=by)


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
    made = [
        Routestap(**{name: getattr(stap, name) for name in fields}) for stap in voorbeeld if stap.melder not in taken
    ]
    create_rows(rows=made, by=by)
    return len(made)
