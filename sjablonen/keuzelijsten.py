"""Shape of the choice lists: fixtures/instrumenten.yaml, fixtures/vormen.yaml and fixtures/meldroute.yaml."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from kader.files import problem
from sjablonen.schema import STRICT, Regio, SjabloonFout, check_not_future, read

FILES = ("instrumenten.yaml", "vormen.yaml", "meldroute.yaml")
Code = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=40)]


class Sourced(BaseModel):
    model_config = STRICT

    volgorde: int = Field(gt=0)
    bron: str = Field(min_length=1, max_length=500)
    bron_url: str = Field(pattern=r"^(https://\S+)?$", max_length=200)
    gecontroleerd_op: Annotated[date, AfterValidator(check_not_future)]
    zekerheid: Literal["zeker", "controleren"]  # controleren stays out of the plan until switched on


class Instrument(Sourced):
    code: Code
    barriere: Literal["entree_identiteit", "arbeid", "huisvesting"]
    vraag: str = Field(pattern=r"^[A-Z]{2}-\d+$", max_length=10)
    onderdeel: Literal["ambitie_1", "ambitie_3", "ambitie_5"]  # where the plan prints that vraag
    titel: str = Field(min_length=1, max_length=120)
    uitleg: str = Field(min_length=1, max_length=600)
    bevoegd: list[Literal["burgemeester", "college", "raad"]] = Field(min_length=1)
    grondslag: str = Field(min_length=1, max_length=200)


class Vorm(Sourced):
    code: Code
    titel: str = Field(min_length=1, max_length=80)
    uitleg: str = Field(min_length=1, max_length=600)
    kader: bool


class Stap(Sourced):
    regio: Regio | None = None  # none: for the whole country
    melder: Literal["medewerker", "professional", "burger"]
    wat: str = Field(min_length=1, max_length=200)
    wie: str = Field(default="", max_length=120)
    telefoon: str = Field(default="", pattern=r"^([0-9][0-9 -]*)?$", max_length=20)
    website: str = Field(default="", pattern=r"^(https://\S+)?$", max_length=200)
    spoed: bool = False


class Keuzelijsten(BaseModel):
    model_config = STRICT

    instrumenten: list[Instrument] = Field(min_length=1)
    vormen: list[Vorm] = Field(min_length=1)
    stappen: list[Stap] = Field(min_length=1)

    @model_validator(mode="after")
    def check_unique(self) -> Self:
        keys: list[object] = [(name, row.code) for name in ("instrumenten", "vormen") for row in getattr(self, name)]
        keys += [(stap.regio, stap.melder, stap.volgorde) for stap in self.stappen]
        if twice := [key for key, count in Counter(keys).items() if count > 1]:
            raise ValueError(f"staat er tweemaal in: {twice[0]}")
        return self


def load(folder: Path) -> Keuzelijsten:
    """Read and validate the three files; any fault raises SjabloonFout with every place that is wrong."""
    data: dict[str, Any] = {}
    for name in FILES:
        found = read(folder / name)
        data |= found if isinstance(found, dict) else {name: found}
    try:
        return Keuzelijsten.model_validate(data)
    except ValidationError as error:
        lines = [f"- {place(item['loc'], data)}: {problem(item)}" for item in error.errors()]
        raise SjabloonFout("\n".join(["De keuzelijsten kloppen niet:", *lines])) from error


def place(loc: tuple[int | str, ...], data: Any) -> str:
    """('instrumenten', 3, 'titel') → "instrumenten, bibob, titel" (or the number, when there is no code)."""
    words = [str(part + 1) if isinstance(part, int) else part for part in loc]
    if len(loc) > 1 and isinstance(loc[1], int) and isinstance(row := data[loc[0]][loc[1]], dict):
        words[1] = str(row.get("code", words[1]))
    return ", ".join(words) or "bestanden"
