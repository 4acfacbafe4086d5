"""Where help is needed as a table with tints: bouwstenen per plateau, provincies in the order that they always have."""

from charts.heat import Cell, Heat, Heatgroup, Heatrow
from charts.strips import Strip, Strips
from dashboards.figures import About
from dashboards.support import Part, Support, per_plateau

TOO_FEW = "–"
PREFIX = "Voorbeeldprovincie "  # of the demo's country; that its provincies do not exist stands above


def heat_figure(found: list[Support], provincies: dict[str, str], about: About) -> Heat:
    return Heat(
        anchor="steun",
        title=title(found),
        about=f"{about} Per vak: bij hoeveel van hoeveel gemeenten een bouwsteen (nog) niet volledig geregeld is.",
        note=f"{TOO_FEW} betekent: minder dan tien gemeenten gaven hier een antwoord dat telt. "
        "Provincies staan op vaste volgorde.",
        what="Bouwsteen",
        head=("Alle samen", "Waarvan niets", *(naam.removeprefix(PREFIX) for naam in provincies.values())),
        groups=tuple(
            Heatgroup(f"Plateau {plateau}", tuple(row(each) for each in rows))
            for plateau, rows in per_plateau(found)
            if rows
        ),
    )


def title(found: list[Support]) -> str:
    """Of Plateau 1, which is for every gemeente."""
    first = next((each for each in found if each.bouwsteen.plateau == 1 and each.country.n), None)
    if first is None:
        return "Nog geen antwoorden"
    return f"‘{first.bouwsteen.titel}’ is in Plateau 1 het vaakst (nog) niet volledig geregeld: bij {first.percent}%"


def row(support: Support) -> Heatrow:
    land = support.country
    return Heatrow(
        support.bouwsteen.titel,
        (
            Cell(f"{land.percent}%", land.percent / 100) if land.n else Cell(TOO_FEW),
            Cell(f"{land.percent_nothing}%", land.percent_nothing / 100) if land.n else Cell(TOO_FEW),
            *map(cell, support.per_provincie),
        ),
    )


def cell(part: Part) -> Cell:
    return Cell(str(part), part.todo / part.n) if part.is_enough else Cell(TOO_FEW)


def strip_figures(found: list[Support], provincies: dict[str, str], about: About) -> list[Strips]:
    """The same for a phone: per bouwsteen a line with a dot per provincie, and all together as a mark."""
    names = [naam.removeprefix(PREFIX) for naam in provincies.values()]
    return [
        Strips(
            anchor=f"steun-plateau-{plateau}",
            title=f"Plateau {plateau}: aandeel (nog) niet volledig geregeld",
            about=str(about),
            note="Een provincie staat er alleen bij als tien of meer gemeenten een antwoord gaven dat telt.",
            what="Bouwsteen",
            counted="een provincie",
            country_word="alle samen",
            strips=tuple(strip(each, names) for each in rows),
        )
        for plateau, rows in per_plateau(found)
        if rows
    ]


def strip(support: Support, names: list[str]) -> Strip:
    land = support.country
    groups = zip(names, support.per_provincie, strict=True)
    return Strip(
        support.bouwsteen.titel,
        tuple((naam, part.todo / part.n if part.is_enough else None) for naam, part in groups),
        land.todo / land.n if land.n else None,
        f"{land.todo} van {land.n}, {land.percent}%; {land.nothing} niets" if land.n else "",
    )
