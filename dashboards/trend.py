"""What changed since the round before, in gemeenten that shared both: how many, never which."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Max, Q

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
    """Code, status before, status now and how often.

    Both rounds in one pass, without joining the answers to themselves: a planner without statistics may do that badly.
    """
    indieningen = selection.indieningen_in([before, selection.meetronde])
    pairs = (
        IndieningAntwoord.objects.filter(indiening__in=indieningen.values("pk"))
        .values("gemeente_id", "code")
        .annotate(
            was=Max("status", filter=Q(indiening__meetronde=before)),
            now=Max("status", filter=Q(indiening__meetronde=selection.meetronde)),
        )
        .filter(was__isnull=False, now__isnull=False)
        .order_by()
    )
    statement, parameters = pairs.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT code, was, now, count(*) FROM ({statement}) pairs GROUP BY code, was, now",  # noqa: S608, Django's
            parameters,
        )
        return cursor.fetchall()
