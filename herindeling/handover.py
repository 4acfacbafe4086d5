"""The predecessor's part: she writes down, as herself, what who comes after her may read."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Collega
from herindeling.gather import acties, cijfers, plannen, rijen_of
from herindeling.models import FORMAAT, Meegaan, Overdracht, Overdrachtdeel
from tenants.canonical import sha256_of
from tenants.locks import hold
from tenants.models import Gemeente, Opvolging
from zelfevaluatie.models import Zelfevaluatie

TEXTS = "inhoud"  # the name of the part that is not the file of a plan


class OverdrachtFout(ValueError):
    """Why nothing can be handed over or taken in; in words for the page."""


@transaction.atomic
def hand_over(*, opvolging: Opvolging, gemeente: Gemeente, by: UUID | None) -> Overdracht:
    """Make ready all that goes over, as it is now. In the schema and role of `gemeente`, the predecessor.

    Again makes it ready anew; what was taken in stays, and what is new is added. Raises OverdrachtFout.
    """
    require(opvolging.predecessor_id == gemeente.pk, "Deze overdracht is niet van deze gemeente.")
    hold(f"overdracht {opvolging.pk}")
    hold(f"indiening {gemeente.pk}")  # waits for who wipes words at this moment, see wissing/wiping.py
    zelfevaluatie = Zelfevaluatie.objects.order_by("-jaar", "-opened_at").first()
    plans = plannen(opvolging.datum)
    files = {plan["id"]: plan.pop("bestand") for plan in plans}
    content: dict[str, Any] = {
        "gemeente": [gemeente.code, gemeente.naam],
        "jaar": zelfevaluatie.jaar if zelfevaluatie else None,
        "kaderversie": zelfevaluatie.kaderversie.versie if zelfevaluatie else None,
        "rijen": rijen_of(zelfevaluatie),
        "acties": acties(),
        "cijfers": cijfers(),
        "plannen": plans,
    }
    overdracht = Overdracht(
        opvolging=opvolging,
        predecessor=gemeente,
        successor_id=opvolging.successor_id,
        formaat=FORMAAT,
        sha256=sha256_of(content),
        counts={name: len(content[name]) for name in ("rijen", "acties", "cijfers", "plannen")},
        written_by=by,
    )
    overdracht.save(force_insert=True)
    parts = [(TEXTS, content, None), *((pk, None, data) for pk, data in files.items() if data)]
    Overdrachtdeel.objects.bulk_create(
        Overdrachtdeel(
            overdracht=overdracht,
            predecessor=gemeente,
            successor_id=opvolging.successor_id,
            naam=naam,
            inhoud=inhoud,
            bestand=bestand,
        )
        for naam, inhoud, bestand in parts
    )
    return overdracht


@transaction.atomic
def choose_people(*, opvolging: Opvolging, gemeente: Gemeente, chosen: Iterable[UUID], by: UUID | None) -> int:
    """Who of hers go along; who is not ticked any more does not, unless she works there already."""
    require(opvolging.predecessor_id == gemeente.pk, "Deze overdracht is niet van deze gemeente.")
    known = set(Collega.objects.filter(pk__in=list(chosen)).values_list("pk", flat=True))
    there = Meegaan.objects.filter(opvolging=opvolging)
    there.filter(granted_at=None).exclude(gebruiker_id__in=known).delete()
    new = known - set(there.values_list("gebruiker_id", flat=True))
    Meegaan.objects.bulk_create(
        Meegaan(opvolging=opvolging, predecessor=gemeente, gebruiker_id=pk, chosen_by=by) for pk in sorted(new)
    )
    return len(known)


def require(is_so: bool, words: str) -> None:
    if not is_so:
        raise OverdrachtFout(words)
