"""A chart as one SVG file, for in a report: with its title, whose figures they are and where they come from.

It is drawn of the same pieces as on the page, on a fixed width, in plain tones: a file has no page that holds patterns.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from charts.bars import Bars
from charts.diverging import Moves
from charts.dots import Dots
from charts.figure import Figure, Mark, Row, axis, shares, together
from charts.fills import SUBTLE, TEXT
from charts.heat import Heat
from charts.lines import HEIGHT as PANEL
from charts.lines import Lines

WIDTH, EDGE = 760, 24
LABEL, RESULT = 250, 120  # of the columns beside the drawing of a row
ROW, LETTER = 36, 8.5  # height of a row; how wide a letter of 14 px is at most, as it may be drawn in another font
EMPTY = format_html("{}", "")
PATTERN = re.compile(r"url\(#[\w-]+\) ")
IMAGE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}" role="img" aria-label="{}" '
    'font-family="Source Sans 3, Source Sans Pro, Arial, sans-serif"><path d="M0 0H{}V{}H0Z" fill="#fff" />{}</svg>'
)


@dataclass(frozen=True)
class Strip:
    """A part of the file that stands under the one before."""

    height: int
    drawn: SafeString


def can_be_image(figure: Figure) -> bool:
    """A table is no picture."""
    return not isinstance(figure, Heat)


def image(figure: Figure, source: str) -> str:
    """`source`: where the figures come from, at the bottom."""
    strips = [*heading(figure), *legend(figure), *body(figure), *closing(figure.note, source)]
    parts, y = [], EDGE
    for strip in strips:
        parts.append(format_html('<svg x="{}" y="{}" overflow="visible">{}</svg>', EDGE, y, strip.drawn))
        y += strip.height
    total = WIDTH + 2 * EDGE, y + EDGE
    return PATTERN.sub(
        "", format_html(IMAGE, *total, *total, f"{figure.title} {figure.about}", *total, together(parts))
    )


def wrapped(said: str, letters: int) -> list[str]:
    return textwrap.wrap(said, letters, break_on_hyphens=False, break_long_words=False)


def words(lines: list[str], *, size: int, ink: str, weight: int = 400) -> Iterator[Strip]:
    shape = '<text y="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>'
    for each in lines:
        yield Strip(round(1.35 * size), format_html(shape, size, size, weight, ink, each))


def heading(figure: Figure) -> Iterator[Strip]:
    yield from words(wrapped(figure.title, 56), size=20, ink=TEXT, weight=600)
    yield from words(wrapped(figure.about, 88), size=14, ink=SUBTLE)
    yield Strip(12, EMPTY)


def legend(figure: Figure) -> Iterator[Strip]:
    """On as many lines as it needs."""
    parts: list[SafeString] = []
    x = 0
    for sample, word in figure.legend:
        width = 48 + round(LETTER * len(word))
        if parts and x + width > WIDTH:
            yield Strip(24, together(parts))
            parts, x = [], 0
        shape = '<svg x="{}" y="1" overflow="visible">{}<text x="26" y="12" font-size="14" fill="{}">{}</text></svg>'
        parts.append(format_html(shape, x, sample, TEXT, word))
        x += width
    if parts:
        yield Strip(32, together(parts))


def body(figure: Figure) -> Iterator[Strip]:
    if isinstance(figure, Moves):
        yield from rows(figure.rows, figure.marks)
    elif isinstance(figure, Bars | Dots):
        yield from rows(figure.rows, shares())
    elif isinstance(figure, Lines):
        yield from panels(figure)
    else:
        found = re.search(r'height="(\d+)"', figure.drawing)
        yield Strip(int(found[1]) if found else 0, framed(0, 0, WIDTH, figure.drawing))


def framed(x: int, y: int, width: int, drawn: SafeString) -> SafeString:
    """What is drawn in percents, of this width."""
    return format_html('<svg x="{}" y="{}" width="{}" overflow="visible">{}</svg>', x, y, width, drawn)


def two_lines(label: str) -> list[str]:
    first, *more = wrapped(label, 28)
    return [first, *more] if len(more) < 2 else [first, textwrap.shorten(f"{more[0]} {more[1]}", 28, placeholder="…")]


def rows(found: list[Row], marks: list[Mark]) -> Iterator[Strip]:
    wide = WIDTH - LABEL - RESULT
    yield Strip(24, framed(LABEL, 0, wide, axis(marks)))
    label = '<text y="{}" font-size="14" fill="{}">{}</text>'
    beside = '<text x="{}" y="21" font-size="14" fill="{}">{}</text>'
    for row in found:
        lines = two_lines(row.label)
        parts = [
            format_html(label, 21 + 16 * (number - (len(lines) - 1) / 2), TEXT, line)
            for number, line in enumerate(lines)
        ]
        parts.append(
            framed(LABEL, 0, wide, row.drawn) if row.drawn else format_html(beside, LABEL, SUBTLE, row.instead)
        )
        if row.result:
            parts.append(format_html(beside, LABEL + wide + 14, SUBTLE, row.result))
        yield Strip(ROW, together(parts))


def panels(figure: Lines) -> Iterator[Strip]:
    """Three beside each other."""
    wide = WIDTH // 3 - 24
    drawn = figure.drawn
    for start in range(0, len(drawn), 3):
        parts = [
            format_html(
                '<text x="{}" y="14" font-size="14" font-weight="600" fill="{}">{}</text>{}',
                number * (wide + 36),
                TEXT,
                textwrap.shorten(titel, 36, placeholder="…"),
                framed(number * (wide + 36), 22, wide, panel),
            )
            for number, (titel, panel) in enumerate(drawn[start : start + 3])
        ]
        yield Strip(PANEL + 40, together(parts))


def closing(note: str, source: str) -> Iterator[Strip]:
    yield Strip(12, EMPTY)
    yield from words(wrapped(note, 88), size=14, ink=SUBTLE)
    yield from words(wrapped(source, 88), size=14, ink=SUBTLE)
