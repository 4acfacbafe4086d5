"""How the share that is geregeld grew over the rounds, in gemeenten that shared each of them: so that a line goes up
because something changed, and not because others took part.

The more rounds, the fewer gemeenten: the oldest is left out until there are LEAST.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from dashboards.selection import Selection
from kader.models import Bouwsteen, Status
from metingen.models import Meetronde

ROUNDS = 5
LEAST = 10  # gemeenten: of fewer, a line would tell what one of them answered


@dataclass(frozen=True)
class Line:
    """Of a thema within a plateau: per round which percentage of the answers of these gemeenten was geregeld."""

    naam: str
    count: int  # of bouwstenen
    percents: list[int]  # the earliest round first

    @property
    def change(self) -> int:
        return self.percents[-1] - self.percents[0]


@dataclass(frozen=True)
class Lines:
    rounds: list[Meetronde]  # the earliest first
    n: int  # gemeenten
    per_plateau: list[tuple[int, list[Line]]]

    @property
    def jaren(self) -> list[int]:
        return [ronde.periode_van.year for ronde in self.rounds]


# `shared`: who shared which round, the newest being the first; `runs`: how many rounds back from the newest without a
# gap; `reach`: the most rounds that at least LEAST gemeenten shared. Then the answers of those in these rounds, by the
# index: OFFSET 0 holds PostgreSQL to that order, and `given` keeps it from sorting them all to count them; as in
# trend.py.
STATEMENT = """
    WITH shared AS MATERIALIZED (
        SELECT given.id, given.gemeente_id, asked.place
        FROM ({given}) given JOIN unnest(%s::uuid[]) WITH ORDINALITY asked (meetronde_id, place) USING (meetronde_id)
    ), runs AS MATERIALIZED (
        SELECT gemeente_id, count(*) FILTER (WHERE place = nth) AS run
        FROM (
            SELECT gemeente_id, place, row_number() OVER (PARTITION BY gemeente_id ORDER BY place) AS nth FROM shared
        ) each
        GROUP BY gemeente_id
    ), reach AS MATERIALIZED (
        SELECT max(rounds) AS rounds FROM generate_series(2, %s) rounds
        WHERE (SELECT count(*) FROM runs WHERE run >= rounds) >= %s
    ), chosen AS MATERIALIZED (
        SELECT shared.id, shared.place FROM reach, runs JOIN shared USING (gemeente_id)
        WHERE runs.run >= reach.rounds AND shared.place <= reach.rounds
    ), given AS MATERIALIZED (
        SELECT place, code, status FROM chosen, LATERAL (
            SELECT code, status FROM metingen_indieningantwoord WHERE indiening_id = chosen.id OFFSET 0
        ) answers
    )
    SELECT place, code, count(*) FILTER (WHERE status = %s), count(*) FROM given GROUP BY place, code
"""


def lines_of(selection: Selection, earlier: list[Meetronde], bouwstenen: list[Bouwsteen]) -> Lines | None:
    """None when there are no two rounds that enough gemeenten shared."""
    rounds = [selection.meetronde, *earlier[: ROUNDS - 1]]
    if len(rounds) == 1:
        return None
    shares: dict[tuple[int, str], float] = {}
    n = 0
    for place, code, arranged, count in answers_in(selection, rounds):
        shares[place, code] = 100 * arranged / count
        n = max(n, count)
    places = sorted({place for place, _ in shares}, reverse=True)
    known = [bouwsteen for bouwsteen in bouwstenen if all((place, bouwsteen.code) in shares for place in places)]
    if len(places) < 2 or not known:
        return None
    per_plateau = [(plateau, list(lines(shares, places, known, plateau))) for plateau in (1, 2)]
    return Lines([rounds[place - 1] for place in places], n, per_plateau)


def lines(
    shares: dict[tuple[int, str], float], places: list[int], bouwstenen: list[Bouwsteen], plateau: int
) -> Iterator[Line]:
    themas: dict[str, list[str]] = {}
    for bouwsteen in (b for b in bouwstenen if b.plateau == plateau):
        themas.setdefault(bouwsteen.thema.titel_kort, []).append(bouwsteen.code)
    for naam, codes in themas.items():
        percents = [int(sum(shares[place, code] for code in codes) / len(codes) + 0.5) for place in places]
        yield Line(naam, len(codes), percents)


def answers_in(selection: Selection, rounds: list[Meetronde]) -> list[tuple[int, str, int, int]]:
    """Place of the round, code of the bouwsteen, how many of these gemeenten have it geregeld, and how many are."""
    given, values = selection.indieningen_in(rounds).values("id", "gemeente_id", "meetronde_id").query.sql_with_params()
    asked = [ronde.pk for ronde in rounds]
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.format(given=given), [*values, asked, len(rounds), LEAST, Status.GEREGELD.value])
        return cursor.fetchall()
