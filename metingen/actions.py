"""Storing, replacing and taking back an Indiening. All but the erasing runs as the gemeente that acts."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from metingen.inhoud import GedeeldeGemeente, Inhoud
from metingen.models import (
    ERASE_AFTER,
    Groepsantwoord,
    Grootteklasse,
    Indiening,
    IndieningAntwoord,
    Meetronde,
    Themavraag,
)
from tenants.canonical import sha256_of
from tenants.locks import hold
from tenants.models import Gemeente, Regio

Staat = Indiening.Staat
TEXTS = ("naam", "grootteklasse", "provincie", "veiligheidsregio", "begroting", "beleidsplan")
ERASED: dict[str, Any] = {
    "inhoud": None,
    "inwoners": None,
    "beleidsplan_geldig_tot": None,
    "aandachtsfunctionaris_uren": None,
    **dict.fromkeys((*TEXTS, "aandachtsfunctionaris", "zorgcoordinatie", "mandaat_functie"), ""),
}
NOT_CURRENT = "Deze indiening is al ingetrokken of vervangen. Kijk wat er nu staat."


class IndieningFout(Exception):
    """What was asked cannot be done now; the text is for the user."""


@transaction.atomic
def store_indiening(
    *,
    meetronde: Meetronde | None,
    gemeente: Gemeente,
    inhoud: Inhoud,
    organisaties: Iterable[str] = (),
    regios: Iterable[UUID] = (),
    mandaat_functie: str = "",
    mandaat_datum: date | None = None,
    by: UUID | None,
    antwoordlink_by: UUID | None = None,
    antwoordlink_organisatie: str = "",
    groepsantwoorden: Mapping[UUID, str] | None = None,
) -> Indiening:
    """Keep what the gemeente shares; what it shared before in this round (or with regio's alone) becomes history.

    `groepsantwoorden`: by themavraag what only counts in figures of groups, and is kept apart.

    Raises IndieningFout when the round is not open, or its last day is past.
    """
    hold(f"indiening {gemeente.pk}")
    if meetronde is not None:
        hold(f"meetronde {meetronde.pk}", shared=True)  # so that it is not closed, and counted, before we commit
    if meetronde is not None and (against := Meetronde.objects.get(pk=meetronde.pk).reason_against):
        raise IndieningFout(against)
    mine = Indiening.objects.filter(gemeente=gemeente)
    mine.current().filter(meetronde=meetronde).update(staat=Staat.VERVANGEN)
    last = mine.aggregate(Max("nummer"))["nummer__max"] or 0
    data = inhoud.to_json()
    indiening = Indiening.objects.create(
        meetronde=meetronde,
        gemeente=gemeente,
        nummer=last + 1,
        organisaties=sorted(organisaties),
        regios=sorted(regios),
        formaat=data["formaat"],
        inhoud=data,
        sha256=sha256_of(data),
        mandaat_functie=mandaat_functie,
        mandaat_datum=mandaat_datum,
        ingediend_at=timezone.now(),
        ingediend_by=by,
        antwoordlink_by=antwoordlink_by,
        antwoordlink_organisatie=antwoordlink_organisatie,
        **derived(inhoud),
    )
    IndieningAntwoord.objects.bulk_create(rows_of(indiening, inhoud))
    Groepsantwoord.objects.bulk_create(apart_of(indiening, inhoud, groepsantwoorden or {}))
    return indiening


def derived(inhoud: Inhoud) -> dict[str, Any]:
    """The columns of an Indiening that say the same as its content."""
    gemeente = inhoud.gemeente
    enquete = vars(inhoud.enquete) if inhoud.enquete else {}
    return {
        "naam": gemeente.naam,
        "inwoners": gemeente.inwoners,
        "grootteklasse": "" if gemeente.inwoners is None else Grootteklasse.of(gemeente.inwoners),
        "provincie": code_of(gemeente, Regio.Soort.PROVINCIE),
        "veiligheidsregio": code_of(gemeente, Regio.Soort.VEILIGHEIDSREGIO),
        **enquete,
    }


def code_of(gemeente: GedeeldeGemeente, soort: str) -> str:
    return next((regio.code for regio in gemeente.regios if regio.soort == soort), "")


def rows_of(indiening: Indiening, inhoud: Inhoud) -> list[IndieningAntwoord]:
    return [
        IndieningAntwoord(
            indiening=indiening,
            gemeente_id=indiening.gemeente_id,
            code=antwoord.code,
            status=antwoord.status,
            organisatieniveau=list(antwoord.organisatieniveau),
        )
        for antwoord in inhoud.antwoorden
    ]


def apart_of(indiening: Indiening, inhoud: Inhoud, groepsantwoorden: Mapping[UUID, str]) -> list[Groepsantwoord]:
    """All answers to themavragen as they are counted, with those that are shared by name."""
    by_name = {each.nummer: each.waarde for each in inhoud.themavragen}
    asked = Themavraag.objects.filter(meetronde=indiening.meetronde, nummer__in=by_name) if by_name else ()
    given = {each.pk: by_name[each.nummer] for each in asked} | {**groepsantwoorden}
    rows = {"indiening": indiening, "gemeente_id": indiening.gemeente_id}
    return [Groepsantwoord(themavraag_id=pk, waarde=waarde, **rows) for pk, waarde in given.items() if waarde]


@transaction.atomic
def withdraw_indiening(*, indiening: Indiening, by: UUID | None) -> None:
    """Take it back, with all that it replaced: from now on nobody sees it, and its content goes after ERASE_AFTER.
    `by` is None for who has a one-time link.

    Raises IndieningFout when it was withdrawn or replaced already.
    """
    hold(f"indiening {indiening.gemeente_id}")
    if indiening.meetronde_id:
        hold(f"meetronde {indiening.meetronde_id}", shared=True)
    mine = Indiening.objects.filter(gemeente=indiening.gemeente, meetronde=indiening.meetronde)
    if not mine.current().filter(pk=indiening.pk).exists():
        raise IndieningFout(NOT_CURRENT)
    mine.exclude(staat=Staat.INGETROKKEN).update(
        staat=Staat.INGETROKKEN, ingetrokken_at=timezone.now(), ingetrokken_by=by
    )
    indiening.refresh_from_db()


@transaction.atomic
def erase_withdrawn() -> int:
    """Empty what was withdrawn ERASE_AFTER ago; number, hash and dates stay. Runs as the platform, every night."""
    due = Indiening.objects.filter(
        staat=Staat.INGETROKKEN, erased_at=None, ingetrokken_at__lte=timezone.now() - ERASE_AFTER
    )
    ids = list(due.values_list("pk", flat=True))
    IndieningAntwoord.objects.filter(indiening__in=ids).delete()
    Groepsantwoord.objects.filter(indiening__in=ids).delete()
    return Indiening.objects.filter(pk__in=ids).update(erased_at=timezone.now(), **ERASED)
