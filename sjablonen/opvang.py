"""Shape of fixtures/opvang.yaml: who arranges a place to stay for whom, and who pays, with the source of each."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Self

from django.conf import settings
from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from kader.files import problem
from sjablonen.schema import STRICT, SjabloonFout, check_not_future, read

FILE = settings.BASE_DIR / "fixtures" / "opvang.yaml"


@dataclass(frozen=True)
class Opvang:
    """For one group. Where no source says who pays, `vraag` says whom to ask. Plans keep these, field by field."""

    wie: str
    waar: str
    regelt: str
    betaalt: str
    vraag: str
    bron: str
    bron_url: str
    gecontroleerd_op: date


class OpvangRegel(BaseModel):
    model_config = STRICT

    wie: str = Field(min_length=1, max_length=160)
    waar: str = Field(min_length=1, max_length=120)
    regelt: str = Field(min_length=1, max_length=120)
    betaalt: str = Field(max_length=120)
    vraag: str = Field(max_length=60)
    bron: str = Field(min_length=1, max_length=200)
    bron_url: str = Field(pattern=r"^https://\S+$", max_length=300)
    gecontroleerd_op: Annotated[date, AfterValidator(check_not_future)]

    @model_validator(mode="after")
    def check_asked(self) -> Self:
        if bool(self.betaalt) == bool(self.vraag):
            raise ValueError(f"{self.wie}: zeg wie betaalt, of aan wie je dat vraagt")
        return self


class Opvanglijst(BaseModel):
    model_config = STRICT

    opvang: list[OpvangRegel] = Field(min_length=1)


@cache
def opvang() -> tuple[Opvang, ...]:
    """In the order of the file, read once per process. Raises SjabloonFout."""
    return opvang_of(read(FILE))


def opvang_of(data: object) -> tuple[Opvang, ...]:
    try:
        found = Opvanglijst.model_validate(data).opvang
    except ValidationError as error:
        raise SjabloonFout("\n".join([f"{FILE.name} klopt niet:", *map(problem, error.errors())])) from error
    return tuple(Opvang(**regel.model_dump()) for regel in found)
