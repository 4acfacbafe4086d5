"""A remark of the tweede lezer: about which place of a Plan, in which words, and under which key it is put away."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Where something is mended; see reports/passages/lezer/places.py for the pages."""

    ACTIE = "actie"
    BOUWSTEEN = "bouwsteen"
    VRAAG = "vraag"
    PASSAGE = "passage"
    VORMEN = "vormen"
    INSTRUMENTEN = "instrumenten"
    CIJFERS = "cijfers"
    LANDELIJK = "landelijk"
    INDICATOREN = "indicatoren"
    MELDROUTE = "meldroute"
    KEUZES = "keuzes"
    SAMENVATTING = "samenvatting"
    SCENARIOS = "scenarios"
    ACTIES = "acties"
    PLAN = "plan"


@dataclass(frozen=True)
class Place:
    """`code` names the row among its kind, `field` what to mend in it; `titel` is for who reads the remark."""

    kind: Kind
    titel: str
    code: str = ""
    field: str = ""
    is_standard: bool = False  # a text of Kompas, in whose stead the gemeente may write its own


@dataclass(frozen=True)
class Found:
    """What a check found. `about` is the text that it is about: when that changes, the remark is another one."""

    place: Place
    about: str
    said: str = ""
    quote: str = ""  # what of it to show; empty: the place says enough


@dataclass(frozen=True)
class Remark:
    check: str
    found: Found

    @property
    def key(self) -> str:
        """The same for the same check at the same place about the same text, in hexadecimal."""
        place = self.found.place
        parts = (self.check, place.kind.value, place.code, " ".join(self.found.about.split()))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
