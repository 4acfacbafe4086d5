"""A table whose cells are darker as the share is larger. It is its own table: numbers stay numbers."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from charts.figure import Figure

STEPS = 5


@dataclass(frozen=True)
class Cell:
    """`share` from 0 to 1 gives the tint; None gives none. `said`: what stands in it, such as `8/12` or `–`."""

    said: str
    share: float | None = None

    @property
    def step(self) -> int | None:
        """0 is the palest."""
        return None if self.share is None else min(STEPS - 1, int(self.share * STEPS))


@dataclass(frozen=True)
class Heatrow:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Heatgroup:
    """Rows under one heading, such as the bouwstenen of one plateau."""

    title: str
    rows: tuple[Heatrow, ...]


@dataclass(frozen=True, kw_only=True)
class Heat(Figure):
    """`head`: of each column its name. All rows have as many cells."""

    head: tuple[str, ...]
    groups: tuple[Heatgroup, ...]

    @property
    def table(self) -> None:
        return None

    @property
    def legend(self) -> list[tuple[SafeString, str]]:
        square = '<span class="k-heat__sample k-heat__step k-heat__step--{}" aria-hidden="true"></span>'
        return [
            (format_html(square, step), f"{100 * step // STEPS} tot {100 * (step + 1) // STEPS}%")
            for step in range(STEPS)
        ]

    @property
    def drawing(self) -> SafeString:
        head = format_html_join("", '<th scope="col"><span>{}</span></th>', ((name,) for name in self.head))
        bodies = format_html_join("", "{}", ((self.body(group),) for group in self.groups))
        return format_html(
            '<table class="k-heat"><caption class="k-visually-hidden">{}</caption>'
            '<thead><tr><th scope="col">{}</th>{}</tr></thead>{}</table>',
            self.title,
            self.what,
            head,
            bodies,
        )

    def body(self, group: Heatgroup) -> SafeString:
        return format_html(
            '<tbody><tr><th class="k-heat__group" scope="rowgroup" colspan="{}">{}</th></tr>{}</tbody>',
            len(self.head) + 1,
            group.title,
            format_html_join(
                "", '<tr><th scope="row">{}</th>{}</tr>', ((row.label, self.cells(row)) for row in group.rows)
            ),
        )

    def cells(self, row: Heatrow) -> SafeString:
        return format_html_join(
            "",
            '<td class="{}" data-label="{}">{}</td>',
            (
                ("" if cell.step is None else f"k-heat__step k-heat__step--{cell.step}", name, cell.said)
                for name, cell in zip(self.head, row.cells, strict=True)
            ),
        )
