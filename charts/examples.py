"""One chart of each kind, of figures that are nobody's, for the page that shows all components."""

from datetime import date

from charts.bars import Bar, Bars, Part
from charts.columns import Column, Columns
from charts.curve import Curve, Growth
from charts.diverging import Move, Moves
from charts.dots import Dot, Dots
from charts.figure import Figure
from charts.heat import Cell, Heat, Heatgroup, Heatrow
from charts.lines import Lines, Panel, Point

ABOUT = "Verzonnen cijfers, n = 180 gemeenten, 30 november 2026."
WORDS = ("geregeld", "deels", "in voorbereiding", "nog niet", "n.v.t.", "niet ingevuld")
FILLS = ("geregeld", "deels", "in_voorbereiding", "nog_niet", "nvt", "niet_ingevuld")
THEMAS = {
    "Beleidsmatige basis": (54, 43, 32, 27, 5, 19),
    "Signalerend vermogen van de gemeente": (81, 40, 25, 18, 9, 7),
    "Aanpak en bestuurlijke betrokkenheid": (38, 52, 45, 40, 3, 2),
    "Samenwerking in de keten": (99, 45, 20, 10, 0, 6),
    "Opvang en hulp": (16, 30, 60, 70, 4, 0),
}
YEARS = (2022, 2023, 2024, 2025, 2026)


def parts(counts: tuple[int, ...]) -> tuple[Part, ...]:
    return tuple(Part(*each) for each in zip(FILLS, WORDS, counts, strict=True))


BARS = Bars(
    anchor="voorbeeld-themas",
    title="Samenwerking is het vaakst geregeld, opvang het minst",
    about=ABOUT,
    what="Thema",
    note="De streep is de waarde van heel Nederland. Van één thema zijn er te weinig antwoorden.",
    bars=(
        *(
            Bar(name, parts(counts), detail="3 bouwstenen", result=f"{counts[0]} van {sum(counts)} geregeld", mark=0.35)
            for name, counts in THEMAS.items()
        ),
        Bar("Een thema dat niet getoond wordt", instead="te klein om te tonen"),
    ),
)
COLUMNS = Columns(
    anchor="voorbeeld-respons",
    title="Elk jaar doen meer gemeenten mee",
    about="Verzonnen cijfers, vijf meetrondes.",
    what="Meetronde",
    counted="gemeenten die meededen",
    asked="gemeenten die gevraagd zijn",
    columns=tuple(
        Column(str(year), value, 342, fill="geregeld" if year < 2026 else "in_voorbereiding")
        for year, value in zip(YEARS, (30, 207, 221, 256, 283), strict=True)
    ),
)
LINES = Lines(
    anchor="voorbeeld-trend",
    title="In drie van de vijf thema's is er vooruitgang",
    about=ABOUT,
    what="Thema",
    panels=tuple(
        Panel(name, tuple(Point(str(year), value) for year, value in zip(YEARS, values, strict=True)))
        for name, values in zip(
            THEMAS,
            (
                (0.2, 0.24, 0.31, 0.3, 0.38),
                (0.4, 0.41, 0.47, 0.52, 0.55),
                (0.22, None, 0.21, 0.22, 0.21),
                (0.8, 0.88, 0.93, 0.96, 1.0),
                (None, None, 0.0, 0.04, 0.09),
            ),
            strict=True,
        )
    ),
)
MOVES = Moves(
    anchor="voorbeeld-ontwikkeling",
    title="Van wie vooruit kon, ging een kwart tot de helft vooruit",
    about="Verzonnen cijfers, dezelfde 144 gemeenten in 2025 en 2026.",
    what="Bouwsteen",
    moves=(
        Move("Aandachtsfunctionaris mensenhandel", back=6, could_back=110, on=48, could_on=90, stayed=84),
        Move("Opvang voor slachtoffers", back=2, could_back=120, on=16, could_on=63, stayed=120),
        Move("Meldroute in de organisatie", back=30, could_back=70, on=4, could_on=100, stayed=100),
        Move("Overleg met de driehoek", back=0, could_back=0, on=0, could_on=0, stayed=144),
    ),
)
DOTS = Dots(
    anchor="voorbeeld-provincies",
    title="De meeste provincies liggen dicht bij het landelijke cijfer",
    about=ABOUT,
    what="Provincie",
    counted="aandeel gemeenten met een plan",
    country=0.42,
    dots=(
        Dot("Groningen", said="te klein om te tonen"),
        Dot("Fryslân", span=(0.2, 0.4), said="een deel", detail="ongeveer 15 gemeenten"),
        Dot("Noord-Holland", 0.46, detail="ongeveer 40 gemeenten"),
        Dot("Zuid-Holland", 0.42, detail="ongeveer 45 gemeenten"),
        Dot("Noord-Brabant", 0.31, detail="ongeveer 50 gemeenten"),
        Dot("Limburg", 1.0, detail="ongeveer 25 gemeenten"),
    ),
)
CURVE = Curve(
    anchor="voorbeeld-verloop",
    title="De respons loopt voor op die van vorig jaar",
    about="Verzonnen cijfers. Op deze dag deden vorig jaar 141 gemeenten mee.",
    what="Datum",
    opened=date(2026, 9, 15),
    last=105,
    ceiling=342,
    ceiling_word="gemeenten gevraagd",
    today=75,
    lines=(
        Growth("2026", ((0, 12), (3, 31), (8, 40), (20, 62), (40, 90), (61, 130), (75, 180)), 75),
        Growth("2025", ((0, 9), (5, 30), (19, 55), (43, 88), (70, 141), (98, 190), (105, 256)), 105),
    ),
)
PROVINCIES = (
    "Groningen", "Fryslân", "Drenthe", "Overijssel", "Flevoland", "Gelderland",
    "Utrecht", "Noord-Holland", "Zuid-Holland", "Zeeland", "Noord-Brabant", "Limburg",
)  # fmt: skip


def cells(start: int) -> tuple[Cell, ...]:
    country = Cell(f"{40 + start}%", 0.4 + start / 100)
    numbers = [(start * 7 + at * 13) % 21 for at in range(len(PROVINCIES))]
    return country, *(Cell("–") if each < 2 else Cell(f"{each}/20", each / 20) for each in numbers)


HEAT = Heat(
    anchor="voorbeeld-steun",
    title="Waar het meeste nog niet volledig geregeld is",
    about=ABOUT,
    note="– betekent: te weinig gemeenten, of niemand voor wie het geldt.",
    what="Bouwsteen",
    head=("Nederland", *PROVINCIES),
    groups=tuple(
        Heatgroup(
            f"Plateau {plateau}", tuple(Heatrow(name, cells(10 * plateau + at)) for at, name in enumerate(THEMAS))
        )
        for plateau in (1, 2)
    ),
)
FIGURES: tuple[Figure, ...] = (COLUMNS, BARS, LINES, DOTS, MOVES, CURVE, HEAT)
