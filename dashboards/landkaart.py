"""The map of the country: a shape per gemeente, and what each answered to one question, in words.

A link of the map leads to the map itself, with that gemeente named: who taps beside what was meant looks at nobody.
Only the link of the one that is named leads to her page. static/js/kaart.js does the same without loading.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from dashboards.indicators import ONBEKEND, Value, indicator_of, values_of
from dashboards.selection import Selection
from dashboards.shapes import Box, around, atlas, borders_of, middle_of, neighbours, places_of
from dashboards.tiles import PLACES, TileMap, tile_maps
from dashboards.where import Part, parts_of
from tenants.models import Regio
from tenants.names import plain

PROVINCIE = Regio.Soort.PROVINCIE.value
INVENTED = "Voorbeeldprovincie "  # on the map there is no room for it, and the page says it
NAME_SIZE = 12  # of a name on the map, when all of it is shown
AREA = '<a href="{}" tabindex="{}" data-naast="{}"><title>{}: {}</title><path d="{}" fill="url(#vul-{}-kaart)"/></a>'
OUTSIDE = '<path class="k-map__outside" d="{}"/>'
NAME = '<text x="{}" y="{}">{}</text>'
ROW = '<tr{}><th scope="row"><a href="{}">{}</a></th><td>{}</td></tr>'
HIDDEN = mark_safe(" hidden")
LISTED = 500  # in the table at once: more than there are, so that a page does not grow with the country for ever


class Place(NamedTuple):
    """One gemeente. Without `value` it lies outside the selection; without `real` there is no room for it."""

    code: str
    naam: str
    real: str
    value: Value | None
    provincie: Part | None

    @property
    def words(self) -> str:
        return f"{self.naam}: {self.value[1]}" if self.value else self.naam


@dataclass(frozen=True)
class Group:
    """The gemeenten of one provincie in the table."""

    naam: str
    places: list[Place]
    page: str
    sought: str

    @property
    def found(self) -> int:
        return sum(matches(place, self.sought) for place in self.places)

    is_whole: bool  # whether the table holds all gemeenten, or those that are sought

    @property
    def rows(self) -> SafeString:
        """Those that are not sought are there too, so that one can search on without loading."""
        found = ((place, matches(place, self.sought)) for place in self.places)
        cells = (
            ("" if is_sought else HIDDEN, self.page.replace("GM0000", p.code), p.naam, p.value[1])
            for p, is_sought in found
            if p.value and (self.is_whole or is_sought)
        )
        return format_html_join("", ROW, cells)


@dataclass(frozen=True)
class Landkaart:
    titel: str
    places: list[Place]  # alphabetical
    legend: list[tuple[Value, int]]
    shares: tuple[int, int]  # how many said yes, of how many
    goal: str
    tiles: list[TileMap]
    mirrored: bool
    query: str  # of this page, without the gemeente that is named
    page: str  # the address of a gemeente, with GM0000 for its code
    chosen: str = ""  # the code of the gemeente that is named

    @cached_property
    def shown(self) -> list[Place]:
        return [place for place in self.places if place.value]

    @property
    def unknown(self) -> int:
        return sum(place.value == ONBEKEND for place in self.shown)

    @cached_property
    def named(self) -> Place | None:
        return next((place for place in self.shown if place.code == self.chosen), None)

    @property
    def named_page(self) -> str:
        return self.page.replace("GM0000", self.chosen)

    @cached_property
    def box(self) -> Box:
        """What is looked at: the selection, or all of it."""
        if not self.zoomed:
            return atlas().whole
        box = around(place.real for place in self.shown if place.real)
        width = atlas().size[0]
        return Box(width - box.right, box.top, width - box.left, box.bottom) if self.mirrored else box

    @property
    def view(self) -> str:
        box = self.box
        return f"{box.left:.1f} {box.top:.1f} {box.width:.1f} {box.height:.1f}"

    @property
    def zoomed(self) -> bool:
        return len(self.shown) < len(self.places)

    @property
    def scale(self) -> str:
        """Of the part that is looked at beside all of it; as text, in which a template puts no comma."""
        return f"{self.box.width / atlas().size[0]:.3f}"

    @property
    def name_size(self) -> str:
        return f"{NAME_SIZE * self.box.width / atlas().size[0]:.2f}"

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The choice of this page, for a form that asks something else."""
        return parse_qsl(self.query)

    @property
    def flip(self) -> str:
        """The transform that mirrors what is drawn, but no words."""
        return f"matrix(-1 0 0 1 {atlas().size[0]} 0)" if self.mirrored else ""

    @property
    def areas(self) -> SafeString:
        """A link each, of which the keyboard stops at one: arrows lead to the others."""
        shapes, drawn = atlas().shapes, [place for place in self.shown if place.real]
        stop = self.named if self.mark else next(iter(drawn), None)
        beside = neighbours([place.real for place in drawn])
        cells = (
            (self.link(p), 0 if p is stop else -1, beside[p.real], p.naam, p.value[1], shapes[p.real], p.value[0])
            for p in drawn
            if p.value
        )
        return format_html_join("", AREA, cells)

    def link(self, place: Place) -> str:
        return self.named_page if place is self.named else f"?{self.query}&gemeente={place.code}#kaart"

    @property
    def outside(self) -> SafeString:
        """The others, as far as they are in sight."""
        known, sight = atlas(), around(place.real for place in self.shown if place.real)
        others = (place.real for place in self.places if place.real and not place.value)
        return format_html_join(
            "", OUTSIDE, ((known.shapes[real],) for real in others if known.boxes[real].overlaps(sight))
        )

    @property
    def borders(self) -> SafeString:
        """Of the provincies. Its own text, so nothing to escape."""
        parts = {place.real: place.provincie.code for place in self.places if place.real and place.provincie}
        return mark_safe(borders_of(parts))  # noqa: S308

    @property
    def names(self) -> SafeString:
        found: dict[str, list[str]] = defaultdict(list)
        for place in self.shown:
            if place.real and place.provincie:
                found[place.provincie.naam].append(place.real)
        middles = ((naam.removeprefix(INVENTED), *middle_of(codes)) for naam, codes in found.items())
        width = atlas().size[0]
        cells = ((f"{width - x if self.mirrored else x:.1f}", f"{y:.1f}", naam) for naam, x, y in middles)
        return format_html_join("", NAME, cells)

    @property
    def mark(self) -> str:
        """The outline of the gemeente that is named."""
        return atlas().shapes[self.named.real] if self.named and self.named.real else ""

    @property
    def whole(self) -> str:
        """The address of the same map of all the country."""
        return f"?{urlencode([(name, value) for name, value in self.hidden if name in {'ronde', 'indicator'}])}"

    def groups(self, sought: str = "") -> list[Group]:
        """Per provincie."""
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self.shown:
            found[place.provincie.naam if place.provincie else "Zonder provincie"].append(place)
        whole = len(self.shown) <= LISTED
        if not whole and not sought:
            return []
        return [Group(naam, places, self.page, sought, whole) for naam, places in sorted(found.items())]


