"""Which standard texts changed, and where a gemeente still has what stood there before: in its concept, in what lies
with the college, in the plan that was adopted. All of it is found by the gemeente itself, in its own schema."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Q
from django.utils import timezone

import tenants.models
from reports.document.passage import filled_in
from reports.files.queries import RapportStand, stands
from reports.gather.layers import Layer, layers
from reports.models import Planversie, Rapport, Tekstbesluit
from reports.passages.nieuw.held import Held, held_by
from reports.versions.queries import current_adopted, life_of
from saving.diff import Change
from sjablonen.models import Passage
from sjablonen.queries import onderdeel_titels
from sjablonen.vergelijking import unwrapped, word_diff
from zelfevaluatie.models import Zelfevaluatie

Besluit = Tekstbesluit.Besluit
Key = tuple[str, int]
SHOWN = 3


@dataclass(frozen=True)
class Nieuw:
    """A standard text that changed: what stands in the plan it is about, and what becomes of it."""

    passage: Passage
    titel: str
    plaats: str
    old: str  # what stands there; empty: nothing
    new: str
    redenen: tuple[str, ...]
    layer: Layer | None = None  # of the concept
    is_own: bool = False  # whether the gemeente wrote its own
    besluit: Tekstbesluit | None = None
    waits: bool = False  # for a choice in the concept first
    verplaatst: str = ""  # to which part of the plan

    @property
    def is_ended(self) -> bool:
        """The standard text was withdrawn."""
        return self.passage.ingetrokken

    @property
    def code(self) -> str:
        return self.passage.code

    @property
    def naam(self) -> str:
        """What it is called on a page: where it stands, as far as that has a number, and its title."""
        return ": ".join(filter(None, [self.plaats, self.titel])) or f"Inleidende tekst ({self.code})"

    @property
    def key(self) -> str:
        """As a page sends it back: what was decided is about the version that was seen."""
        return f"{self.passage.code}:{self.passage.laag}:{self.passage.versie}"

    @property
    def changes(self) -> list[Change]:
        return word_diff(self.old, self.new)


@dataclass(frozen=True)
class Teksten:
    """All that changed. `own` and `changed`: in the concept; `seen`: there too, put away by somebody."""

    coming: list[Nieuw]
    own: list[Nieuw]
    changed: list[Nieuw]
    ended: list[Nieuw]  # withdrawn, and nobody said yet that this is all right
    seen: list[Nieuw]
    offered: list[Nieuw]
    adopted: list[Nieuw]
    left: list[Nieuw]  # of the adopted plan: "laat zo"
    voorstel: Planversie | None
    versie: Planversie | None  # the adopted one
    bladen: list[RapportStand]

    @property
    def is_empty(self) -> bool:
        return not (self.coming or self.own or self.changed or self.ended or self.offered or self.adopted)

    @property
    def ready(self) -> list[Nieuw]:
        """What can go on a wijzigingsblad."""
        return [row for row in self.adopted if not row.waits]

    @property
    def due(self) -> list[Nieuw]:
        """What could, and was on none yet."""
        return [row for row in self.ready if row.besluit is None]


class Versions:
    """The certain versions of some texts, of the country and of the regio's of this gemeente, in one query."""

    def __init__(self, codes: Iterable[str], gemeente: tenants.models.Gemeente) -> None:
        rows = Passage.objects.within(gemeente).filter(code__in=set(codes), zekerheid=Passage.Zekerheid.ZEKER)
        self.rows = list(rows.order_by("versie"))

    def of(self, passage: Passage) -> list[Passage]:
        """Of that text in its own layer, the oldest first."""
        return [row for row in self.rows if (row.code, row.regio_id) == (passage.code, passage.regio_id)]

    def before(self, passage: Passage, moment: datetime) -> Passage | None:
        """What stood there at that moment, or else last before this one; of a new regional text the landelijke."""
        former = [row for row in self.of(passage) if row.versie < passage.versie and not row.ingetrokken]
        then = [row for row in former if not came_after(row, moment)] or former
        if then:
            return then[-1]
        country = [row for row in self.rows if row.code == passage.code and row.regio is None and row.is_in_force]
        return country[-1] if passage.regio and country else None

    def redenen(self, passage: Passage, since: Key | None) -> tuple[str, ...]:
        """Why it changed, of each version since the one that is held."""
        first = since[1] if since and since[0] == passage.laag else 0
        steps = [row.reden for row in self.of(passage) if first < row.versie <= passage.versie]
        return tuple(dict.fromkeys(filter(None, steps)))


