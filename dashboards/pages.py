"""What the pages of the country, of a part of it and of a regio have in common: figures, charts and tables."""

from dataclasses import dataclass
from typing import Any

from dashboards.curve import curve_of
from dashboards.enquete import Enquete, enquete_of
from dashboards.figures import About, StandFigures, response_figure, spread_table, stand_figures
from dashboards.figures_change import curve_figure, line_figure, move_figures
from dashboards.figures_enquete import EnqueteFigures, enquete_figures
from dashboards.lines import Lines, lines_of
from dashboards.queries import Response, Stand, stand_in
from dashboards.selection import Choice, Selection
from dashboards.support import Need, least_arranged
from dashboards.tables import Tabel, curve_tabel, tabellen_of
from dashboards.trend import Trend
from metingen.models import Meetronde

NEEDS = 5  # of Plateau 1; of Plateau 2, which goes further than what is asked, fewer
NEEDS_2 = 3


@dataclass(frozen=True)
class StandPage:
    """`tables` stand folded at the end: all that is drawn above them."""

    about: About
    figures: StandFigures
    enquete: EnqueteFigures
    tables: list[Tabel]
    has_land: bool


def about_of(selection: Selection, n: int) -> About:
    return About(n, f"gedeeld met {selection.with_whom}, {selection.title}")


def stand_page(stand: Stand, enquete: Enquete, about: About, *, has_land: bool) -> StandPage:
    asked = enquete_figures(enquete, about)
    spreads = Tabel.of(
        "Per thema, bouwsteen en rol: aantal antwoorden, met hun aandeel", spread_table(stand, has_land=has_land)
    )
    return StandPage(about, stand_figures(stand, about), asked, [spreads, *tabellen_of(asked.all)], has_land)


def needs_of(stand: Stand) -> list[tuple[int, list[Need]]]:
    return [
        (plateau, least_arranged(stand["bouwstenen"], plateau, count)) for plateau, count in ((1, NEEDS), (2, NEEDS_2))
    ]


def figures_of_choice(choice: Choice, response: Response) -> dict[str, Any]:
    """For the page of the country, and of a provincie or veiligheidsregio."""
    selection = choice.selection
    about = about_of(selection, response.ingediend)
    stand = stand_in(selection, choice.bouwstenen)
    page = stand_page(stand, enquete_of(selection, choice.earlier), about, has_land=selection.is_part)
    who = response_figure(response, about)
    page.tables.extend(tabellen_of([who]))
    return {"response": response, "stand": stand, "page": page, "who": who}


def growth_of_choice(choice: Choice, response: Response, about: About) -> dict[str, Any]:
    """For the page of the country: the response over time, and the share that is geregeld over the rounds."""
    curve = curve_of(choice.selection, choice.earlier)
    lines = line_figures(lines_of(choice.selection, choice.earlier, choice.bouwstenen), about)[:1]  # of Plateau 1
    return {
        "curve": curve,
        "growth": curve_figure(curve, response, about),
        "lines": lines,
        "tables": [*tabellen_of(lines), curve_tabel(curve)],
    }


def line_figures(lines: Lines | None, about: About) -> list[Any]:
    found = [line_figure(lines, plateau, about) for plateau in (1, 2)] if lines else []
    return [figure for figure in found if figure]


def parts_of(found: dict[str, Any], **own: str) -> list[tuple[str, str]]:
    """Id and name of each part that is there, for the menu above it; `own`: what only this page has, at the end."""
    page: StandPage = found["page"]
    has_answers = bool(page.about.n)
    there = {
        ("themas", "Thema's"): has_answers,
        ("ontwikkeling", "Ontwikkeling"): has_answers and (found.get("lines") or found.get("changes")),
        ("enquete", "Plan, geld en mensen"): page.enquete.sentences,
        ("steun", "Steun"): has_answers and found.get("needs"),
        ("respons", "Deelname"): found.get("who"),
        ("bouwstenen", "Bouwstenen"): has_answers,
        ("rollen", "Rollen"): has_answers,
        ("tabel", "Alles als tabel"): has_answers,
    }
    return [*(part for part, is_there in there.items() if is_there), *own.items()]


def change_figures(choice: Choice, trend: Trend | None, before: Meetronde | None, *, least: int) -> list[Any]:
    """Per plateau who went forward and back since that round, when `least` or more were in both."""
    if not trend or not before or trend.n < least:
        return []
    return move_figures(trend, before, about_of(choice.selection, trend.n))
