"""The evaluation of one year of an adopted plan, and the letter to the raad about it: what was done, what not and why.

All of it is counted from the adopted Plan and from what its acties, indicatoren and cijfers are on the day of
`stand_op`; what the gemeente says of it is its own text. What nobody filled in is said to be so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from aanpak.enums import Staat
from reports.document.blocks import NOT_IN_VIEW
from reports.document.coming import coming, is_late
from reports.document.decisions import decided
from reports.document.enums import Orgaan
from reports.document.followed import Followed, FollowedIndicator, Outcome, followed, indicatoren_of
from reports.document.html import names
from reports.document.means import Means, count, euros, means_of
from reports.document.money import asked, money_of
from reports.document.naming import joined
from reports.document.plan import Plan, PlanActie, PlanCijfer, PlanEvaluatie

YEARS = 3  # of figures that stand side by side
TOP, TOP_SOON = 4, 6  # of a list in the letter, which is two pages
FIGURES = "bijlage_2"
OWN = {
    "inleiding": "de toelichting",
    "conclusie": "de conclusie",
    "geld": "wat er is uitgegeven",
    "vervolg": "wat er nu gebeurt",
}
COUNTED = {
    Outcome.DONE: ("is gedaan", "zijn gedaan"),
    Outcome.ONGOING: ("loopt steeds door", "lopen steeds door"),
    Outcome.OPEN: ("is nog niet klaar", "zijn nog niet klaar"),
    Outcome.DROPPED: ("gaat niet door", "gaan niet door"),
    Outcome.COMING: ("komt nog", "komen nog"),
    Outcome.GONE: ("staat niet meer in de lijst", "staan niet meer in de lijst"),
    Outcome.BEFORE: ("was bij de vaststelling al klaar", "waren bij de vaststelling al klaar"),
}


@dataclass(frozen=True)
class Group:
    outcome: Outcome
    rows: tuple[Followed, ...]

    @property
    def is_done(self) -> bool:
        """Whether one asks of these what came of them."""
        return self.outcome in {Outcome.DONE, Outcome.ONGOING, Outcome.BEFORE}

    @property
    def first(self) -> tuple[Followed, ...]:
        return self.rows[:TOP]

    @property
    def more(self) -> int:
        return len(self.rows[TOP:])


@dataclass(frozen=True)
class Figures:
    """What one organisation counted, per year that is shown; '' where nothing was filled in."""

    cijfer: PlanCijfer
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Evaluation:
    plan: Plan
    words: PlanEvaluatie
    gemeente_naam: str
    decisions: tuple[str, ...]
    groups: tuple[Group, ...]
    indicatoren: tuple[tuple[str, list[FollowedIndicator]], ...]
    years: tuple[int, ...]
    figures: tuple[Figures, ...]
    money: tuple[str, ...]
    soon: tuple[PlanActie, ...]  # without what is late
    soon_more: int
    left: Means

    @property
    def jaar(self) -> int:
        return self.words.jaar

    @property
    def titel(self) -> str:
        return f"Evaluatie {self.jaar}"

    @property
    def not_over(self) -> str:
        """`nog niet voorbij`, of the year on the day of the evaluation; empty when it was over."""
        if self.words.stand_op.year < self.jaar:
            return "nog niet begonnen"
        return "nog niet voorbij" if self.words.stand_op.year == self.jaar else ""

    @property
    def unwritten(self) -> str:
        """`de conclusie en wat is uitgegeven`: what only the gemeente can say, and did not; empty when it said all."""
        return joined([naam for field, naam in OWN.items() if not getattr(self.words, field)])

    @property
    def not_in_view(self) -> bool:
        return any(aantal == NOT_IN_VIEW for row in self.figures for _, aantal in row.cells)

    @property
    def rows(self) -> list[Followed]:
        return [row for group in self.groups for row in group.rows]

    @property
    def adjusted(self) -> list[Followed]:
        return [row for row in self.rows if row.changes]

    def of(self, outcome: Outcome) -> Group:
        return next((group for group in self.groups if group.outcome == outcome), Group(outcome, ()))

    @property
    def done(self) -> Group:
        return self.of(Outcome.DONE)

    @property
    def ongoing(self) -> Group:
        return self.of(Outcome.ONGOING)

    @property
    def open(self) -> Group:
        return self.of(Outcome.OPEN)

    @property
    def dropped(self) -> Group:
        return self.of(Outcome.DROPPED)

    @property
    def gone(self) -> Group:
        return self.of(Outcome.GONE)

    @property
    def new(self) -> Group:
        return self.of(Outcome.NEW)

    @property
    def counted(self) -> str:
        """`In het plan staan 4 acties: 3 zijn gedaan en 1 gaat niet door.`"""
        planned = [row for row in self.rows if row.was]
        if not planned:
            return "In het vastgestelde plan staan geen acties."
        said = [
            f"{number} {COUNTED[group.outcome][number != 1]}"
            for group in self.groups
            if group.outcome in COUNTED and (number := len(group.rows))
        ]
        stands = "staat" if len(planned) == 1 else "staan"
        return f"In het plan {stands} {count(len(planned), 'actie', 'acties')}: {joined(said)}."

    @property
    def counted_since(self) -> str:
        """What came and changed after the adoption; empty when nothing did."""
        parts = []
        if number := len(self.new.rows):
            parts.append(f"Sinds de vaststelling {'kwam' if number == 1 else 'kwamen'} er {number} bij.")
        if number := len(self.adjusted):
            parts.append(f"Bij {count(number, 'actie', 'acties')} is iets bijgesteld.")
        return " ".join(parts)

    @property
    def late(self) -> list[Followed]:
        """Of which the day or the year is past, by what holds now, and that are not done."""
        unfinished = (Outcome.OPEN, Outcome.COMING, Outcome.NEW)
        rows = [row for row in self.rows if row.outcome in unfinished and row.actie.staat in (Staat.OPEN, Staat.BEZIG)]
        return [row for row in rows if is_late(row.actie, self.words.stand_op)]

    @property
    def late_first(self) -> list[Followed]:
        return self.late[:TOP]

    @property
    def late_more(self) -> int:
        return len(self.late[TOP:])


def evaluation_of(plan: Plan) -> Evaluation:
    """Of a Plan with its `evaluatie`; without one nothing was compared, and everything is as it was adopted."""
    words = plan.evaluatie or PlanEvaluatie(
        plan.jaar, plan.stand_op or timezone.localdate(plan.made_at), plan.onderdelen
    )
    plan = replace(plan, evaluatie=words)
    rows = followed(plan)
    now = replace(plan, onderdelen=words.onderdelen, stand_op=words.stand_op, evaluatie=None)
    soon = [actie for actie in coming(now).acties if not is_late(actie, words.stand_op)]
    cijfers = [row for row in now.onderdeel(FIGURES).cijfers if words.jaar - YEARS < row.jaar <= words.jaar]
    shown = tuple(sorted({row.jaar for row in cijfers}))
    return Evaluation(
        plan=plan,
        words=words,
        gemeente_naam=names(plan),
        decisions=tuple(decided(plan)),
        groups=tuple(grouped(rows)),
        indicatoren=tuple(indicatoren_of(plan)),
        years=shown,
        figures=tuple(figures_of(cijfers, shown)),
        money=tuple(money_said(plan, rows, words.jaar)),
        soon=tuple(soon[:TOP_SOON]),
        soon_more=len(soon[TOP_SOON:]),
        left=means_of(now.acties),
    )


def grouped(rows: Iterable[Followed]) -> Iterable[Group]:
    rows = list(rows)
    for outcome in Outcome:
        if mine := tuple(row for row in rows if row.outcome == outcome):
            yield Group(outcome, mine)


def figures_of(cijfers: Iterable[PlanCijfer], shown: tuple[int, ...]) -> Iterable[Figures]:
    """Each in all of these years, in the order in which the plan prints them."""
    series: dict[tuple[str, str, str], list[PlanCijfer]] = {}
    for cijfer in cijfers:
        series.setdefault((cijfer.titel, cijfer.vorm, cijfer.bron), []).append(cijfer)
    for rows in series.values():
        by_year = {cijfer.jaar: cijfer.aantal for cijfer in rows}
        yield Figures(rows[0], tuple((year, by_year.get(year, "")) for year in shown))


def money_said(plan: Plan, rows: Iterable[Followed], jaar: int) -> Iterable[str]:
    """What was estimated: for that year, and for what is done. What was spent Kompas does not know."""
    table, planned = money_of(plan), means_of(plan.acties)
    year = next((row for row in table.rows if row.titel == str(jaar)), None) if table else None
    if year and (year.kosten or year.uren):
        yield f"Voor {jaar} was in het vastgestelde plan {asked(year.kosten, year.uren)} geraamd."
    elif planned.priced:
        yield f"In het vastgestelde plan was {planned.geld} geraamd. Voor {jaar} apart stond er geen bedrag in."
    else:
        yield "In het vastgestelde plan waren geen kosten geraamd."
    done = [row.actie for row in rows if row.outcome == Outcome.DONE]
    priced = [actie.kosten for actie in done if actie.kosten is not None]
    if priced:
        total = sum(priced, Decimal(0))
        yield f"Geraamd voor wat klaar is: {euros(total)}, bij {count(len(priced), 'actie', 'acties')}."


def render_evaluatie(plan: Plan) -> str:
    return render_to_string("reports/document/evaluatie/document.html", {"page": evaluation_of(plan)})


def render_voortgang(plan: Plan) -> str:
    """One A4 page, as a document for the PDF."""
    return render_to_string("reports/document/evaluatie/voortgang.html", {"page": evaluation_of(plan)})


def render_raadsbrief(plan: Plan) -> str:
    return render_to_string("reports/document/evaluatie/raadsbrief.html", letter(plan))


def letter(plan: Plan) -> dict[str, Any]:
    college = next((row for row in plan.vaststellingen if row.orgaan == Orgaan.COLLEGE), None)
    return {"page": evaluation_of(plan), "college": college}
