"""Shape of fixtures/begrippen.yaml: words of a plan that not everybody knows, explained once for all gemeenten."""

from datetime import date
from functools import cache
from typing import Annotated, Self

from django.conf import settings
from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from kader.files import problem
from sjablonen.schema import STRICT, SjabloonFout, check_not_future, read

FILE = settings.BASE_DIR / "fixtures" / "begrippen.yaml"


class Begrip(BaseModel):
    """`in_place`: explained below the first text that has it, too."""

    model_config = STRICT

    code: str = Field(pattern=r"^[a-z0-9_]+$", max_length=40)
    term: str = Field(min_length=1, max_length=60)
    words: list[str] = Field(min_length=1)
    uitleg: str = Field(min_length=1, max_length=300)
    bron: str = Field(min_length=1, max_length=200)
    bron_url: str = Field(pattern=r"^(https://\S+)?$", max_length=300)
    gecontroleerd_op: Annotated[date, AfterValidator(check_not_future)]
    in_place: bool = False


class Begrippenlijst(BaseModel):
    model_config = STRICT

    begrippen: list[Begrip] = Field(min_length=1)

    @model_validator(mode="after")
    def check_unique(self) -> Self:
        for name, found in (
            ("code", [begrip.code for begrip in self.begrippen]),
            ("woord", [woord.lower() for begrip in self.begrippen for woord in begrip.words]),
        ):
            if twice := {value for value in found if found.count(value) > 1}:
                raise ValueError(f"{name} staat er tweemaal in: {min(twice)}")
        return self


@cache
def begrippen() -> tuple[Begrip, ...]:
    """In the order of the alphabet, read once per process. Raises SjabloonFout."""
    try:
        found = Begrippenlijst.model_validate(read(FILE)).begrippen
    except ValidationError as error:
        raise SjabloonFout("\n".join([f"{FILE.name} klopt niet:", *map(problem, error.errors())])) from error
    return tuple(sorted(found, key=lambda begrip: begrip.term.lower()))
