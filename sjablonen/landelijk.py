"""Shape of fixtures/landelijke-cijfers.yaml: what others count in the country, per year, with the source of each."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Self

from django.conf import settings
from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from kader.files import problem
from sjablonen.schema import STRICT, SjabloonFout, check_not_future, read

FILE = settings.BASE_DIR / "fixtures" / "landelijke-cijfers.yaml"
OLD = 2  # years; a figure of longer ago is called old


@dataclass(frozen=True)
class Jaarcijfer:
    """`aantal` is None when nobody found it; then there is no source either. Plans keep these, field by field."""

    jaar: int
    aantal: int | None
    bron: str
    bron_url: str
    gelezen_op: date


@dataclass(frozen=True)
class Reeks:
    """What one organisation counts; `grondslag` is whom it counts. Kept in plans too."""

    code: str
    titel: str
    eigenaar: str
    grondslag: str
    cijfers: tuple[Jaarcijfer, ...]
    in_plan: bool = True


class CijferRegel(BaseModel):
    model_config = STRICT

    jaar: int = Field(ge=2000, le=2100)
    aantal: int | None = Field(ge=0)
    bron: str = Field(default="", max_length=200)
    bron_url: str = Field(default="", pattern=r"^(https://\S+)?$", max_length=300)
    gelezen_op: Annotated[date, AfterValidator(check_not_future)]

    @model_validator(mode="after")
    def check_source(self) -> Self:
        if (self.aantal is None) == bool(self.bron):
            raise ValueError(f"{self.jaar}: bij een aantal hoort een bron, en zonder aantal is er geen")
        return self


class ReeksRegel(BaseModel):
    model_config = STRICT

    code: str = Field(pattern=r"^[a-z0-9_]+$", max_length=40)
    titel: str = Field(min_length=1, max_length=120)
    eigenaar: str = Field(min_length=1, max_length=80)
    grondslag: str = Field(min_length=1, max_length=300)
    in_plan: bool
    cijfers: list[CijferRegel] = Field(min_length=1)

    @model_validator(mode="after")
    def check_years(self) -> Self:
        years = [regel.jaar for regel in self.cijfers]
        if years != list(range(years[0], years[0] + len(years))):
            raise ValueError(f"{self.code}: de jaren volgen elkaar niet op")
        return self


class LandelijkeCijfers(BaseModel):
    model_config = STRICT

    reeksen: list[ReeksRegel] = Field(min_length=1)

    @model_validator(mode="after")
    def check_unique(self) -> Self:
        codes = [reeks.code for reeks in self.reeksen]
        if twice := {code for code in codes if codes.count(code) > 1}:
            raise ValueError(f"staat er tweemaal in: {min(twice)}")
        return self


@cache
def landelijke_reeksen() -> tuple[Reeks, ...]:
    """In the order of the file, read once per process. Raises SjabloonFout."""
    return reeksen_of(read(FILE))


def reeksen_of(data: object) -> tuple[Reeks, ...]:
    try:
        found = LandelijkeCijfers.model_validate(data).reeksen
    except ValidationError as error:
        raise SjabloonFout("\n".join([f"{FILE.name} klopt niet:", *map(problem, error.errors())])) from error
    return tuple(
        Reeks(
            **reeks.model_dump(exclude={"cijfers"}),
            cijfers=tuple(Jaarcijfer(**regel.model_dump()) for regel in reeks.cijfers),
        )
        for reeks in found
    )
