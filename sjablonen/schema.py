"""Shape of fixtures/sjablonen*.yaml: the versioned standard passages of the beleidsplan."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from kader.files import problem, read_yaml

# The plan_onderdelen of the Kader fixture, plus the three parts that no bouwsteen feeds; in the order of the plan.
Onderdeel = Literal[
    "vaststelling", "samenvatting", "h1", "h1_2", "h2", "h2_2", "h2_3", "h3",
    "ambitie_1", "ambitie_2", "ambitie_3", "ambitie_4", "ambitie_5", "ambitie_6",
    "evaluatie", "bronnen", "bijlage_1", "bijlage_2", "bijlage_3", "bijlage_4", "bijlage_5",
]  # fmt: skip

STRICT = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True)
FORBIDDEN = (
    (re.compile(r"<[a-zA-Z/!?]"), "bevat HTML"),
    (re.compile(r"^\s{0,3}(#|(=+|-{2,}|\*{3,}|_{3,})\s*$)", re.MULTILINE), "bevat een kop of lijn (#, === of ---)"),
    (re.compile(r"\|"), "bevat een tabel (|)"),
    (re.compile(r"!\["), "bevat een afbeelding"),
    (re.compile(r"\]\((?!https://)"), "bevat een link die niet met https:// begint"),
    (re.compile(r"\{(?!gemeente\})|(?<!\{gemeente)\}"), "bevat een accolade; alleen {gemeente} is toegestaan"),
)


class SjabloonFout(ValueError):
    """The file of standard passages is not valid; the message (Dutch) names the place and what is wrong."""


def _check_markdown(value: str) -> str:
    for pattern, reason in FORBIDDEN:
        if pattern.search(value):
            raise ValueError(reason)
    return value


def check_not_future(value: date) -> date:
    if value > datetime.now(ZoneInfo("Europe/Amsterdam")).date():
        raise ValueError(f"ligt in de toekomst ({value})")
    return value


class Regio(BaseModel):
    """Which regio, by its code at the CBS or elsewhere; whether there is such a one, only the database knows."""

    model_config = STRICT

    soort: Literal[
        "provincie", "veiligheidsregio", "politie_eenheid", "basisteam", "zorgcoordinatie", "centrumgemeente_vo",
        "ketenregie",
    ]  # fmt: skip
    code: str = Field(min_length=1, max_length=60)


class Passage(BaseModel):
    model_config = STRICT

    code: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=60)
    onderdeel: Onderdeel
    volgorde: float = Field(gt=0)
    laag: Literal["landelijk", "regionaal"]  # lokaal belongs to the gemeente
    regio: Regio | None = None  # of a regionale passage, and only of that
    versie: int = Field(gt=0)
    kort: bool = False  # also in the short form of the plan
    titel: Annotated[str, Field(max_length=120), AfterValidator(_check_markdown)]
    tekst: Annotated[str, Field(min_length=1, max_length=6000), AfterValidator(_check_markdown)]
    bron: str = Field(min_length=1, max_length=500)
    bron_url: str = Field(pattern=r"^(https://\S+)?$", max_length=200)
    gecontroleerd_op: Annotated[date, AfterValidator(check_not_future)]
    zekerheid: Literal["zeker", "controleren"]  # controleren stays out of the plan until switched on
    geldig_vanaf: date | None = None  # plans print it from that day; none: at once
    reden: str = Field(default="", max_length=300)  # why there is a new version, for gemeenten

    @model_validator(mode="after")
    def check_regio(self) -> Self:
        if (self.laag == "regionaal") != (self.regio is not None):
            raise ValueError("regio hoort bij laag regionaal, en alleen daarbij")
        return self


class SjablonenBestand(BaseModel):
    model_config = STRICT

    passages: list[Passage] = Field(min_length=1)

    @model_validator(mode="after")
    def check_codes(self) -> Self:
        seen = set()
        for passage in self.passages:
            if not passage.code.startswith(f"{passage.onderdeel}."):
                raise ValueError(f"passage {passage.code}: code begint niet met onderdeel '{passage.onderdeel}.'")
            key = (passage.code, passage.regio, passage.versie)
            if key in seen:
                raise ValueError(f"passage {passage.code}: versie {passage.versie} staat er tweemaal in")
            seen.add(key)
        return self


def load(path: Path) -> SjablonenBestand:
    """Read and validate the passages; any fault raises SjabloonFout with every place that is wrong."""
    return validate(read(path), name=path.name)


def read(path: Path) -> Any:
    try:
        return read_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SjabloonFout(f"{path.name} is niet te lezen: {error}") from error


def validate(data: Any, *, name: str) -> SjablonenBestand:
    """Passages from wherever they came; `name` says in the message what is wrong."""
    try:
        return SjablonenBestand.model_validate(data)
    except ValidationError as error:
        lines = [f"- {_place(item['loc'], data)}{problem(item)}" for item in error.errors()]
        raise SjabloonFout("\n".join([f"{name} klopt niet:", *lines])) from error


def one(fields: dict[str, Any], *, name: str) -> Passage:
    """A passage that somebody wrote: its code may name the part where it stood before it was moved."""
    try:
        return Passage.model_validate(fields)
    except ValidationError as error:
        lines = [
            f"- {_place(('passages', 0, *item['loc']), {'passages': [fields]})}{problem(item)}"
            for item in error.errors()
        ]
        raise SjabloonFout("\n".join([f"{name} klopt niet:", *lines])) from error


def faults(fields: dict[str, Any]) -> dict[str, list[str]]:
    """What is wrong with one passage, per field, in words for who wrote it; empty when nothing is."""
    found: dict[str, list[str]] = {}
    try:
        Passage.model_validate(fields)
    except ValidationError as error:
        for item in error.errors():
            found.setdefault(str(item["loc"][0]) if item["loc"] else "", []).append(problem(item))
    return found


def _place(loc: tuple[int | str, ...], data: Any) -> str:
    """('passages', 3, 'tekst') → "passage h1.doel, veld tekst: " (or the number, when there is no code)."""
    if len(loc) < 2:
        return f"veld {loc[0]}: " if loc else ""
    row = data["passages"][loc[1]]
    name = (isinstance(row, dict) and row.get("code")) or f"nummer {int(loc[1]) + 1}"
    return f"passage {name}, veld {loc[2]}: " if len(loc) > 2 else f"passage {name}: "
