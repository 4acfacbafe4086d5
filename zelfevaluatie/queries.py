from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from aanpak.models import Actie
from accounts.models import Collega
from kader.kept import inhoud_of
from saving.models import kind_of
from tenants.written import written
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, AntwoordRevision, Onderbouwing, Zelfevaluatie
from zelfevaluatie.places import place_of
from zelfevaluatie.stand import VragenStand

CHANGES = 5  # that the overview shows


@written
def open_one() -> QuerySet[Zelfevaluatie]:
    return Zelfevaluatie.objects.filter(staat=Zelfevaluatie.Staat.OPEN).select_related("kaderversie")[:1]


def current_zelfevaluatie() -> Zelfevaluatie | None:
    """The open one of this gemeente."""
    return next(iter(open_one()), None)


@written
def antwoorden_in(zelfevaluatie: Any) -> QuerySet[Antwoord]:
    return Antwoord.objects.filter(zelfevaluatie=zelfevaluatie).order_by()


def antwoorden_of(zelfevaluatie: Zelfevaluatie) -> list[Antwoord]:
    """All, with bouwsteen, thema, rol and plan, in the order of the Kader: one query."""
    antwoorden = antwoorden_in(zelfevaluatie.pk)
    for antwoord in antwoorden:
        place_in_kader(antwoord, zelfevaluatie)
    return sorted(antwoorden, key=lambda antwoord: antwoord.bouwsteen.volgorde)


def place_in_kader(antwoord: Antwoord, zelfevaluatie: Zelfevaluatie) -> None:
    """Give it the bouwsteen that this process keeps (kader/kept.py), in place of one more of each from the database."""
    antwoord.zelfevaluatie = zelfevaluatie
    bouwsteen = inhoud_of(zelfevaluatie.kaderversie).bouwsteen.get(antwoord.bouwsteen_id)
    if bouwsteen:
        antwoord.bouwsteen = bouwsteen


@written
def open_antwoord(code: Any) -> QuerySet[Antwoord]:
    found = Antwoord.objects.filter(zelfevaluatie__staat=Zelfevaluatie.Staat.OPEN, bouwsteen__code=code)
    return found.select_related("zelfevaluatie__kaderversie").order_by()


def antwoord_for(code: str) -> Antwoord:
    """The answer to one bouwsteen in the open zelfevaluatie, with `codes` of its deelcriteria: one query, or 404."""
    antwoord = next(iter(open_antwoord(code)), None)
    if antwoord is None:
        raise Http404
    place_in_kader(antwoord, antwoord.zelfevaluatie)
    antwoord.codes = [criterium.code for criterium in antwoord.bouwsteen.deelcriteria.all()]
    return antwoord


@written
def aanvullende_in(zelfevaluatie: Any) -> QuerySet[AanvullendAntwoord]:
    return AanvullendAntwoord.objects.filter(zelfevaluatie=zelfevaluatie).order_by()


def aanvullende_of(zelfevaluatie: Zelfevaluatie) -> list[AanvullendAntwoord]:
    """The answers outside the Kader with their question and its place in the plan: one query."""
    antwoorden = aanvullende_in(zelfevaluatie.pk)
    vragen = inhoud_of(zelfevaluatie.kaderversie).vraag
    for antwoord in antwoorden:
        antwoord.zelfevaluatie = zelfevaluatie
        if antwoord.vraag_id in vragen:
            antwoord.vraag = vragen[antwoord.vraag_id]
    return sorted(antwoorden, key=lambda antwoord: antwoord.vraag.volgorde)


def aanvullend_for(code: str) -> AanvullendAntwoord:
    antwoord = (
        AanvullendAntwoord.objects.filter(zelfevaluatie__staat=Zelfevaluatie.Staat.OPEN, vraag__code=code)
        .select_related("zelfevaluatie", "vraag__plan")
        .first()
    )
    if antwoord is None:
        raise Http404
    return antwoord


@dataclass(frozen=True)
class Wijziging:
    code: str
    titel: str
    door: str
    at: datetime

    @property
    def url(self) -> str:
        return detail_url(self.code)


def detail_url(code: str) -> str:
    """The page of a bouwsteen or extra question."""
    kind = "bouwsteen" if "-P" in code else "vraag"
    return reverse(f"zelfevaluatie:{kind}_detail", args=[code])


@written
def last_revisions() -> QuerySet[AntwoordRevision, Any]:
    accepted = AntwoordRevision.objects.filter(accepted=True, kind__in=[kind_of(Antwoord), kind_of(AanvullendAntwoord)])
    return accepted.values_list("row", "created_by", "created_at")[: CHANGES * 10]


def last_changes(antwoorden: Sequence[Antwoord], aanvullende: Sequence[AanvullendAntwoord]) -> list[Wijziging]:
    """What changed last, each bouwsteen or extra question once, with who did it. Given are all of the year."""
    seen: dict[UUID, tuple[Any, datetime]] = {}
    year = antwoorden[0].zelfevaluatie if antwoorden else None
    since = year.opened_at if year and year.vorige_id else None  # what went along at the start, nobody changed
    for row, by, at in last_revisions():
        if since is None or at > since:
            seen.setdefault(row, (by, at))
    titels = {antwoord.pk: (antwoord.bouwsteen.code, antwoord.bouwsteen.titel) for antwoord in antwoorden}
    titels |= {antwoord.pk: (antwoord.vraag.code, antwoord.vraag.titel) for antwoord in aanvullende}
    chosen = [(*titels[row], by, at) for row, (by, at) in seen.items() if row in titels][:CHANGES]
    names = Collega.names({by for _, _, by, _ in chosen if by})
    return [Wijziging(code, titel, names.get(by, "onbekend"), at) for code, titel, by, at in chosen]


