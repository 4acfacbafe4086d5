"""What a gemeente chose about its plan, by value, as the Plan keeps it (plan.py)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.document.enums import BIJLAGEN


@dataclass(frozen=True)
class PlanKeuzes:
    """What the gemeente chose, by value; see reports/document/choices.py for what follows from it."""

    vorm: Literal["volledig", "kort"] = "volledig"
    bijlagen: tuple[int, ...] = BIJLAGEN
    stand: bool = False
    controleren: tuple[str, ...] = ()  # codes of passages that are in though they must be checked
    codes: bool = True  # of the bouwstenen, outside Word: plans from before this was a choice have them
    hele_bijlagen: bool = True  # else only what this gemeente uses of them; see reports/document/used.py
    financiering: str = ""
    financiering_zin: str = ""  # what the plan says of that form, in the words of the day
    financiering_tekst: str = ""  # what the gemeente adds; plain text

    @property
    def is_kort(self) -> bool:
        return self.vorm == "kort"


@dataclass(frozen=True)
class PlanHuisstijl:
    """The logo as base64, so that a kept plan keeps its own; see reports/document/look.py."""

    logo: str = ""
    logo_mimetype: str = ""
    logo_tekst: str = ""
    accent: str = ""


@dataclass(frozen=True)
class PlanPrioriteit:
    wat: str
    reden: str


@dataclass(frozen=True)
class PlanSamenvatting:
    """What was chosen for the page for who decides; see reports/document/samenvatting.py. Plain text."""

    problemen: tuple[str, ...] = ()
    prioriteiten: tuple[PlanPrioriteit, ...] = ()
    not_now: str = ""
    stand: bool = False  # whether it counts what is arranged

    @property
    def is_chosen(self) -> bool:
        return bool(self.problemen or self.prioriteiten)


@dataclass(frozen=True)
class PlanBedrag:
    """From so many to so many, in euros or hours. `soort` says whether that comes back each year; empty: not said."""

    van: Decimal
    tot: Decimal
    soort: str = ""
    bron: str = ""  # of the amount; empty: what the gemeente itself estimates


@dataclass(frozen=True)
class PlanOptie:
    """What the college can choose."""

    nummer: int
    naam: str


@dataclass(frozen=True)
class PlanOptieActie:
    """What is in the options with these numbers, and what it asks; None is not known, and never 0."""

    wat: str
    code: str
    opties: tuple[int, ...]
    kosten: PlanBedrag | None = None
    uren: PlanBedrag | None = None
    dekking: str = ""
    in_lijst: bool = True  # else Kompas proposes it, and the gemeente has no such actie yet


@dataclass(frozen=True)
class PlanScenarios:
    """What the college can choose between; see reports/document/scenarios.py for the sums. Plain text."""

    opties: tuple[PlanOptie, ...]
    acties: tuple[PlanOptieActie, ...]
    advies: int | None = None  # the number of the option that is recommended
    reden: str = ""
    in_plan: bool = False  # else it stands in the collegevoorstel alone


NO_KEUZES = PlanKeuzes()
NO_HUISSTIJL = PlanHuisstijl()
