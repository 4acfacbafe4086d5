from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import Http404

from accounts.models import Collega
from kader.models import Deelcriterium
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, AntwoordRevision, Zelfevaluatie


def current_zelfevaluatie() -> Zelfevaluatie | None:
    """The open one of this gemeente."""
    return Zelfevaluatie.objects.filter(staat=Zelfevaluatie.Staat.OPEN).select_related("kaderversie").first()


def antwoorden_of(zelfevaluatie: Zelfevaluatie) -> list[Antwoord]:
    """All 23 with bouwsteen, thema and rol, in the order of the Kader: one query."""
    return list(
        Antwoord.objects.filter(zelfevaluatie=zelfevaluatie)
        .select_related("bouwsteen__thema", "bouwsteen__rol")
        .order_by("bouwsteen__volgorde")
    )


def antwoord_for(code: str) -> Antwoord:
    """The answer to one bouwsteen in the open zelfevaluatie, with `codes` of its deelcriteria: one query, or 404."""
    codes = Deelcriterium.objects.filter(bouwsteen=OuterRef("bouwsteen")).order_by("code").values("code")
    antwoord = (
        Antwoord.objects.filter(zelfevaluatie__staat=Zelfevaluatie.Staat.OPEN, bouwsteen__code=code)
        .select_related("zelfevaluatie", "bouwsteen__thema", "bouwsteen__rol", "bouwsteen__plan")
        .annotate(codes=ArraySubquery(codes))
        .first()
    )
    if antwoord is None:
        raise Http404
    return antwoord


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
    door: str
    at: datetime


def last_changes(zelfevaluatie: Zelfevaluatie, count: int = 5) -> list[Wijziging]:
    """The bouwstenen that changed last, each once, with who did it."""
    seen: dict[str, AntwoordRevision] = {}
    recent = AntwoordRevision.objects.filter(zelfevaluatie=zelfevaluatie, accepted=True).defer("data")[: count * 10]
    for revision in recent:
        seen.setdefault(revision.code, revision)
    chosen = list(seen.values())[:count]
    names = Collega.names({revision.created_by for revision in chosen if revision.created_by})
    return [Wijziging(r.code, names.get(r.created_by, "onbekend"), r.created_at) for r in chosen]
