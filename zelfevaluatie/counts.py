"""Counts per status. Knows no rows, so that a document can count as the pages do."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from kader.enums import Status


class Answered(Protocol):
    status: str


@dataclass(frozen=True)
class Stand:
    """Counts per status of one group of bouwstenen; '' counts the unanswered."""

    aantallen: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, antwoorden: Iterable[Answered]) -> "Stand":
        return cls(Counter(antwoord.status for antwoord in antwoorden))

    @property
    def totaal(self) -> int:
        return self.aantallen.total()

    @property
    def geregeld(self) -> int:
        return self.aantallen[Status.GEREGELD]

    @property
    def nvt(self) -> int:
        return self.aantallen[Status.NVT]

    @property
    def onbeantwoord(self) -> int:
        return self.aantallen[""]

    @property
    def per_status(self) -> tuple[tuple[str, str, int], ...]:
        """Status, its word and its count, from geregeld down to not answered: the columns of a table."""
        order = [Status.GEREGELD, Status.DEELS, Status.IN_VOORBEREIDING, Status.NOG_NIET, Status.NVT]
        counted = ((str(s.value), str(s.label), self.aantallen[s]) for s in order)
        return (*counted, ("", "niet ingevuld", self.onbeantwoord))

    def __str__(self) -> str:
        """`12 van 16 geregeld, 1 n.v.t.`"""
        if not self.totaal:
            return "geen bouwstenen"
        return f"{self.geregeld} van {self.totaal} geregeld" + (f", {self.nvt} n.v.t." if self.nvt else "")

    @property
    def short(self) -> str:
        """`12 van 16, 1 n.v.t.`, under a heading that says what is counted"""
        return f"{self.geregeld} van {self.totaal}" + (f", {self.nvt} n.v.t." if self.nvt else "")

    @property
    def sentence_end(self) -> str:
        """`12 van 16 geregeld en 1 n.v.t.`: ends a sentence, with one full stop whatever its last word is."""
        if self.nvt:
            return f"{self.geregeld} van {self.totaal} geregeld en {self.nvt} n.v.t."
        return f"{self.geregeld} van {self.totaal} geregeld."
