"""How the answers went over the years: per bouwsteen its statuses, and of the last two years what moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from kader.models import Bouwsteen, Status, Thema
from zelfevaluatie.counts import Stand
from zelfevaluatie.models import Antwoord, Zelfevaluatie
from zelfevaluatie.queries import antwoorden_of
from zelfevaluatie.stand import number_in_words

ORDER = (Status.NOG_NIET, Status.IN_VOORBEREIDING, Status.DEELS, Status.GEREGELD)


@dataclass(frozen=True)
class Lijn:
    """One bouwsteen of the newest Kader. `jaren` has per year, the oldest first, the statuses that it goes on from:
    none where it was not there yet, more where bouwstenen were joined."""

    bouwsteen: Bouwsteen
    jaren: Sequence[Sequence[str]]
    namen: Sequence[int]

    @property
    def cells(self) -> list[tuple[int, Sequence[str]]]:
        return list(zip(self.namen, self.jaren, strict=True))

    @property
    def beweging(self) -> str:
        """Of the last two years: verder, terug, gelijk, nieuw or anders (to or from n.v.t., or of more than one that
        went either way); nothing while the last is not answered."""
        last, before = self.jaren[-1], self.jaren[-2] if len(self.jaren) > 1 else ()
        now, was = (last[0] if last else ""), [status for status in before if status]
        if not now:
            return ""
        if not was:
            return "nieuw"
        if all(status == now for status in was):
            return "gelijk"
        if now not in ORDER or any(status not in ORDER for status in was):
            return "anders"
        steps = [ORDER.index(Status(now)) - ORDER.index(Status(status)) for status in was]
        if min(steps) < 0 < max(steps):
            return "anders"
        return "verder" if max(steps) > 0 else "terug"


@dataclass(frozen=True)
class Ontwikkeling:
    jaren: Sequence[Zelfevaluatie]  # the oldest first
    lijnen: Sequence[Lijn]
    standen: Sequence[Stand]  # of the basis, per year
    dropped: Sequence[Bouwsteen]  # of the year before, that no bouwsteen of now goes on from

    def count(self, beweging: str) -> int:
        return sum(lijn.beweging == beweging for lijn in self.lijnen)

    @property
    def themas(self) -> list[tuple[Thema, list[Lijn]]]:
        return [(thema, list(found)) for thema, found in groupby(self.lijnen, lambda lijn: lijn.bouwsteen.thema)]

    @property
    def waiting(self) -> int:
        """Answered in the year before, and not yet in the last."""
        return sum(not any(lijn.jaren[-1]) and any(lijn.jaren[-2]) for lijn in self.lijnen) if self.can_compare else 0

    @property
    def can_compare(self) -> bool:
        return len(self.jaren) > 1

    @property
    def moves(self) -> str:
        """`5 verder, 2 terug, 1 nieuw`"""
        said = [f"{self.count(each)} {each}" for each in ("verder", "terug", "nieuw")]
        return ", ".join(said)

    @property
    def sentence(self) -> str:
        """For the raad: what moved, and how many of the basis are arranged now and were then."""
        before, last = self.jaren[-2], self.jaren[-1]
        verder, terug, gelijk = (self.count(each) for each in ("verder", "terug", "gelijk"))
        was, now = self.standen[-2], self.standen[-1]
        return (
            f"Vergeleken met {before.jaar} zijn wij in {last.jaar} bij {bouwstenen(verder)} verder en bij"
            f" {bouwstenen(terug)} minder ver; bij {bouwstenen(gelijk)} bleef het gelijk."
            f" Van de basis is {now.geregeld} van de {now.totaal} geregeld;"
            f" in {before.jaar} was dat {was.geregeld} van de {was.totaal}."
        )


def bouwstenen(count: int) -> str:
    if count == 0:
        return "geen enkele bouwsteen"
    return f"{number_in_words(count)} bouwste{'en' if count == 1 else 'nen'}"


def ontwikkeling_of(years: Sequence[Zelfevaluatie]) -> Ontwikkeling:
    """`years`, the newest first, as they are; only those from which the newest goes on are compared."""
    chain = chain_of(years)
    answers = [antwoorden_of(year) for year in chain]
    known: dict[UUID, Antwoord] = {antwoord.pk: antwoord for each in answers for antwoord in each}
    namen = [year.jaar for year in chain]
    lijnen = [Lijn(antwoord.bouwsteen, statuses_of(antwoord, known, len(chain)), namen) for antwoord in answers[-1]]
    used = {pk for antwoord in answers[-1] for pk in antwoord.vorige}
    before: Sequence[Any] = answers[-2] if len(answers) > 1 else ()
    return Ontwikkeling(
        jaren=chain,
        lijnen=lijnen,
        standen=[Stand.of(a for a in each if a.bouwsteen.plateau == 1) for each in answers],
        dropped=[antwoord.bouwsteen for antwoord in before if antwoord.pk not in used],
    )


def chain_of(years: Sequence[Zelfevaluatie]) -> list[Zelfevaluatie]:
    """The newest with those that it goes on from, the oldest first."""
    by_id = {year.pk: year for year in years}
    found, year = [years[0]], years[0]
    while year.vorige_id in by_id:
        year = by_id[year.vorige_id]
        found.append(year)
    return found[::-1]


def statuses_of(antwoord: Antwoord, known: dict[UUID, Antwoord], count: int) -> list[list[str]]:
    """Per year, the oldest first; each id once, though two ways may lead to it."""
    found: list[list[str]] = []
    rows = [antwoord]
    for _ in range(count):
        found.append([row.status for row in rows])
        ids = dict.fromkeys(pk for row in rows for pk in row.vorige)
        rows = [known[pk] for pk in ids if pk in known]
    return found[::-1]