def came_after(passage: Passage, moment: datetime) -> bool:
    """Whether plans print it since then; what was there from the beginning did not."""
    day = timezone.localdate(moment)
    began = passage.geldig_vanaf is not None and passage.geldig_vanaf > day
    return began or (passage.published_at is not None and passage.published_at > moment)


def teksten_of(*, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente) -> Teksten:
    """Runs as the gemeente."""
    places = layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    said = {(row.planversie_id, row.code): row for row in Tekstbesluit.objects.all()}
    coming = newest_coming(gemeente, places)
    adopted = in_force()
    voorstel = life_of(zelfevaluatie).voorstel
    held = held_by(adopted, places=places, zelfevaluatie=zelfevaluatie, gemeente=gemeente) if adopted else []
    offered = held_by(voorstel, places=places, zelfevaluatie=zelfevaluatie, gemeente=gemeente) if voorstel else []
    fresh = {code: layer for code, layer in places.items() if is_news(layer, zelfevaluatie.opened_at)}
    gone = {code: layer for code, layer in places.items() if is_gone(layer, zelfevaluatie.opened_at)}
    versions = Versions([*fresh, *coming, *(row.code for row in (*held, *offered))], gemeente)
    concept = [
        in_concept(layer, versions, zelfevaluatie.opened_at, said.get((None, code))) for code, layer in fresh.items()
    ]
    ended = [no_more(layer, said.get((None, code))) for code, layer in gone.items()]
    rows = in_plan(held, versions, said, adopted.pk) if adopted else []
    return Teksten(
        coming=[to_come(passage, places.get(code), versions) for code, passage in coming.items()],
        own=[row for row in concept if row.is_own],
        changed=[row for row in concept if not row.is_own and row.besluit is None],
        ended=[row for row in ended if row.besluit is None],
        seen=[row for row in (*concept, *ended) if (row.is_ended or not row.is_own) and row.besluit],
        offered=in_plan(offered, versions, said, voorstel.pk) if voorstel else [],
        adopted=[row for row in rows if not (row.besluit and row.besluit.besluit == Besluit.LAAT_ZO)],
        left=[row for row in rows if row.besluit and row.besluit.besluit == Besluit.LAAT_ZO],
        voorstel=voorstel,
        versie=adopted,
        bladen=bladen_of(adopted) if adopted else [],
    )


def in_force() -> Planversie | None:
    """The plan that counts today: one that is past its period needs a next plan, no wijzigingsblad."""
    versie = current_adopted()
    is_over = versie and versie.periode_tot and versie.periode_tot < timezone.localdate()
    return None if is_over else versie


def is_news(layer: Layer, since: datetime) -> bool:
    if layer.standard is None:
        return False
    return layer.is_outdated or (not layer.is_local and came_after(layer.standard, since))


def is_gone(layer: Layer, since: datetime) -> bool:
    """Withdrawn since then; who has said to keep the text as an own one has said enough."""
    if layer.ended is None or not came_after(layer.ended, since):
        return False
    lokaal = layer.lokaal if layer.is_local else None
    return lokaal is None or (lokaal.standard_laag, lokaal.standard_versie) != layer.ended_key


def news_of(places: Mapping[str, Layer], *, since: datetime) -> int:
    """How many texts of the concept wait for somebody to look; one query when a standard text changed at all."""
    gone = [layer for layer in places.values() if is_gone(layer, since)]
    news = [layer for layer in places.values() if is_news(layer, since)]
    fresh = [*gone, *(layer for layer in news if not layer.is_outdated)]
    said = {row.code: row.key for row in Tekstbesluit.objects.filter(planversie=None)} if fresh else {}
    keys = {layer.code: layer.ended_key or layer.standard_key for layer in fresh}
    return len(news) + len(gone) - sum(said.get(code) == key for code, key in keys.items())


def news_for(*, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente) -> int:
    """As news_of, for a page without the plan: one query where there is no own text and nothing changed."""
    since = zelfevaluatie.opened_at
    began = Q(published_at__gt=since) | Q(geldig_vanaf__gt=timezone.localdate(since))
    young = Passage.objects.within(gemeente).in_force().filter(began)
    own = zelfevaluatie.lokale_passages.exclude(tekst="")
    if not Zelfevaluatie.objects.filter(Exists(own) | Exists(young), pk=zelfevaluatie.pk).exists():
        return 0
    return news_of(layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente), since=since)