def matches(place: Place, sought: str) -> bool:
    """By a part of its name, or by its code."""
    if not sought:
        return True
    words = plain(sought).strip().lower()
    return words in plain(place.naam).lower() or words == place.code.lower()


def draw(selection: Selection, indicator: str, titels: dict[str, str], chosen: str = "") -> Landkaart:
    """`titels`: of every indicator; `chosen`: the code of a gemeente to name."""
    known, values = indicator_of(indicator), values_of(selection, indicator)
    where = parts_of(selection.meetronde, tuple(PLACES))
    gemeenten = asked(selection)
    real = places_of([code for _, code, _, _ in gemeenten], mirrored=selection.meetronde.voorbeeld)
    answers = {code: values.get(pk, ONBEKEND) for pk, code, _, selected in gemeenten if selected}
    places = [
        Place(code, naam, real.get(code, ""), answers.get(code), where[PROVINCIE].get(code))
        for _, code, naam, _ in gemeenten
    ]
    counts = Counter(answers.values())
    return Landkaart(
        titel=titels[indicator],
        places=places,
        legend=[(value, counts[value]) for value in (*known.values.values(), ONBEKEND)],
        shares=known.shares(counts),
        goal=known.goal,
        tiles=tile_maps(known, answers, where, link_to(selection, indicator)),
        mirrored=selection.meetronde.voorbeeld,
        query=f"{selection.query}&{urlencode({'indicator': indicator})}",
        page=f"{reverse('dashboards:gemeente_detail', args=['GM0000'])}?ronde={selection.meetronde.pk}",
        chosen=chosen,
    )


def asked(selection: Selection) -> list[tuple[UUID, str, str, bool]]:
    """All gemeenten of the round, alphabetical, and whether each is of the selection."""
    within = Exists(selection.gemeenten.order_by().filter(pk=OuterRef("pk")))
    found: Any = selection.meetronde.gemeenten().annotate(selected=within).order_by("sorteernaam", "code")
    return list(found.values_list("pk", "code", "naam", "selected"))


def link_to(selection: Selection, indicator: str) -> Callable[[str, str], str]:
    """The address of this map, of one regio alone."""

    def link(soort: str, code: str) -> str:
        return f"?{urlencode({'ronde': selection.meetronde.pk, 'indicator': indicator, soort: code})}#kaart"

    return link
