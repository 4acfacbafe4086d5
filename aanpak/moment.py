"""When an actie is, and which comes first: the same in the list and in every document."""

from datetime import date
from typing import Protocol

from django.utils.formats import date_format

from aanpak.enums import Cadans, Kostensoort, Prioriteit, Staat


class Timed(Protocol):
    @property
    def gereed(self) -> date | None: ...
    @property
    def jaar(self) -> int | None: ...
    @property
    def cadans(self) -> str: ...
    @property
    def staat(self) -> str: ...
    @property
    def prioriteit(self) -> str: ...


def moment_of(actie: Timed, day: str = "j F Y") -> str:
    """In words: the day or else the year, and how often; empty when nobody said."""
    often = Cadans(actie.cadans).label if actie.cadans else "steeds" if actie.staat == Staat.DOORLOPEND else ""
    known = date_format(actie.gereed, day) if actie.gereed else str(actie.jaar or "")
    return ", ".join(filter(None, [known, often]))


def first_year(actie: Timed) -> int | None:
    """In which it is done, or begins when it comes back."""
    return actie.jaar or (actie.gereed.year if actie.gereed else None)


def rank(actie: Timed) -> int:
    """To sort by; what nobody gave a priority comes last."""
    return Prioriteit.values.index(actie.prioriteit) if actie.prioriteit else len(Prioriteit.values)


class Planned:
    """The words of an actie, for a dataclass that has what they are about."""

    gereed: date | None
    jaar: int | None
    cadans: str
    staat: str
    prioriteit: str
    kostensoort: str

    @property
    def is_yearly(self) -> bool:
        """Whether its costs and hours are those of each year."""
        return self.kostensoort == Kostensoort.STRUCTUREEL

    @property
    def wanneer(self) -> str:
        return moment_of(self)

    @property
    def wanneer_kort(self) -> str:
        return moment_of(self, "j b Y")

    @property
    def cadans_label(self) -> str:
        return Cadans(self.cadans).label if self.cadans else ""

    @property
    def prioriteit_label(self) -> str:
        return Prioriteit(self.prioriteit).label if self.prioriteit else ""

    @property
    def staat_label(self) -> str:
        return Staat(self.staat).label
