"""What is in a snapshot: `inhoud` of an Indiening, as dataclass and as canonical JSON (ADR 0005).

Never in it: toelichting, onderbouwing, streefdoel and trekker. They have no field here, so they cannot slip in.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

FORMAAT = 3  # 2 is what has no themavragen, and 1 what has no uitleg either: the same snapshot, to the last byte
UITLEG_MAX = 300


@dataclass(frozen=True)
class GedeeldeRegio:
    soort: str  # of tenants.models.Regio.Soort
    code: str
    naam: str


@dataclass(frozen=True)
class GedeeldeGemeente:
    """As it was on the peildatum."""

    code: str
    naam: str
    inwoners: int | None
    regios: tuple[GedeeldeRegio, ...]


@dataclass(frozen=True)
class GedeeldAntwoord:
    """`plan_zin` and `deelcriteria` are None where the gemeente did not tick them."""

    code: str
    status: str
    organisatieniveau: tuple[str, ...]
    plan_zin: str | None = None
    deelcriteria: tuple[str, ...] | None = None


@dataclass(frozen=True)
class GedeeldeEnquete:
    """Answers by the names of metingen/enquete.py; '' and None are not answered."""

    begroting: str = ""
    beleidsplan: str = ""
    beleidsplan_geldig_tot: date | None = None
    aandachtsfunctionaris: str = ""
    aandachtsfunctionaris_uren: int | None = None
    zorgcoordinatie: str = ""


@dataclass(frozen=True)
class GedeeldeUitleg:
    """Why two answers that do not seem to fit together are right: `zin` says which, as it was shown then."""

    code: str  # of metingen/tegenspraak.py
    zin: str
    tekst: str


@dataclass(frozen=True)
class Themaantwoord:
    """A question of this round that is not in the Kader, as it was asked, and its answer, also in words; '' is not
    answered. Of a question that only counts in figures of groups there is none: that answer is not in a snapshot."""

    nummer: int
    vraag: str
    soort: str
    waarde: str = ""
    woorden: str = ""


@dataclass(frozen=True)
class Inhoud:
    kaderversie: str
    peildatum: date
    gemeente: GedeeldeGemeente
    antwoorden: tuple[GedeeldAntwoord, ...]  # all 23, in the order of the Kader
    enquete: GedeeldeEnquete | None  # None outside a round
    uitleg: tuple[GedeeldeUitleg, ...] = ()
    themavragen: tuple[Themaantwoord, ...] = ()

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        later = {name: data.pop(name) for name in ("uitleg", "themavragen")}
        data |= {name: value for name, value in later.items() if value}
        data["formaat"] = FORMAAT if self.themavragen else 2 if self.uitleg else 1
        return json.loads(json.dumps(data, default=date.isoformat))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Inhoud":
        """Raises ValueError for a formaat that we do not know."""
        if data["formaat"] not in range(1, FORMAAT + 1):
            raise ValueError(f"Een indiening in formaat {data['formaat']} kennen we niet.")
        gemeente, enquete = data["gemeente"], data["enquete"]
        return cls(
            kaderversie=data["kaderversie"],
            peildatum=date.fromisoformat(data["peildatum"]),
            gemeente=GedeeldeGemeente(**{**gemeente, "regios": tuple(GedeeldeRegio(**r) for r in gemeente["regios"])}),
            antwoorden=tuple(read_antwoord(antwoord) for antwoord in data["antwoorden"]),
            enquete=read_enquete(enquete) if enquete else None,
            uitleg=tuple(GedeeldeUitleg(**each) for each in data.get("uitleg", ())),
            themavragen=tuple(Themaantwoord(**each) for each in data.get("themavragen", ())),
        )


def read_antwoord(data: dict[str, Any]) -> GedeeldAntwoord:
    deelcriteria = data["deelcriteria"]
    return GedeeldAntwoord(
        **{
            **data,
            "organisatieniveau": tuple(data["organisatieniveau"]),
            "deelcriteria": None if deelcriteria is None else tuple(deelcriteria),
        }
    )


def read_enquete(data: dict[str, Any]) -> GedeeldeEnquete:
    until = data["beleidsplan_geldig_tot"]
    return GedeeldeEnquete(**{**data, "beleidsplan_geldig_tot": date.fromisoformat(until) if until else None})