def newest_coming(gemeente: tenants.models.Gemeente, places: Mapping[str, Layer]) -> dict[str, Passage]:
    """Per code what will be printed next, where nothing newer is printed already."""
    found: dict[str, Passage] = {}
    for passage in Passage.objects.coming_for(gemeente):
        standard = places[passage.code].standard if passage.code in places else None
        is_hidden = standard and standard.laag == Passage.Laag.REGIONAAL and passage.laag == Passage.Laag.LANDELIJK
        is_past = standard and standard.laag == passage.laag and standard.versie > passage.versie
        if not (is_hidden or is_past):
            found[passage.code] = passage
    return found


def to_come(passage: Passage, layer: Layer | None, versions: Versions) -> Nieuw:
    naam = layer.naam if layer else "{gemeente}"
    return Nieuw(
        passage=passage,
        titel=filled_in(passage.titel, naam),
        plaats="",
        old=unwrapped(layer.standard_tekst) if layer else "",
        new="" if passage.ingetrokken else unwrapped(filled_in(passage.tekst, naam)),
        redenen=versions.redenen(passage, layer.standard_key if layer else None),
        layer=layer,
        is_own=bool(layer and layer.is_local),
    )


def in_concept(layer: Layer, versions: Versions, opened_at: datetime, said: Tekstbesluit | None) -> Nieuw:
    """Of an own text what changed since the standard that it replaced; else since the zelfevaluatie was opened."""
    passage, lokaal = layer.standard, layer.lokaal
    assert passage  # else it is no news
    before: Passage | None
    if layer.is_local and lokaal:
        known = (row for row in versions.rows if row.code == layer.code)
        before = next(
            (row for row in known if (row.laag, row.versie) == (lokaal.standard_laag, lokaal.standard_versie)), None
        )
    else:
        before = versions.before(passage, opened_at)
    since = (before.laag, before.versie) if before else None
    return Nieuw(
        passage=passage,
        titel=layer.titel,
        plaats="",
        old=unwrapped(filled_in(before.tekst, layer.naam)) if before else "",
        new=unwrapped(layer.standard_tekst),
        redenen=versions.redenen(passage, since),
        layer=layer,
        is_own=layer.is_local,
        besluit=said if said and said.key == layer.standard_key else None,
        verplaatst=moved(before, passage),
    )


def moved(before: Passage | None, passage: Passage) -> str:
    """To which part of the plan a text went, when it did; within a part that is seen in the plan itself."""
    if before is None or before.onderdeel == passage.onderdeel:
        return ""
    return onderdeel_titels()[passage.onderdeel]


def no_more(layer: Layer, said: Tekstbesluit | None) -> Nieuw:
    """A standard text that was withdrawn: what it said, and that nothing comes for it."""
    passage = layer.ended
    assert passage  # else it is not gone
    return Nieuw(
        passage=passage,
        titel=layer.titel,
        plaats="",
        old=unwrapped(filled_in(passage.tekst, layer.naam)),
        new=layer.lokaal.tekst if layer.is_local and layer.lokaal else "",
        redenen=tuple(filter(None, [passage.reden])),
        layer=layer,
        is_own=layer.is_local,
        besluit=said if said and said.key == layer.ended_key else None,
    )


def in_plan(
    held: list[Held], versions: Versions, said: Mapping[tuple[UUID | None, str], Tekstbesluit], pk: UUID
) -> list[Nieuw]:
    found = []
    for row in held:
        besluit = said.get((pk, row.code))
        found.append(
            Nieuw(
                passage=row.passage,
                titel=row.layer.titel,
                plaats=row.plaats,
                old=row.old,
                new=row.new,
                redenen=versions.redenen(row.passage, row.key),
                layer=row.layer,
                is_own=row.is_own,
                besluit=besluit if besluit and besluit.key == (row.passage.laag, row.passage.versie) else None,
                waits=row.waits,
            )
        )
    return found


def bladen_of(versie: Planversie) -> list[RapportStand]:
    """The wijzigingsbladen that were made, the newest first."""
    kinds = [kind for kind in Rapport.Formaat.values if kind.startswith(Rapport.Formaat.WIJZIGINGSBLAD.value)]
    rows = Rapport.objects.light().asked().filter(planversie=versie, formaat__in=kinds)
    return stands(list(rows[:SHOWN]))
