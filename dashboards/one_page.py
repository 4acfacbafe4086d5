"""What stands on the PDF *Stand van het land*: one A4 with the response, the themas, what changed, the questions and
where help is needed. Bars are drawn for WeasyPrint, which gives a drawing its words from `<title>`."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from charts.fills import FILLS
from dashboards.enquete import enquete_of
from dashboards.figures import NOT_FILLED
from dashboards.queries import STATUSSEN, Row, Spread, percent, response_of, spread_per_bouwsteen, stand_from
from dashboards.reference import published_land
from dashboards.selection import Selection, bouwstenen_of
from dashboards.support import least_arranged

NEEDS = ((1, 4), (2, 2))  # per plateau, how many of the bouwstenen that are least often geregeld
WIDTH = 300  # of a bar, in its own units
WIDE_ENOUGH = 24  # for a number within it
BAR = '<svg class="bar" viewBox="0 0 300 14" width="300" height="14"><title>{}</title>{}</svg>'
BLOCK = '<rect x="{}" y="1" width="{}" height="12" fill="{}" stroke="#566972" stroke-width="0.5" />'
NUMBER = '<text x="{}" y="10" font-size="8.5" text-anchor="middle" fill="{}">{}</text>'
SAMPLE = '<svg class="sample" viewBox="0 0 14 10" width="14" height="10"><title>{}</title>{}</svg> {}'


@dataclass(frozen=True)
class ThemaRow:
    row: Row

    @property
    def bar(self) -> SafeString:
        return drawn(self.row.spread)

    @property
    def before(self) -> str:
        return share_said(self.row.land)


def one_page(selection: Selection) -> dict[str, Any]:
    """What was before comes from what is published of the round before: that stays as it is, where the answers
    of an earlier round can be taken back after this file was made."""
    ronde = selection.meetronde
    land = published_land(invented=ronde.voorbeeld, kader=ronde.kaderversie, before=ronde.periode_van)
    spreads = spread_per_bouwsteen(selection.indieningen)
    stand = stand_from(spreads, bouwstenen_of(ronde.kaderversie), land.shares)
    enquete = enquete_of(selection, [])
    return {
        "response": response_of(selection),
        "before": land,
        "themas": [(group.naam, [ThemaRow(row) for row in group.rows]) for group in stand["themas"]],
        "enquete": enquete,
        "vragen": [(vraag, share_said(land.shares.get(vraag.naam))) for vraag in enquete.vragen],
        "needs": [(plateau, least_arranged(stand["bouwstenen"], plateau, count)) for plateau, count in NEEDS],
        "legend": legend(),
    }


def share_said(share: float | None) -> str:
    return "" if share is None else f"{share:.0f}%"


def drawn(spread: Spread) -> SafeString:
    """In shares; empty when nobody answered."""
    if not spread.n:
        return SafeString("")
    widths = [WIDTH * count / spread.n for count in spread.counts]
    fills = [FILLS[status or NOT_FILLED] for status in STATUSSEN]
    parts = list(zip(fills, [0.0, *accumulate(widths)], widths, strict=False))
    blocks = format_html_join("", BLOCK, ((f"{x:.1f}", f"{width:.1f}", fill.tone) for fill, x, width in parts if width))
    numbers = (
        (f"{x + width / 2:.1f}", fill.ink, f"{round(100 * width / WIDTH)}%")
        for fill, x, width in parts
        if width >= WIDE_ENOUGH
    )
    words = ", ".join(f"{STATUSSEN[status]} {percent(count, spread.n)}%" for status, count in spread.per_status)
    return format_html(BAR, words, blocks + format_html_join("", NUMBER, numbers))


def legend() -> SafeString:
    shape = '<rect x="0.5" y="0.5" width="13" height="9" fill="{}" stroke="#566972" stroke-width="0.5" />'
    samples = ((word, format_html(shape, FILLS[status or NOT_FILLED].tone), word) for status, word in STATUSSEN.items())
    return format_html_join(" ", "<span>" + SAMPLE + "</span>", samples)
