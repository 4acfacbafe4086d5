"""Which gemeente goes over into which, and who of hers may work there. As the platform, which reads no answers."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from herindeling.handover import OverdrachtFout
from herindeling.models import Meegaan, Overdracht
from tenants.ended import end_writes
from tenants.locks import hold
from tenants.models import Gemeente, Gemeentelijst, Indeling, Opvolging

KEPT = timedelta(days=366)  # of what was made ready and never taken in


@transaction.atomic
def declare_opvolging(*, predecessor: Gemeente, successor: Gemeente, datum: date) -> Opvolging:
    """Note that one goes over into the other, on a 1 January; she then ends the day before, if the list of gemeenten
    had not said so. One pair at a time: two that merge are two pairs, and one that is split is two as well.

    Again gives the same pair. Raises OverdrachtFout.
    """
    hold("gemeentelijst")
    before = datum - timedelta(days=1)
    if (datum.month, datum.day) != (1, 1):
        raise OverdrachtFout("Een herindeling gaat in op 1 januari.")
    if predecessor == successor:
        raise OverdrachtFout("Een gemeente kan niet in zichzelf overgaan.")
    if predecessor.is_invented != successor.is_invented:
        raise OverdrachtFout("Een echte en een verzonnen gemeente gaan niet in elkaar over.")
    if predecessor.valid_until not in (None, before):
        ends = f"{predecessor.naam} eindigt op {predecessor.valid_until:%d-%m-%Y}"
        raise OverdrachtFout(f"{ends}, en niet op {before:%d-%m-%Y}.")
    if not Gemeente.objects.on(datum).filter(pk=successor.pk).exists():
        raise OverdrachtFout(f"{successor.naam} is er niet op {datum:%d-%m-%Y}.")
    opvolging, _ = Opvolging.objects.get_or_create(
        predecessor=predecessor, successor=successor, defaults={"datum": datum}
    )
    if opvolging.datum != datum:
        raise OverdrachtFout(f"Deze opvolging staat er al, met {opvolging.datum:%d-%m-%Y} als datum.")
    if predecessor.valid_until is None:
        Indeling.objects.filter(gemeente=predecessor, valid_until=None).update(valid_until=before)
    Gemeente.objects.filter(pk=predecessor.pk).update(valid_until=before)
    Gemeente.objects.filter(pk=successor.pk).update(has_voorgangers=True)
    return opvolging


@transaction.atomic
def remove_opvolging(*, opvolging: Opvolging) -> bool:
    """Of a mistake, before anything was handed over; whether the predecessor goes on. She does not where another pair
    or the list of that day says that she ends, nor once the day has come. Raises OverdrachtFout."""
    if opvolging.overdrachten.exists() or opvolging.meegaanden.exists():
        raise OverdrachtFout("Er is al iets overgedragen. Deze opvolging blijft staan.")
    hold("gemeentelijst")
    successor, predecessor = opvolging.successor, opvolging.predecessor
    opvolging.delete()
    left = Opvolging.objects.filter(successor=successor).exists()
    Gemeente.objects.filter(pk=successor.pk).update(has_voorgangers=left)
    last = Gemeentelijst.last_day(voorbeeld=predecessor.is_invented)
    goes_on = opvolging.datum > max(timezone.localdate(), last or date.min) and not predecessor.opvolgingen.exists()
    if goes_on:
        ended = {"valid_until": opvolging.datum - timedelta(days=1)}
        Indeling.objects.filter(gemeente=predecessor, **ended).update(valid_until=None)
        Gemeente.objects.filter(pk=predecessor.pk, **ended).update(valid_until=None)
    return goes_on


def people_of(opvolging: Opvolging) -> list[Any]:
    """Who may work in the predecessor on her last day, by name, with `functies`, `until`, `chosen` and `granted`."""
    day = opvolging.datum - timedelta(days=1)
    held = Toegang.objects.on(min(day, timezone.localdate())).filter(gemeente=opvolging.predecessor_id)
    functies: dict[UUID, dict[str, date | None]] = {}
    for pk, functie, until in held.order_by("functie").values_list("gebruiker", "functie", "valid_until"):
        functies.setdefault(pk, {})[functie] = until
    chosen = dict(Meegaan.objects.filter(opvolging=opvolging).values_list("gebruiker_id", "granted_at"))
    people: list[Any] = list(Gebruiker.objects.filter(pk__in=functies, is_active=True).order_by("naam"))
    for person in people:
        person.functies, person.until = list(functies[person.pk]), functies[person.pk]
        person.chosen = person.pk in chosen
        person.granted = chosen.get(person.pk)
    return people


@transaction.atomic
def let_in(*, opvolging: Opvolging, chosen: Iterable[UUID], by: UUID | None) -> int:
    """Give these people in the successor what they may in the predecessor, until the same day; of how many. Safe to
    repeat. Raises OverdrachtFout while she has no agreement on who processes them."""
    if not opvolging.successor.has_agreement:
        raise OverdrachtFout(f"Noteer eerst de verwerkersovereenkomst met {opvolging.successor.naam}.")
    wanted, now = set(chosen), timezone.now()
    people = [person for person in people_of(opvolging) if person.pk in wanted and not person.granted]
    for person in people:
        for functie in person.functies:
            scope = {"gebruiker": person, "functie": functie, "gemeente": opvolging.successor}
            if not Toegang.objects.today().filter(**scope).exists():
                Toegang.objects.create(**scope, valid_until=person.until[functie])
        Meegaan.objects.update_or_create(
            opvolging=opvolging,
            gebruiker_id=person.pk,
            defaults={"granted_at": now},
            create_defaults={"granted_at": now, "predecessor_id": opvolging.predecessor_id, "chosen_by": by},
        )
    return len(people)


def enforce_retention() -> dict[str, int]:
    """Take away what a newer transfer replaced, or nobody took in for a year; and the right to write from who ended, so
    that 1 January needs nobody. Runs nightly as the platform."""
    newest = Overdracht.objects.order_by("opvolging", "-written_at").distinct("opvolging").values("pk")
    old = Overdracht.objects.filter(taken_at=None).exclude(pk__in=list(newest.values_list("pk", flat=True)))
    late = Overdracht.objects.filter(taken_at=None, written_at__lt=timezone.now() - KEPT)
    ids = [*old.values_list("pk", flat=True), *late.values_list("pk", flat=True)]
    with connection.cursor() as cursor:  # Django would read what is in them first, which the platform may not
        cursor.execute("DELETE FROM herindeling_overdrachtdeel WHERE overdracht_id = ANY(%s)", [ids])
        return {"delen van overdrachten": cursor.rowcount, "rechten om te schrijven": end_writes()}
