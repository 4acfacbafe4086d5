"""From one year to the next: closing, beginning with last year's answers beside the new ones, and going back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker
from kader.models import KaderVersie
from saving.models import Versioned
from saving.rows import create_rows
from zelfevaluatie.models import (
    AanvullendAntwoord,
    Antwoord,
    AntwoordRevision,
    Beantwoording,
    Onderbouwing,
    Zelfevaluatie,
)

# What may go along, by what somebody ticks; a status never does.
MEE: dict[str, tuple[str, ...]] = {
    "trekker": ("trekker",),
    "organisatie": ("organisatieniveau", "georganiseerd_door"),
    "zin": ("plan_zin",),
    "streefdoel": ("streefdoel_status", "streefdoel_datum", "zo_houden"),
    "onderbouwing": (),  # rows of their own
}
# Per code of the new Kader the codes of the former that it goes on from.
Sources = Mapping[str, Sequence[str]]


class JaarFout(ValueError):
    """Why a year cannot be begun or opened again, in words for the page."""


@transaction.atomic
def begin_zelfevaluatie(
    *,
    vorige: Zelfevaluatie,
    kaderversie: KaderVersie,
    jaar: int,
    mee: Collection[str],
    terugblik: str,
    by: Gebruiker,
    sources: Sources | None = None,
) -> Zelfevaluatie:
    """Close `vorige`, and open the next: each answer empty, with the ids of those that it goes on from and, where that
    is exactly one that goes on here alone, what is in `mee`. A code that `sources` does not name goes on as itself.

    Raises JaarFout when somebody was first.
    """
    locked = Zelfevaluatie.objects.select_for_update().get(pk=vorige.pk)
    if not locked.is_open:
        raise JaarFout(f"De zelfevaluatie van {locked.jaar} is al gesloten.")
    if Zelfevaluatie.objects.filter(jaar=jaar, kaderversie=kaderversie).exists():
        raise JaarFout(f"De zelfevaluatie van {jaar} is er al.")
    closed = {"staat": Zelfevaluatie.Staat.GESLOTEN, "closed_at": timezone.now(), "closed_by": by.pk}
    Zelfevaluatie.objects.filter(pk=locked.pk).update(**closed, terugblik=terugblik)
    new = Zelfevaluatie.objects.create(
        kaderversie=kaderversie, jaar=jaar, vorige=locked, plan_status=locked.plan_status
    )
    mapped = sources if sources is not None else {}
    old = {a.bouwsteen.code: a for a in locked.antwoorden.select_related("bouwsteen")}
    bouwstenen = [Antwoord(zelfevaluatie=new, bouwsteen=each) for each in kaderversie.bouwstenen.all()]
    pairs = go_on(((row, row.bouwsteen.code) for row in bouwstenen), old, mapped, mee)
    keep(bouwstenen, by)
    if "onderbouwing" in mee:
        take_onderbouwing(pairs)
    extra = {a.vraag.code: a for a in locked.aanvullende_antwoorden.select_related("vraag")}
    vragen = [AanvullendAntwoord(zelfevaluatie=new, vraag=each) for each in kaderversie.aanvullende_vragen.all()]
    go_on(((row, row.vraag.code) for row in vragen), extra, mapped, mee)
    keep(vragen, by)
    # The year begins now that it is there: what changed since is what people did.
    new.opened_at = timezone.now()
    new.save(update_fields=["opened_at"])
    return new


def go_on(
    rows: Iterable[tuple[Any, str]], old: Mapping[str, Any], sources: Sources, mee: Collection[str]
) -> dict[UUID, Any]:
    """Give each new row its `vorige`, and what goes along; returns per id of a former one its only successor."""
    used: dict[str, list[Any]] = {}
    for row, code in rows:
        codes = [each for each in sources.get(code, (code,)) if each in old]
        row.vorige = [old[each].pk for each in codes]
        for each in codes:
            used.setdefault(each, []).append(row)
    alone = {code: rows[0] for code, rows in used.items() if len(rows) == 1 and len(rows[0].vorige) == 1}
    for code, row in alone.items():
        for name in (name for each in mee for name in MEE[each] if name in row.FIELDS):
            setattr(row, name, getattr(old[code], name))
    return {old[code].pk: row for code, row in alone.items()}


def keep(rows: Sequence[Beantwoording], by: Gebruiker) -> None:
    """What holds a text has a first version, as any save leaves one; the others wait for theirs."""
    if not rows:
        return
    model = type(rows[0])
    empty: dict[str, Any] = model().data()
    filled: list[Versioned] = [row for row in rows if row.data() != empty]
    create_rows(rows=filled, by=by)
    model._default_manager.bulk_create(row for row in rows if row.data() == empty)


def take_onderbouwing(pairs: Mapping[UUID, Antwoord]) -> None:
    """Links and files come along; of a file only whose it is, since the bytes are there."""
    found = Onderbouwing.objects.present().filter(antwoord__in=list(pairs)).defer("bestand").order_by("created_at")
    Onderbouwing.objects.bulk_create(
        Onderbouwing(
            antwoord=pairs[row.antwoord_id],
            titel=row.titel,
            url=row.url,
            bron_id=None if row.url else row.bron_id or row.pk,
            bestandsnaam=row.bestandsnaam,
            mimetype=row.mimetype,
            created_by=row.created_by,
        )
        for row in found
    )


@transaction.atomic
def reopen_zelfevaluatie(*, zelfevaluatie: Zelfevaluatie) -> Zelfevaluatie:
    """Go back to a closed year, and take away the one that was begun after it, in which nobody did anything yet. What
    was looked back on stays, for when it is closed again.

    Raises JaarFout when something rests on the closed one.
    """
    open_one = Zelfevaluatie.objects.select_for_update().filter(staat=Zelfevaluatie.Staat.OPEN).first()
    if open_one:
        if open_one.vorige_id != zelfevaluatie.pk:
            raise JaarFout(f"Na {zelfevaluatie.jaar} zijn al meer jaren begonnen. Alleen het laatste kan weer open.")
        if touched(open_one):
            raise JaarFout(f"In {open_one} is al iets ingevuld. Daarom blijft {zelfevaluatie.jaar} gesloten.")
        open_one.delete()
    reopened = {"staat": Zelfevaluatie.Staat.OPEN, "closed_at": None, "closed_by": None}
    Zelfevaluatie.objects.filter(pk=zelfevaluatie.pk).update(**reopened)
    return Zelfevaluatie.objects.get(pk=zelfevaluatie.pk)


def touched(zelfevaluatie: Zelfevaluatie) -> bool:
    """Whether somebody did something in it since it was begun."""
    rows = [*zelfevaluatie.antwoorden.values_list("pk", flat=True)]
    rows += zelfevaluatie.aanvullende_antwoorden.values_list("pk", flat=True)
    since = AntwoordRevision.objects.filter(row__in=[*rows, zelfevaluatie.pk], created_at__gt=zelfevaluatie.opened_at)
    later = Onderbouwing.objects.filter(antwoord__zelfevaluatie=zelfevaluatie)
    added = later.filter(created_at__gt=zelfevaluatie.opened_at)
    return since.exists() or added.exists() or later.exclude(removed_at=None).exists()
