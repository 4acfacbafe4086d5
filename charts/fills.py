"""The tones of a chart: one hue in four steps, and greys for what is neither.

Each has the name of the status that it shows. A tone is that of its pattern in templates/charts/fills.html, which adds
lines on paper and in forced colours; where that template is not on the page, the tone itself is drawn.
"""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

TEXT, SUBTLE, GRID, ACCENT = "#18272d", "#566972", "#c2cdd1", "#0d5665"

SAMPLE = (
    '<svg class="k-swatch" viewBox="0 0 20 14" width="20" height="14" aria-hidden="true" focusable="false">{}</svg>'
)


@dataclass(frozen=True)
class Fill:
    tone: str
    ink: str  # of a number within it; 4.5 to 1 at least


FILLS = {
    "geregeld": Fill("#0d5665", "#fff"),
    "deels": Fill("#3a7f8d", "#fff"),
    "in_voorbereiding": Fill("#a3cbd2", TEXT),
    "nog_niet": Fill("#dcebee", TEXT),
    "nvt": Fill("#c2cdd1", TEXT),  # with lines, also on screen: without colour it is as dark as in_voorbereiding
    "niet_ingevuld": Fill("#fff", TEXT),
    "onbekend": Fill("#fff", TEXT),  # with lines too: white alone reads as nothing
}
GREYS = ("nvt", "niet_ingevuld", "onbekend")  # drawn last, and apart


def paint(fill: str) -> str:
    return f"url(#vlak-{fill}) {FILLS[fill].tone}"


def swatch(fill: str) -> SafeString:
    """A sample, for beside its word."""
    return sample('<rect x="0.5" y="0.5" width="19" height="13" fill="{}" stroke="{}" />', paint(fill), SUBTLE)


def sample(shape: str, *values: object) -> SafeString:
    """`shape` within 20 by 14."""
    return format_html(SAMPLE, format_html(shape, *values))
