"""The questions of a round as sentences and charts. A sentence always says of how many."""

from dataclasses import dataclass

from charts.bars import Bar, Bars, Part
from charts.figure import Figure
from charts.lines import Lines, Panel, Point
from dashboards.enquete import Enquete, Tally, Vraag
from dashboards.figures import LAND, NOT_FILLED, About, gemeenten, with_percent
from metingen.enquete import Beleidsplan, JaNee

JA_NEE = {JaNee.JA: "geregeld", JaNee.NEE: "nog_niet", JaNee.ONBEKEND: "nvt", "": NOT_FILLED}
# Two kinds of plan are one part of the bar, and apart in its table.
PLAN = {
    "een eigen plan": ("geregeld", (Beleidsplan.EIGEN,)),
    "een plan met anderen": ("deels", (Beleidsplan.GEZAMENLIJK, Beleidsplan.ANDER_PLAN)),
    "in de maak": ("in_voorbereiding", (Beleidsplan.IN_DE_MAAK,)),
    "geen plan": ("nog_niet", (Beleidsplan.NEE,)),
    "niet ingevuld": (NOT_FILLED, ("",)),
}


@dataclass(frozen=True)
class EnqueteFigures:
    sentences: list[str]
    bars: list[Bars]
    lines: Lines | None

    @property
    def all(self) -> list[Figure]:
        return [*self.bars, *([self.lines] if self.lines else [])]


def enquete_figures(enquete: Enquete, about: About) -> EnqueteFigures:
    return EnqueteFigures(
        sentences=[*map(sentence, enquete.vragen), *details(enquete)] if enquete.n else [],
        bars=[yes_no_bars(enquete, about), plan_bars(enquete, about)] if enquete.n else [],
        lines=lines(enquete, about),
    )


def sentence(vraag: Vraag) -> str:
    """`Bij 121 van de 180 gemeenten die meededen (67%) staat er geld voor de aanpak in de begroting.`"""
    yes, n = vraag.now.yes, vraag.now.n
    beside = "" if vraag.land is None else f" In {LAND}: {vraag.land:.0f}%."
    who = "gemeente die meedeed" if n == 1 else "gemeenten die meededen"
    return f"Bij {yes} van de {n} {who} ({vraag.now.percent}%) {vraag.said}.{beside}"


def details(enquete: Enquete) -> list[str]:
    """What the questions about term and hours add; nothing where nobody said anything."""
    found = []
    plans = next(vraag.now.yes for vraag in enquete.vragen if vraag.naam == "beleidsplan")
    if enquete.expired:
        found.append(f"Van die {plans} plannen is bij {enquete.expired} de looptijd voorbij.")
    if enquete.with_hours:
        found.append(
            f"Voor de aandachtsfunctionaris is er gemiddeld {enquete.mean_hours} uur per week, "
            f"bij de {enquete.with_hours} {gemeenten(enquete.with_hours)} die uren noemen."
        )
    return found


def yes_no_bars(enquete: Enquete, about: About) -> Bars:
    asked = [vraag for vraag in enquete.vragen if vraag.naam != "beleidsplan"]
    most, least = (found(asked, key=lambda vraag: vraag.now.percent) for found in (max, min))
    return Bars(
        anchor="enquete-mensen-en-geld",
        title=f"{most.titel}: bij {most.now.percent}% ja. {least.titel}: bij {least.now.percent}%",
        about=about.of(enquete.n, " die meededen"),
        what="Vraag",
        marked=LAND,
        bars=tuple(bar(vraag, yes_no_parts(vraag.now)) for vraag in asked),
    )


def plan_bars(enquete: Enquete, about: About) -> Bars:
    vraag = next(vraag for vraag in enquete.vragen if vraag.naam == "beleidsplan")
    return Bars(
        anchor="enquete-beleidsplan",
        title=f"{vraag.now.percent}% heeft een beleidsplan, alleen of met anderen",
        about=about.of(enquete.n, " die meededen"),
        what="Vraag",
        bars=(bar(vraag, plan_parts(vraag.now), with_mark=False),),
    )


def bar(vraag: Vraag, parts: tuple[Part, ...], *, with_mark: bool = True) -> Bar:
    """The mark is the country's share of the first part; of a plan that is one kind of several, so there is none."""
    mark = vraag.land / 100 if with_mark and vraag.land is not None else None
    return Bar(vraag.titel, parts, result=f"{vraag.now.yes} van {vraag.now.n}, {vraag.now.percent}%", mark=mark)


def yes_no_parts(tally: Tally) -> tuple[Part, ...]:
    return tuple(
        Part(JA_NEE[waarde], word, count, said=with_percent(count, tally.n)) for waarde, word, count, _ in tally.answers
    )


def plan_parts(tally: Tally) -> tuple[Part, ...]:
    found = []
    for word, (fill, waarden) in PLAN.items():
        count = sum(tally.counts[waarde] for waarde in waarden)
        found.append(Part(fill, word, count, said=with_percent(count, tally.n)))
    return tuple(found)


def lines(enquete: Enquete, about: About) -> Lines | None:
    """None in a first round, and while nobody took part in this one."""
    points = enquete.vragen[0].points
    if len(points) < 2 or not enquete.n:
        return None
    first, last = points[0].jaar, points[-1].jaar
    grown = sum(vraag.points[-1].tally.percent > vraag.points[0].tally.percent for vraag in enquete.vragen)
    return Lines(
        anchor="enquete-rondes",
        title=f"Bij {grown} van de {len(enquete.vragen)} vragen is het aandeel ‘ja’ hoger dan in {first}",
        about=f"Aandeel ‘ja’ van wie meededen, {first} tot en met {last}, {about.whose}.",
        note="Elke ronde telt wie toen meededen: " + ", ".join(f"{each.jaar}: {each.tally.n}" for each in points) + ".",
        what="Vraag",
        panels=tuple(
            Panel(vraag.titel, tuple(Point(str(each.jaar), each.tally.yes / each.tally.n) for each in vraag.points))
            for vraag in enquete.vragen
        ),
    )
