"""What changed: small lines over the rounds, and how many went forward or back between two of them."""

from django.utils import timezone
from django.utils.formats import date_format

from charts.curve import Curve as Drawing
from charts.curve import Growth
from charts.diverging import Move, Moves
from charts.lines import Lines as Panels
from charts.lines import Panel, Point
from dashboards.curve import Curve
from dashboards.figures import About, gemeenten
from dashboards.lines import Line, Lines
from dashboards.queries import Response
from dashboards.trend import Change, Trend
from metingen.models import Meetronde


def line_figure(lines: Lines, plateau: int, about: About) -> Panels | None:
    """None for a plateau without bouwstenen."""
    found = dict(lines.per_plateau)[plateau]
    if not found:
        return None
    first, last = lines.jaren[0], lines.jaren[-1]
    return Panels(
        anchor=f"rondes-plateau-{plateau}",
        title=f"Plateau {plateau}: {grown(found, first)}",
        about=about.of(
            lines.n, f" die in {'alle' if len(lines.rounds) > 2 else 'beide'} rondes {first}–{last} meededen"
        ),
        note="Het gemiddelde van de bouwstenen van het thema, in steeds dezelfde gemeenten.",
        what="Thema",
        panels=tuple(panel(line, lines.jaren) for line in found),
    )


def grown(found: list[Line], first: int) -> str:
    """How many of the themas went up since the first round, in words."""
    up = sum(line.change > 0 for line in found)
    if up == len(found):
        return f"in elk thema is meer geregeld dan in {first}"
    if not up:
        return f"in geen thema is meer geregeld dan in {first}"
    return f"in {up} van de {len(found)} thema's is meer geregeld dan in {first}"


def panel(line: Line, jaren: list[int]) -> Panel:
    return Panel(
        line.naam,
        tuple(Point(str(jaar), value / 100) for jaar, value in zip(jaren, line.percents, strict=True)),
    )


def move_figures(trend: Trend, before: Meetronde, about: About) -> list[Moves]:
    """Per plateau a bar for each bouwsteen, in the order of the Kader."""
    said = about.of(trend.n, f" die ook in {before.periode_van.year} meededen")
    return [
        Moves(
            anchor=f"veranderd-plateau-{plateau}",
            title=f"Plateau {plateau}: {moved(changes)}",
            about=said,
            what="Bouwsteen",
            moves=tuple(move(change) for change in changes),
        )
        for plateau, changes in trend.per_plateau
        if changes
    ]


def moved(changes: list[Change]) -> str:
    could = sum(change.could_improve for change in changes)
    share = 100 * sum(change.improved for change in changes) / could if could else 0
    return f"van de antwoorden die vooruit konden, ging {share:.0f}% vooruit"


def move(change: Change) -> Move:
    return Move(
        change.bouwsteen.titel,
        back=change.fell,
        could_back=change.could_fall,
        on=change.improved,
        could_on=change.could_improve,
        stayed=change.stuck + change.kept,
        detail=f"{change.improved} van {change.could_improve}",
    )


def curve_figure(curve: Curve, response: Response, about: About) -> Drawing:
    """Of this round and the one before; the others stand in the table."""
    shown, before = curve.lines[0], next(iter(curve.lines[1:]), None)
    reached = before.at(shown.until) if before else None
    title = f"{response.ingediend} van de {response.total} {gemeenten(response.total)} deden mee"
    if before and reached is not None:
        title += f"; op dezelfde dag in {before.meetronde.periode_van.year} waren dat er {reached}"
    return Drawing(
        anchor="verloop",
        title=title,
        about=f"{about.whose}, {date_format(timezone.localdate(), 'j F Y')}.",
        what="Datum",
        opened=shown.opened,
        last=curve.last,
        ceiling=max(response.total, 1),
        ceiling_word="gevraagd",
        today=(timezone.localdate() - shown.opened).days if shown.meetronde.is_open else None,
        lines=tuple(
            Growth(str(line.meetronde.periode_van.year), tuple(line.steps), line.until) for line in curve.lines[:2]
        ),
    )
