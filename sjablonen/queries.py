"""The standard texts as their editors see them: all of them in the order of the plan, or one with its versions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, get_args

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import Gebruiker
from kader.queries import newest_version
from redactie.models import Onderhoud, Voorstel
from redactie.queries import due_on
from sjablonen import schema
from sjablonen.models import Controle, Passage, Tekstgebruik
from tenants.models import Regio

SOORT = "tekst"  # as redactie calls them
ORDER = {code: place for place, code in enumerate(get_args(schema.Onderdeel))}
# Parts that the Kader does not know.
TITELS = {"samenvatting": "Samenvatting", "evaluatie": "Evaluatie", "bronnen": "Verantwoording"}


@dataclass(frozen=True)
class Place:
    """One place in the plan: the newest landelijke text, and the newest of each regio that has its own.

    `regio`: for whom we look; None is the redacteur, who sees those of all regio's.
    """

    landelijk: Passage | None
    regionaal: tuple[Passage, ...]
    regio: Regio | None
    voorstel: Voorstel | None = None  # for the text that is shown
    onderhoud: Onderhoud | None = None

    @property
    def texts(self) -> tuple[Passage, ...]:
        return (*([self.landelijk] if self.landelijk else []), *self.regionaal)

    @property
    def shown(self) -> Passage:
        """What stands for this place in the list: for a regio its own text, for the country the landelijke."""
        own = self.regionaal[0] if self.regionaal else None
        found = (own or self.landelijk) if self.regio else (self.landelijk or own)
        assert found  # a place comes from a passage
        return found

    @property
    def is_unsure(self) -> bool:
        return self.shown.zekerheid == Passage.Zekerheid.CONTROLEREN

    @property
    def is_due(self) -> bool:
        """Whether its day of checking has come."""
        day = due_on(self.shown.gecontroleerd_op, self.onderhoud)
        return day is not None and day <= timezone.localdate() and not self.shown.ingetrokken

    @property
    def url(self) -> str:
        return address("passage_detail", self.regio, self.shown.code)


def address(name: str, regio: Regio | None, *args: Any) -> str:
    """Of a page of the redacteur, or of the same page for one regio."""
    return (
        reverse(f"sjablonen:regio_{name}", args=[regio.pk, *args]) if regio else reverse(f"sjablonen:{name}", args=args)
    )


def places(regio: Regio | None) -> list[Place]:
    """Every place with a text that this editor sees, in the order of the plan, in one query."""
    rows = Passage.objects.filter(seen_by(regio)).newest().select_related("regio")
    by_code = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    found = [place_of(texts, regio) for rows in by_code.values() if (texts := standing(rows, regio))]
    return sorted(found, key=lambda place: (ORDER[place.shown.onderdeel], place.shown.volgorde, place.shown.code))


def with_work(found: list[Place], regio: Regio | None) -> list[Place]:
    """With what is being made of each, and who keeps it: two queries."""
    here = {"soort": SOORT, "regio": regio}
    voorstellen = {row.sleutel: row for row in Voorstel.objects.open().filter(**here)}
    kept = {row.sleutel: row for row in Onderhoud.objects.newest().filter(**here)}
    return [
        replace(place, voorstel=voorstellen.get(place.shown.code), onderhoud=kept.get(place.shown.code))
        for place in found
    ]


def standing(texts: list[Passage], regio: Regio | None) -> list[Passage]:
    """Without what is ingetrokken; who wrote it still sees it when nothing else is left."""
    return [passage for passage in texts if not passage.ingetrokken] or [
        passage for passage in texts if passage.regio == regio
    ]


def seen_by(regio: Regio | None) -> Q:
    return Q(laag=Passage.Laag.LANDELIJK) | Q(regio=regio) if regio else Q()


def place_of(texts: Iterable[Passage], regio: Regio | None) -> Place:
    texts = sorted(texts, key=lambda passage: str(passage.regio or ""))
    landelijk = next((passage for passage in texts if passage.regio is None), None)
    for passage in texts:
        passage.stand_where(landelijk)
    return Place(landelijk, tuple(passage for passage in texts if passage.regio), regio)


def onderdeel_titels() -> dict[str, str]:
    """The name of each part of the plan, in its order."""
    titels = {part.code: part.titel for part in newest_version().plan_onderdelen.all()} | TITELS
    return {code: titels[code] for code in sorted(titels, key=lambda code: ORDER[code])}


@dataclass(frozen=True)
class Tekst:
    """The text of one code in one layer, with all its versions, and the others of that code beside it."""

    code: str
    regio: Regio | None
    versions: tuple[Passage, ...]  # newest first; empty when the regio has none yet
    place: Place

    @property
    def newest(self) -> Passage | None:
        """The version that one builds on; None when there is none, or when the regio stopped with its text."""
        return self.versions[0] if self.versions and not self.versions[0].ingetrokken else None

    @property
    def versie(self) -> int:
        """Guards the publishing: 0 when there is no version at all."""
        return self.versions[0].versie if self.versions else 0

    @property
    def shown(self) -> Passage:
        """The text of this page: the landelijke where a regio has none, a regional one where there is no other, and
        what the country withdrew as it was."""
        return self.newest or (self.versions[0] if self.versions and self.regio is None else self.place.shown)

    @property
    def is_own(self) -> bool:
        """Whether who reads this page may write it."""
        return self.regio is not None or bool(self.versions)

    @cached_property
    def printed(self) -> Passage | None:
        """The version that is in plans now: not the newest when that one is still to be checked, or comes later."""
        certain = [passage for passage in self.versions if passage.zekerheid == Passage.Zekerheid.ZEKER]
        standing = next((passage for passage in certain if passage.is_in_force), None)
        return standing if standing and not standing.ingetrokken else None

    @property
    def naam(self) -> str:
        return self.shown.titel or f"Inleidende tekst ({self.code})"

    @property
    def list_url(self) -> str:
        return address("passage_list", self.regio)

    @property
    def detail_url(self) -> str:
        return address("passage_detail", self.regio, self.code)

    @property
    def confirm_url(self) -> str:
        return address("passage_confirm", self.regio, self.code)

    @property
    def is_withdrawn(self) -> bool:
        """Also when that is only from a day to come."""
        return bool(self.versions) and self.versions[0].ingetrokken


def tekst_or_404(code: str, regio: Regio | None) -> Tekst:
    """In one query; what an editor does not see is not there."""
    found = tekst_of(code, regio)
    if found is None:
        raise Http404
    return found


def tekst_of(code: str, regio: Regio | None) -> Tekst | None:
    rows = list(Passage.objects.filter(seen_by(regio), code=code).select_related("regio").order_by("-versie"))
    if not rows:
        return None
    versions = tuple(row for row in rows if row.regio == regio)
    newest: dict[Any, Passage] = {}
    for row in rows:
        newest.setdefault(row.regio_id, row)
    texts = standing(list(newest.values()), regio)
    return Tekst(code, regio, versions, place_of(texts or rows[:1], regio))


@dataclass(frozen=True)
class Version:
    """A version with who published it, and who checked it since; a name is empty when it came from the fixture."""

    passage: Passage
    door: str
    schrijver: str
    controles: tuple[tuple[Controle, str], ...]
    gebruik: str  # in how many plans it is; not counted of a regional text, nor of a withdrawal


def history(tekst: Tekst) -> list[Version]:
    """Newest first, in three queries."""
    used = {(row.passage_id, row.soort): row.aantal for row in Tekstgebruik.objects.filter(passage__in=tekst.versions)}
    controles = defaultdict(list)
    for controle in Controle.objects.filter(passage__in=tekst.versions):
        controles[controle.passage_id].append(controle)
    checkers = {controle.created_by for found in controles.values() for controle in found}
    editors = {pk for passage in tekst.versions for pk in (passage.published_by, passage.written_by)}
    names = names_of(checkers | editors)
    return [
        Version(
            passage,
            names.get(passage.published_by, ""),
            names.get(passage.written_by, ""),
            tuple((controle, names.get(controle.created_by, "")) for controle in controles[passage.pk]),
            "" if passage.regio or passage.ingetrokken else gebruik_of(passage, used),
        )
        for passage in tekst.versions
    ]


def gebruik_of(passage: Passage, used: dict[tuple[Any, str], int]) -> str:
    found = ((used.get((passage.pk, soort.value)), soort.label) for soort in Tekstgebruik.Soort)
    return ", ".join(f"{f'ongeveer {aantal}' if aantal else 'minder dan tien'} {label}" for aantal, label in found)


def names_of(ids: set[Any]) -> dict[Any, str]:
    return dict(Gebruiker.objects.filter(pk__in=ids - {None}).values_list("pk", "naam"))
