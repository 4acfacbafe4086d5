"""A column per year of one or two who counted, for in a document: letters of one size, and no page around it.

It is a picture with its words inside. A year without a number gets the word for that, never a column of nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from charts.figure import line, text, together
from charts.fills import FILLS, SUBTLE

HEIGHT, LEGEND, TOP, BOTTOM = 140, 24, 18, 22  # of all below the legend, of the legend, above and below the columns
WIDE = 0.84  # of the columns of one year within its place
TONES = ("geregeld", "nog_niet")  # dark and pale: one tells them apart without colour
DASH = "–"
SHELL = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {} {}" width="{}" height="{}" '
    "font-family=\"'Source Sans 3', 'Source Sans Pro', sans-serif\"><title>{}</title>{}</svg>"
)
BLOCK = '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="0.75" />'


@dataclass(frozen=True)
class Year:
    """`values`: of each series a number, or the words in its place."""

    label: str
    values: tuple[int | str, ...]

    @property
    def words(self) -> str:
        """What stands there when nobody has a number."""
        said = {value for value in self.values if isinstance(value, str)}
        return said.pop() if len(said) == 1 and not self.numbers else ""

    @property
    def numbers(self) -> list[int]:
        return [value for value in self.values if isinstance(value, int)]


@dataclass(frozen=True)
class Years:
    """`title`: what it shows, for who does not see it; the figures follow. `series`: at most two."""

    title: str
    series: tuple[str, ...]
    years: tuple[Year, ...]
    width: int = 640

    @property
    def top(self) -> int:
        return max((number for year in self.years for number in year.numbers), default=0) or 1

    @property
    def spoken(self) -> str:
        years = "; ".join(f"{year.label}: {self.said(year)}" for year in self.years)
        return f"{self.title}. {years}."

    def said(self, year: Year) -> str:
        if len(self.series) == 1:
            return shown(year.values[0])
        return ", ".join(f"{naam} {shown(value)}" for naam, value in zip(self.series, year.values, strict=True))

    @property
    def drawing(self) -> SafeString:
        legend = LEGEND if len(self.series) > 1 else 0
        size = (self.width, HEIGHT + legend)
        parts = [*self.legend(), format_html('<g transform="translate(0 {})">{}</g>', legend, together(self.pieces()))]
        return format_html(SHELL, *size, *size, self.spoken, together(parts))

    def legend(self) -> Iterator[SafeString]:
        x = 0
        for tone, naam in zip(TONES, self.series, strict=False) if len(self.series) > 1 else ():
            yield block(tone, x, 2, 18, 12)
            yield text(str(x + 26), 8, naam, anchor="start")
            x += 60 + 8 * len(naam)

    def pieces(self) -> Iterator[SafeString]:
        slot = self.width / max(1, len(self.years))
        for index, year in enumerate(self.years):
            yield from self.year(year, slot * index, slot)
        yield line("0", y_of(0), str(self.width), y_of(0), kind="grid", stroke=SUBTLE)

    def year(self, year: Year, left: float, slot: float) -> Iterator[SafeString]:
        middle = number(left + slot / 2)
        yield text(middle, HEIGHT - BOTTOM + 14, year.label)
        if year.words:
            yield text(middle, y_of(0) - 10, year.words, ink=SUBTLE)
            return
        wide = slot * WIDE / len(self.series)
        for place, (tone, value) in enumerate(zip(TONES, year.values, strict=False)):
            x = left + slot * (1 - WIDE) / 2 + place * wide
            if isinstance(value, str):
                yield text(number(x + wide / 2), y_of(0) - 10, DASH, ink=SUBTLE)
                continue
            high = (HEIGHT - TOP - BOTTOM) * value / self.top
            yield block(tone, x, y_of(0) - high, wide, high)
            yield text(number(x + wide / 2), y_of(0) - high - 9, shown(value), kind="strong")


def y_of(high: float) -> float:
    return round(HEIGHT - BOTTOM - high, 1)


def number(length: float) -> str:
    return f"{length:.1f}"


def block(tone: str, x: float, y: float, width: float, height: float) -> SafeString:
    lengths = (number(length) for length in (x, y, width, height))
    return format_html(BLOCK, *lengths, FILLS[tone].tone, SUBTLE)


def shown(value: int | str) -> str:
    return value if isinstance(value, str) else f"{value:,}".replace(",", ".")
