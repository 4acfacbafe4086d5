"""What changed since the round before, in gemeenten that shared both: how many, never which."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from dashboards.selection import Selection
from kader.models import Bouwsteen, Status
from metingen.models import IndieningAntwoord, Meetronde

RANK = {status.value: rank for rank, status in enumerate(Status) if status != Status.NVT}
TOP = RANK[Status.GEREGELD.value]


@dataclass
class Change:
    """Of one bouwsteen, numbers of gemeenten."""

    bouwsteen: Bouwsteen
    improved: int = 0
    stuck: int = 0  # as before, and not geregeld
    kept: int = 0  # geregeld, and it still is
    fell: int = 0
    other: int = 0  # n.v.t. or not answered, before or now

    @property
    def n(self) -> int:
        return self.improved + self.stuck + self.kept + self.fell + self.other

    def add(self, before: str, now: str, count: int) -> None:
        if before not in RANK or now not in RANK:
            self.other += count
        elif RANK[now] > RANK[before]:
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
    def most_improved(self) -> list[Change]:
        return sorted(self.changes, key=lambda change: -change.improved)[:3]

    @property
    def most_stuck(self) -> list[Change]:
        return sorted(self.changes, key=lambda change: -change.stuck)[:3]


def trend_of(selection: Selection, before: Meetronde, bouwstenen: list[Bouwsteen]) -> Trend:
    changes = {bouwsteen.code: Change(bouwsteen) for bouwsteen in bouwstenen}
    for code, was, now, count in transitions(selection, before):
        if code in changes:
            changes[code].add(was, now, count)
    return Trend(list(changes.values()))


def transitions(selection: Selection, before: Meetronde) -> list[tuple[str, str, str, int]]:
    """Code, status before, status now and how often: two lists of answers joined, which the ORM has no words for."""
    was, now = (answers(selection, ronde) for ronde in (before, selection.meetronde))
    statement = (
        "SELECT now.code, was.status, now.status, count(*)"  # noqa: S608, both are Django's own
        f" FROM ({now[0]}) now JOIN ({was[0]}) was USING (gemeente_id, code) GROUP BY 1, 2, 3"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*now[1], *was[1]])
        return cursor.fetchall()


def answers(selection: Selection, meetronde: Meetronde) -> tuple[str, tuple[Any, ...]]:
    """As SQL with its parameters."""
    indieningen = selection.indieningen_in([meetronde]).values("pk")
    rows = IndieningAntwoord.objects.filter(indiening__in=indieningen).values("gemeente_id", "code", "status")
    return rows.query.sql_with_params()