@written
def acties_at(bouwsteen: Any) -> QuerySet[Actie]:
    return Actie.objects.filter(bouwsteen=bouwsteen)


def bouwsteen_page(code: str) -> dict[str, Any]:
    """What the page of one bouwsteen shows: its answer, its place among the others, and what hangs on it.

    Raises Http404 for an unknown code or when no zelfevaluatie is open.
    """
    zelfevaluatie = current_zelfevaluatie()
    antwoorden = antwoorden_of(zelfevaluatie) if zelfevaluatie else []
    index = next((i for i, antwoord in enumerate(antwoorden) if antwoord.bouwsteen.code == code), None)
    if index is None:
        raise Http404
    antwoord = antwoorden[index]
    bouwsteen = antwoord.bouwsteen
    in_thema = [a for a in antwoorden if a.bouwsteen.thema == bouwsteen.thema]
    onderbouwing, names = onderbouwing_of(antwoord)
    later = antwoorden[index + 1 :] + antwoorden[:index]
    return {
        "antwoord": antwoord,
        "bouwsteen": bouwsteen,
        "zelfevaluatie": zelfevaluatie,
        "plaats": in_thema.index(antwoord) + 1,
        "aantal": len(in_thema),
        "previous": antwoorden[index - 1] if index else None,
        "next": antwoorden[index + 1] if index + 1 < len(antwoorden) else None,
        "next_unanswered": next((a for a in later if not a.status), None),
        "vragen": VragenStand(aanvullende_of(zelfevaluatie)) if zelfevaluatie and antwoord is antwoorden[-1] else None,
        "vorige": vorige_of(antwoord),
        "gekoppeld": [a for a in antwoorden if a.bouwsteen.code in bouwsteen.gekoppeld],
        "criteria": list(bouwsteen.deelcriteria.all()),
        "ook_rollen": list(bouwsteen.ook_rollen.all()),
        "place_in_plan": place_of(antwoord),
        **onderbouwing,
        "acties": acties_at(bouwsteen.pk),
        "saved_by": names.get(antwoord.updated_by),
    }


def vorige_of(antwoord: Antwoord | AanvullendAntwoord) -> list[Any]:
    """The answers of the year before that this one goes on from, with that year and what they are about."""
    if not antwoord.vorige:
        return []
    about = "bouwsteen" if isinstance(antwoord, Antwoord) else "vraag"
    rows = type(antwoord).objects.filter(pk__in=antwoord.vorige)
    return list(rows.select_related("zelfevaluatie__kaderversie", about))


def onderbouwing_of(antwoord: Antwoord) -> tuple[dict[str, Any], dict[Any, str]]:
    """What it rests on, with who added it; what somebody may put back, with who removed it; and all names."""
    rows = list(Onderbouwing.objects.known().sized().filter(antwoord=antwoord))
    people = {by for row in rows for by in (row.created_by, row.removed_by)}
    names = Collega.names((people | {antwoord.updated_by}) - {None})
    present = [(row, names.get(row.created_by)) for row in rows if row.removed_at is None]
    removed = [(row, names.get(row.removed_by)) for row in rows if row.removed_at]
    return {"onderbouwingen": present, "verwijderd": removed}, names


def aanvullend_page(code: str) -> dict[str, Any]:
    """As `bouwsteen_page`, for a question outside the Kader."""
    zelfevaluatie = current_zelfevaluatie()
    antwoorden = aanvullende_of(zelfevaluatie) if zelfevaluatie else []
    index = next((i for i, antwoord in enumerate(antwoorden) if antwoord.vraag.code == code), None)
    if index is None:
        raise Http404
    antwoord = antwoorden[index]
    later = antwoorden[index + 1 :] + antwoorden[:index]
    return {
        "antwoord": antwoord,
        "vorige": vorige_of(antwoord),
        "vraag": antwoord.vraag,
        "zelfevaluatie": zelfevaluatie,
        "plaats": index + 1,
        "aantal": len(antwoorden),
        "previous": antwoorden[index - 1].vraag if index else None,
        "next": antwoorden[index + 1].vraag if index + 1 < len(antwoorden) else None,
        "next_unanswered": next((a.vraag for a in later if not a.status), None),
        "place_in_plan": place_of(antwoord),
        "acties": list(Actie.objects.filter(vraag=antwoord.vraag)),
        "saved_by": Collega.names({antwoord.updated_by} - {None}).get(antwoord.updated_by),
    }


def antwoord_in_year(zelfevaluatie: Zelfevaluatie, code: str) -> dict[str, Any]:
    """One answer of any year with its neighbours, to read."""
    antwoorden = antwoorden_of(zelfevaluatie)
    return beside(antwoorden, [antwoord.bouwsteen.code for antwoord in antwoorden], code)


def aanvullend_in_year(zelfevaluatie: Zelfevaluatie, code: str) -> dict[str, Any]:
    antwoorden = aanvullende_of(zelfevaluatie)
    return beside(antwoorden, [antwoord.vraag.code for antwoord in antwoorden], code)


def beside(antwoorden: Sequence[Any], codes: list[str], code: str) -> dict[str, Any]:
    if code not in codes:
        raise Http404
    index = codes.index(code)
    return {
        "antwoord": antwoorden[index],
        "previous": antwoorden[index - 1] if index else None,
        "next": antwoorden[index + 1] if index + 1 < len(antwoorden) else None,
        "saved_by": Collega.names({antwoorden[index].updated_by} - {None}).get(antwoorden[index].updated_by),
    }
