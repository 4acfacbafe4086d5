"""What a Publicatie of Groepscijfers says, to show it anywhere. All of it may leave (ADR 0011), and so may what is
computed from it.

Per group and onderwerp one of three things: numbers, words, or nothing. See Answers; what is not in the answer of
`answers_of` is not shown, which a page says and never fills in.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from metingen.models import Groepscijfer, Grootteklasse, Publicatie
from metingen.printed import share
from tenants.names import sort_key

Soort = Groepscijfer.Soort
ORDER = [Soort.LAND, Soort.GROOTTEKLASSE, Soort.PROVINCIE, Soort.VEILIGHEIDSREGIO]
SIZES = {klasse: number for number, klasse in enumerate(Grootteklasse.values)}


@dataclass(frozen=True)
class Groep:
    soort: str
    code: str
    naam: str
    n: int  # rounded to five

    @property
    def key(self) -> str:
        """As it stands in an address."""
        return f"{self.soort}.{self.code}"

    @property
    def titel(self) -> str:
        """`gemeenten met tot 20.000 inwoners`, `Provincie Groningen`; not twice what kind it is."""
        if self.soort == Soort.LAND:
            return self.naam
        if self.soort == Soort.GROOTTEKLASSE:
            return f"gemeenten met {self.naam}"
        return self.naam if self.soort in self.naam.lower() else f"{self.soort_naam} {self.naam}"

    @property
    def soort_naam(self) -> str:
        return str(Soort(self.soort).label)


@dataclass(frozen=True)
class Answers:
    """Of one group to one onderwerp. Numbers, or else words, by answer; never both.

    `numbers`: every answer of the onderwerp, multiples of five that add up to `n`. 0 is four gemeenten at most.
    `words`: answers that are alike together, as in onderwerpen.py; a Share as text.
    """

    n: int
    numbers: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def share(self, *waarden: str) -> str:
        """How many gave one of these, in words, whichever is there. In words, ask for what counts together there."""
        numbers = [self.numbers[waarde] for waarde in waarden if waarde in self.numbers]
        if self.numbers:
            return share(sum(numbers), self.n)
        return next((self.words[waarde] for waarde in waarden if waarde in self.words), "")


def groups_of(publicatie: Publicatie) -> list[Groep]:
    """Those that it shows, the country and the size classes first: one query."""
    rows = publicatie.groepscijfers.order_by("soort", "groep").values_list("soort", "groep", "groep_naam", "n")
    return in_order(Groep(*row) for row in rows.distinct())


def in_order(groups: Iterable[Groep]) -> list[Groep]:
    return sorted(
        groups, key=lambda each: (ORDER.index(Soort(each.soort)), SIZES.get(each.code, 0), sort_key(each.naam))
    )


def answers_of(publicatie: Publicatie, groep: Groep) -> dict[str, Answers]:
    """By onderwerp: code of the bouwsteen, or name of the question. One query."""
    return {onderwerp: answers for (_, onderwerp), answers in read(publicatie, soort=groep.soort, groep=groep.code)}


def all_answers(publicatie: Publicatie) -> dict[Groep, dict[str, Answers]]:
    """Of every group that it shows, in the order of `groups_of`. One query."""
    found: dict[Groep, dict[str, Answers]] = defaultdict(dict)
    for (groep, onderwerp), answers in read(publicatie):
        found[groep][onderwerp] = answers
    return {groep: found[groep] for groep in in_order(found)}


def read(publicatie: Publicatie, **narrowed: str) -> list[tuple[tuple[Groep, str], Answers]]:
    found: dict[tuple[Groep, str], Answers] = {}
    fields = ("soort", "groep", "groep_naam", "n", "onderwerp", "waarde", "aantal", "aandeel")
    rows: Any = publicatie.groepscijfers.filter(**narrowed).order_by("pk").values_list(*fields)
    for soort, code, naam, n, onderwerp, waarde, aantal, aandeel in rows:
        answers = found.setdefault((Groep(soort, code, naam, n), onderwerp), Answers(n))
        if aantal is None:
            answers.words[waarde] = aandeel
        else:
            answers.numbers[waarde] = aantal
    return list(found.items())
