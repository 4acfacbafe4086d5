"""What changed since the round before, in gemeenten that shared both: how many, never which.

How often it went forward is a share of who could: who has it geregeld cannot get further, who has nothing cannot fall.
"""

from dataclasses import dataclass

from django.db import connection

from dashboards.forms import ExtraField, title
from dashboards.queries import percent
from dashboards.seen import Counted
from dashboards.selection import Choice, Selection
from kader.models import Bouwsteen, Status
from metingen.models import Meetronde

RANK = {status.value: rank for rank, status in enumerate(Status) if status != Status.NVT}
TOP = RANK[Status.GEREGELD.value]


ENOUGH = 10  # gemeenten that could move, to name a bouwsteen for how many did


@dataclass
class Change:
    """Of one bouwsteen, numbers of gemeenten."""

    bouwsteen: Bouwsteen
    improved: int = 0
    stuck: int = 0  # as before, and not geregeld
    kept: int = 0  # geregeld, and it still is
    fell: int = 0
    other: int = 0  # n.v.t. or not answered, before or now
    could_improve: int = 0  # was not yet geregeld
    could_fall: int = 0  # was further than "nog niet"

    @property
    def n(self) -> int:
        return self.improved + self.stuck + self.kept + self.fell + self.other

    @property
    def percent_improved(self) -> int:
        return percent(self.improved, self.could_improve)

    @property
    def percent_fell(self) -> int:
        return percent(self.fell, self.could_fall)

    @property
    def percent_stuck(self) -> int:
        return percent(self.stuck, self.could_improve)

    def add(self, before: str, now: str, count: int) -> None:
        if before not in RANK or now not in RANK:
            self.other += count
            return
        self.could_improve += count if RANK[before] < TOP else 0
        self.could_fall += count if RANK[before] else 0
        if RANK[now] > RANK[before]:
            self.improved += count
        elif RANK[now] < RANK[before]:
            self.fell += count
        elif RANK[now] == TOP:
            self.kept += count
        else:
            self.stuck += count


@dataclass(frozen=True)
class Trend:
    changes: list[Change]  # in the order of the Kader

    @property
    def n(self) -> int:
        """In how many gemeenten both rounds are known."""
        return max((change.n for change in self.changes), default=0)

    @property
    def per_plateau(self) -> list[tuple[int, list[Change]]]:
        """Plateau 2 goes further than what is asked of all, so that standing still there means something else."""
        return [(plateau, [each for each in self.changes if each.bouwsteen.plateau == plateau]) for plateau in (1, 2)]

    @property
    def most_improved(self) -> list[Change]:
        return sorted(self.comparable, key=lambda change: -change.percent_improved)[:3]

    @property
    def most_stuck(self) -> list[Change]:
        return sorted(self.comparable, key=lambda change: -change.percent_stuck)[:3]

    @property
    def comparable(self) -> list[Change]:
        """Of Plateau 1, where enough gemeenten could go forward."""
        return [each for each in self.per_plateau[0][1] if each.could_improve >= ENOUGH]


def befores(bouwstenen: list[Bouwsteen], earlier: list[Meetronde]) -> ExtraField | None:
    """The field that asks with which round to compare; the last one first."""
    return ("sinds", "Vergeleken met", [(str(ronde.pk), title(ronde)) for ronde in earlier]) if earlier else None


def before_of(choice: Choice) -> Meetronde | None:
    """The round that was chosen in it."""
    return next((ronde for ronde in choice.earlier if str(ronde.pk) == choice.own("sinds")), None)


def both_of(selection: Selection, before: Meetronde) -> list[Counted]:
    """Who counts in a Trend: those of both rounds, with whom each shared the last."""
    earlier = set(selection.indieningen_in([before]).values_list("gemeente", flat=True))
    return [each for each in selection.counted if each.gemeente in earlier]


def trend_of(selection: Selection, before: Meetronde, bouwstenen: list[Bouwsteen]) -> Trend:
    changes = {bouwsteen.code: Change(bouwsteen) for bouwsteen in bouwstenen}
    for code, was, now, count in transitions(selection, before):
        if code in changes:
            changes[code].add(was, now, count)
    return Trend(list(changes.values()))


# Of each gemeente in both rounds the Indiening now and before; then the answers of those two side by side. OFFSET 0
# holds PostgreSQL to that order: some twenty rows of each by the index, in place of all answers joined to themselves.
# `given` keeps it from sorting them all to count them.
STATEMENT = """
    WITH pairs AS MATERIALIZED (
        SELECT now.pk AS now, was.pk AS was FROM ({now}) now JOIN ({was}) was USING (gemeente_id)
    ), given AS MATERIALIZED (
        SELECT code, answers.was, answers.now FROM pairs, LATERAL (
            SELECT code, earlier.status AS was, later.status AS now
            FROM (SELECT code, status FROM metingen_indieningantwoord WHERE indiening_id = pairs.now) later
            JOIN (SELECT code, status FROM metingen_indieningantwoord WHERE indiening_id = pairs.was) earlier
            USING (code) OFFSET 0
        ) answers
    )
    SELECT code, was, now, count(*) FROM given GROUP BY code, was, now
"""


def transitions(selection: Selection, before: Meetronde) -> list[tuple[str, str, str, int]]:
    """Code, status before, status now and how often."""
    now, was = (
        selection.indieningen_in([ronde]).values("pk", "gemeente_id").query.sql_with_params()
        for ronde in (selection.meetronde, before)
    )
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.format(now=now[0], was=was[0]), [*now[1], *was[1]])
        return cursor.fetchall()
