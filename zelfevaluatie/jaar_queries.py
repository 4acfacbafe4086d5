"""The years of a gemeente: which there are, what stands beside an answer, and what changed around it since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from aanpak.models import Actie
from kader.models import Status
from metingen.models import Indiening
from sjablonen.models import Passage
from tenants.models import Gemeente
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Zelfevaluatie
from zelfevaluatie.queries import aanvullende_of, antwoorden_of
from zelfevaluatie.stand import is_unchosen


def years() -> list[Zelfevaluatie]:
    """All, the newest first."""
    return list(Zelfevaluatie.objects.select_related("kaderversie"))


def closed_or_404(jaar: int, kader: str = "") -> Zelfevaluatie:
    """The closed one of that year; `kader` chooses, where a gemeente went to a next Kader within the year."""
    found = [each for each in years() if each.jaar == jaar and not each.is_open]
    chosen = next((each for each in found if each.kaderversie.versie == kader), None)
    if not found or (kader and chosen is None):
        raise Http404
    return chosen or found[0]


def next_jaar(zelfevaluatie: Zelfevaluatie) -> int | None:
    """Which year can be begun today; None when it is not time yet."""
    today = timezone.localdate()
    begun = (today.month, today.day) >= settings.NEXT_YEAR_FROM
    jaar = max(zelfevaluatie.jaar + 1, today.year)
    return jaar if jaar <= today.year + begun else None


@dataclass(frozen=True)
class Vorig:
    """What the answers of a year go on from: all of the year before, by id. Empty in the first year."""

    zelfevaluatie: Zelfevaluatie | None
    antwoorden: Mapping[UUID, Antwoord]
    aanvullende: Mapping[UUID, AanvullendAntwoord]

    def of(self, antwoord: Any) -> list[Any]:
        known: Mapping[UUID, Any] = self.antwoorden if isinstance(antwoord, Antwoord) else self.aanvullende
        return [known[pk] for pk in antwoord.vorige if pk in known]

    def waits(self, antwoord: Any) -> bool:
        """*Te bevestigen*: answered before, and not yet in this year."""
        return not antwoord.status and any(vorig.status for vorig in self.of(antwoord))

    def status_of(self, antwoord: Any) -> str:
        """What it was; of several that differ nothing."""
        found = {vorig.status for vorig in self.of(antwoord)}
        return found.pop() if len(found) == 1 else ""


def vorig_of(zelfevaluatie: Zelfevaluatie) -> Vorig:
    """Three queries; none when this is the first year."""
    if zelfevaluatie.vorige_id is None:
        return Vorig(None, {}, {})
    before = Zelfevaluatie.objects.select_related("kaderversie").get(pk=zelfevaluatie.vorige_id)
    return Vorig(before, {a.pk: a for a in antwoorden_of(before)}, {a.pk: a for a in aanvullende_of(before)})


@dataclass(frozen=True)
class JaarKaart:
    """That a next year can be begun, or that this one is still to be gone through."""

    jaar: int | None
    vorig: Zelfevaluatie | None
    waiting: Sequence[Antwoord]

    @property
    def thema(self) -> str:
        """Where to go on."""
        return str(self.waiting[0].bouwsteen.thema.code) if self.waiting else ""


def jaar_kaart(zelfevaluatie: Zelfevaluatie, antwoorden: Sequence[Antwoord]) -> JaarKaart:
    """While its own year lasts, the next is offered once the basis is filled in; after that always."""
    vorig = vorig_of(zelfevaluatie)
    waiting = [antwoord for antwoord in antwoorden if vorig.waits(antwoord)]
    is_past = zelfevaluatie.jaar < timezone.localdate().year
    is_ready = is_past or all(antwoord.status or is_unchosen(antwoord) for antwoord in antwoorden)
    return JaarKaart(next_jaar(zelfevaluatie) if is_ready else None, vorig.zelfevaluatie, waiting)


@dataclass(frozen=True)
class Rondom:
    """What changed around the answers since the year before, in lines for the page, by id of what they are about."""

    lines: Mapping[UUID, Sequence[str]]

    def of(self, row: Any) -> Sequence[str]:
        return self.lines.get(row.pk, ())


def rondom(vorig: Vorig, antwoorden: Sequence[Antwoord], gemeente: Gemeente | None) -> Rondom:
    """Of these bouwstenen: acties that came ready, standard texts with a new version, and what the last meetronde was
    told otherwise. Three queries; none in the first year."""
    before = vorig.zelfevaluatie
    if before is None:
        return Rondom({})
    lines: dict[Any, list[str]] = {antwoord.bouwsteen.pk: [] for antwoord in antwoorden}
    shared = shared_statuses(gemeente)
    texts = new_texts(gemeente, before) if gemeente else {}
    olds: dict[Any, Antwoord] = {old.bouwsteen_id: antwoord for antwoord in antwoorden for old in vorig.of(antwoord)}
    for actie in done_since(before, {*olds, *lines}):
        antwoord, place = olds.get(actie.bouwsteen_id), actie.bouwsteen_id
        lines[antwoord.bouwsteen.pk if antwoord else place].append(f"Klaar: {actie.wat}")
    for antwoord in antwoorden:
        found, was = lines[antwoord.bouwsteen.pk], vorig.status_of(antwoord)
        found += [
            f"Nieuwe standaardtekst in het plan: {titel}" for titel in texts.get(antwoord.bouwsteen.plan.code, ())
        ]
        titel, status = shared.get(antwoord.bouwsteen.code, ("", ""))
        if was and status and status != was:
            found.append(f"In ‘{titel}’ gaven jullie ‘{Status(status).label}’ door")
    return Rondom(lines)


def done_since(before: Zelfevaluatie, bouwstenen: set[UUID]) -> list[Actie]:
    """Acties that somebody called ready since that year was opened."""
    ready = Actie.objects.filter(staat=Actie.Staat.GEREED, bouwsteen__in=bouwstenen)
    return list(ready.filter(updated_at__gte=before.opened_at))


def new_texts(gemeente: Gemeente, before: Zelfevaluatie) -> dict[str, list[str]]:
    """Per part of the plan the texts of which a new version was published since that year was opened."""
    found: dict[str, list[str]] = {}
    newer = Passage.objects.for_gemeente(gemeente).filter(Q(versie__gt=1), published_at__gte=before.opened_at)
    for passage in newer:
        found.setdefault(passage.onderdeel, []).append(passage.titel or passage.code)
    return found


def shared_statuses(gemeente: Gemeente | None) -> dict[str, tuple[str, str]]:
    """What the gemeente told the last meetronde, per code: the name of the round and the status."""
    mine = Indiening.objects.current().filter(gemeente=gemeente, meetronde__isnull=False)
    last = mine.select_related("meetronde").defer("inhoud").order_by("-ingediend_at").first() if gemeente else None
    if last is None or last.meetronde is None:
        return {}
    titel = last.meetronde.titel
    return {antwoord.code: (titel, antwoord.status) for antwoord in last.antwoorden.all()}
