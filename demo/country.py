"""A country that does not exist: gemeenten, provincies and veiligheidsregio's, each in the place of a real one.

The n-th gemeente stands where the n-th real one stands, in order of their codes; the map shows it mirrored. Its
inhabitants are those of the real one, slightly changed. No real row is read from the database or changed in it.
"""

import csv
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.db import transaction

from tenants.management.commands.load_gemeenten import FIXTURE, INWONERS_PEILDATUM
from tenants.models import Gemeente, Indeling, Regio

MAXIMUM = 3_420
HERKOMST = "Voorbeeldgemeente: bestaat niet. Alle gegevens zijn verzonnen."
IDS = uuid.UUID("6d1f3c52-3f0e-5a0e-9d44-5b0c5c1a9101")  # of all that the demo's country holds, by uuid5
# By the code of the provincie in whose place it lies, mirrored: what is east there is west here.
PROVINCIES = {
    "PV20": "Voorbeeldprovincie Noordwest",
    "PV21": "Voorbeeldprovincie Noord",
    "PV22": "Voorbeeldprovincie Veen",
    "PV23": "Voorbeeldprovincie West",
    "PV24": "Voorbeeldprovincie Polder",
    "PV25": "Voorbeeldprovincie Rivieren",
    "PV26": "Voorbeeldprovincie Midden",
    "PV27": "Voorbeeldprovincie Noordoost",
    "PV28": "Voorbeeldprovincie Oost",
    "PV29": "Voorbeeldprovincie Delta",
    "PV30": "Voorbeeldprovincie Zuid",
    "PV31": "Voorbeeldprovincie Zuidwest",
}


@dataclass(frozen=True)
class Place:
    """One invented gemeente, and what decides its answers."""

    nummer: int
    inwoners: int
    provincie: str  # code of the real one
    veiligheidsregio: str

    @property
    def code(self) -> str:
        return code_of(self.nummer)

    @property
    def naam(self) -> str:
        return f"Voorbeeldgemeente {self.nummer:03}"

    @property
    def id(self) -> uuid.UUID:
        return uuid.uuid5(IDS, self.code)


def code_of(nummer: int) -> str:
    """GM9101 for the first; past GM9999 it goes on with GMA000, which sorts after it and is nobody's either."""
    if nummer < 900:
        return f"GM{9100 + nummer}"
    letter, rest = divmod(nummer - 900, 1_000)
    return f"GM{'ABC'[letter]}{rest:03}"


def places(count: int, seed: int) -> Iterator[Place]:
    with FIXTURE.open(newline="", encoding="utf-8") as file:
        real = sorted(csv.DictReader(file), key=lambda row: row["code"])
    for nummer in range(1, count + 1):
        row = real[(nummer - 1) % len(real)]
        change = Random(f"{seed} inwoners {nummer}").uniform(0.93, 1.07)  # noqa: S311, a demo and no secret
        yield Place(
            nummer, round(int(row["inwoners_2026"]) * change), row["provincie_code"], row["veiligheidsregio_code"]
        )


def regio_of(soort: str, real: str) -> Regio:
    """PV20 → PV920 and VR03 → VR903: codes that nobody gave out."""
    code = f"{real[:2]}9{real[2:]}"
    naam = PROVINCIES[real] if soort == Regio.Soort.PROVINCIE else f"Voorbeeldregio {real[2:]}"
    return Regio(id=uuid.uuid5(IDS, code), soort=soort, code=code, naam=naam)


@transaction.atomic
def load_country(country: list[Place]) -> dict[tuple[str, str], Regio]:
    """Make or refresh gemeenten, regio's and who lies where; by soort and the real code, gives the regio's."""
    Gemeente.objects.bulk_create(
        [
            Gemeente(
                id=place.id,
                code=place.code,
                schema_name=place.code.lower(),
                naam=place.naam,
                korte_naam=place.naam,
                sorteernaam=f"voorbeeldgemeente {place.nummer:04}",
                slug=f"voorbeeldgemeente-{place.nummer:03}",
                inwoners=place.inwoners,
                inwoners_peildatum=INWONERS_PEILDATUM,
                herkomst=HERKOMST,
            )
            for place in country
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["naam", "korte_naam", "sorteernaam", "inwoners", "inwoners_peildatum", "herkomst"],
    )
    where = {
        (soort, real): regio_of(soort, real)
        for place in country
        for soort, real in (
            (Regio.Soort.PROVINCIE.value, place.provincie),
            (Regio.Soort.VEILIGHEIDSREGIO.value, place.veiligheidsregio),
        )
    }
    Regio.objects.bulk_create(
        where.values(), update_conflicts=True, unique_fields=["soort", "code"], update_fields=["naam"]
    )
    Indeling.objects.bulk_create(
        [
            Indeling(gemeente_id=place.id, regio=where[soort, real])
            for place in country
            for soort, real in (("provincie", place.provincie), ("veiligheidsregio", place.veiligheidsregio))
        ],
        ignore_conflicts=True,
    )
    return where
