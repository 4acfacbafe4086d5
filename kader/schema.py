"""Shape of fixtures/kader-*.yaml: one version of the Kader with our editorial layer. Knows nothing of Django."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=20)]
BouwsteenCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-P[12]-[1-9][0-9]?$")]
Regel = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$", max_length=200)]  # one line, no blanks around it
Alinea = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$", max_length=1000)]
Wie = Annotated[list[Regel], Field(min_length=1, max_length=6)]
DUTCH = {  # pydantic's error types; what is not here keeps pydantic's own English words
    "missing": "ontbreekt",
    "extra_forbidden": "is een onbekend veld",
    "literal_error": "moet een van deze zijn: {expected}",
    "string_pattern_mismatch": "heeft een verkeerde vorm of is leeg (patroon {pattern})",
    "string_too_long": "is langer dan {max_length} tekens",
    "string_type": "moet tekst zijn",
    "int_type": "moet een geheel getal zijn",
    "too_short": "heeft te weinig regels (minstens {min_length})",
    "too_long": "heeft te veel regels (hoogstens {max_length})",
    "list_type": "moet een lijst zijn",
    "date_type": "moet een datum zijn (jjjj-mm-dd, zonder aanhalingstekens)",
    "model_type": "moet een blok met velden zijn",
}


class KaderFout(ValueError):
    """The Kader file is not valid; the message (Dutch) names the file, every place and what is wrong there."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Kader(_Strict):
    versie: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
    titel: Regel
    uitgever: Regel = Field(max_length=120)
    datum: date
    bron: Regel
    status_citaat: Regel


class Plateau(_Strict):
    nummer: Literal[1, 2]
    tekst: Regel


class PlanOnderdeel(_Strict):
    code: Code
    volgorde: int
    titel: Regel = Field(max_length=120)


class Rol(_Strict):
    code: Code
    volgorde: int
    titel: Regel = Field(max_length=60)
    tekst: Alinea


class Statusvoorbeelden(_Strict):
    nog_niet: Regel
    in_voorbereiding: Regel
    deels: Regel
    geregeld: Regel
    nvt: Regel


class Deelcriterium(_Strict):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-P[12]-[1-9][0-9]?\.[a-z]$")]
    tekst: Regel


class Keuze(_Strict):
    primair: Code
    ook: list[Code]


class Redactie(_Strict):
    titel: Regel = Field(max_length=60)
    uitleg: Alinea
    voorbeelden: Annotated[list[Regel], Field(min_length=2, max_length=3)]
    wie: Wie
    norm: Annotated[Regel, Field(max_length=120)] | None
    statusvoorbeelden: Statusvoorbeelden
    deelcriteria: Annotated[list[Deelcriterium], Field(min_length=1)]
    rollen: Keuze
    plan: Keuze
    gekoppeld: list[BouwsteenCode]


class Bouwsteen(_Strict):
    code: BouwsteenCode
    plateau: Literal[1, 2]
    volgorde: int
    tekst: Alinea
    redactie: Redactie


class Thema(_Strict):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    volgorde: int
    titel: Regel = Field(max_length=120)
    titel_kort: Regel = Field(max_length=60)
    omschrijving: Alinea
    bouwstenen: Annotated[list[Bouwsteen], Field(min_length=1)]


class AanvullendeVraag(_Strict):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[1-9][0-9]?$")]
    volgorde: int
    titel: Regel = Field(max_length=60)
    vraag: Regel
    uitleg: Alinea
    plan: Code
    wie: Wie
    statusvoorbeelden: Statusvoorbeelden


class KaderBestand(_Strict):
    kader: Kader
    plateaus: list[Plateau]
    rollen: Annotated[list[Rol], Field(min_length=1)]
    plan_onderdelen: Annotated[list[PlanOnderdeel], Field(min_length=1)]
    themas: Annotated[list[Thema], Field(min_length=1)]
    aanvullende_vragen: list[AanvullendeVraag]

    @model_validator(mode="after")
    def check_references(self) -> Self:
        if problems := list(_problems(self)):
            raise ValueError("\n- ".join(problems))
        return self


def _problems(bestand: KaderBestand) -> Iterator[str]:
    """What no single field can know: order, double codes, and codes that point to something that is not there."""
    if [plateau.nummer for plateau in bestand.plateaus] != [1, 2]:
        yield "plateaus: moet plateau 1 en plateau 2 bevatten, in die volgorde"
    for name in ("rollen", "plan_onderdelen", "themas", "aanvullende_vragen"):
        rows: list[Any] = getattr(bestand, name)
        if [row.volgorde for row in rows] != list(range(1, len(rows) + 1)):
            yield f"{name}: volgorde moet 1, 2, 3 enzovoort zijn"
        yield from _code_problems(name, [row.code for row in rows])
    for thema in bestand.themas:
        yield from _thema_problems(thema)
    rollen = {rol.code for rol in bestand.rollen}
    onderdelen = {onderdeel.code for onderdeel in bestand.plan_onderdelen}
    redacties = {steen.code: steen.redactie for thema in bestand.themas for steen in thema.bouwstenen}
    for code, redactie in redacties.items():
        place = f"{code} > redactie"
        mutual = {other for other, its in redacties.items() if other != code and code in its.gekoppeld}
        yield from _code_problems(f"{place} > rollen", [redactie.rollen.primair, *redactie.rollen.ook], rollen)
        yield from _code_problems(f"{place} > plan", [redactie.plan.primair, *redactie.plan.ook], onderdelen)
        yield from _code_problems(f"{place} > gekoppeld", redactie.gekoppeld, mutual, f"noemt {code} niet terug")
    for vraag in bestand.aanvullende_vragen:
        yield from _code_problems(f"{vraag.code} > plan", [vraag.plan], onderdelen)


def _thema_problems(thema: Thema) -> Iterator[str]:
    """Bouwstenen are numbered anew in each plateau; a code carries its thema and plateau, a deelcriterium its bouwsteen."""
    places = [(bouwsteen.plateau, bouwsteen.volgorde) for bouwsteen in thema.bouwstenen]
    plateaus = sorted(plateau for plateau, _ in places)
    if places != [(plateau, index - plateaus.index(plateau) + 1) for index, plateau in enumerate(plateaus)]:
        yield f"{thema.code} > bouwstenen: volgorde moet per plateau 1, 2, 3 enzovoort zijn, eerst plateau 1"
    yield from _code_problems(thema.code, [bouwsteen.code for bouwsteen in thema.bouwstenen])
    for bouwsteen in thema.bouwstenen:
        if not bouwsteen.code.startswith(prefix := f"{thema.code}-P{bouwsteen.plateau}-"):
            yield f"{bouwsteen.code} > code: moet met {prefix} beginnen"
        codes = [deelcriterium.code for deelcriterium in bouwsteen.redactie.deelcriteria]
        own = {code for code in codes if code.startswith(f"{bouwsteen.code}.")}
        yield from _code_problems(f"{bouwsteen.code} > redactie > deelcriteria", codes, own, "hoort hier niet")


def _code_problems(
    place: str, codes: list[str], allowed: set[str] | None = None, problem: str = "bestaat niet"
) -> Iterator[str]:
    yield from (f"{place}: {code} staat er tweemaal in" for code in _doubles(codes))
    yield from (f"{place}: {code} {problem}" for code in codes if allowed is not None and code not in allowed)


def _doubles(values: list[str]) -> list[str]:
    return [value for value, number in Counter(values).items() if number > 1]


class _Loader(yaml.SafeLoader):
    """YAML allows a key twice and keeps the last; here that would lose text in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for double in _doubles(keys):
            raise yaml.MarkedYAMLError(problem=f"veld {double} staat er tweemaal in", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep=deep)


def load(path: Path) -> KaderBestand:
    """Read and validate a Kader file; any fault raises KaderFout with every place that is wrong."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), _Loader)
        return KaderBestand.model_validate(data)
    except ValidationError as error:
        lines = [f"- {_place(item['loc'], data)}{_problem(item)}" for item in error.errors()]
        raise KaderFout("\n".join([f"{path.name} klopt niet:", *lines])) from error
    except yaml.MarkedYAMLError as error:
        place = f", regel {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise KaderFout(f"{path.name}{place} is geen geldige YAML: {error.problem}") from error
    except (OSError, ValueError, yaml.YAMLError) as error:  # not there, not UTF-8, a date such as 2021-02-31
        raise KaderFout(f"{path.name} is niet te lezen: {error}") from error


def _place(loc: tuple[int | str, ...], data: Any) -> str:
    """('themas', 0, 'bouwstenen', 2, 'tekst') → "themas > BB > bouwstenen > BB-P1-3 > tekst: "."""
    names = []
    for step in loc:
        data = data[step] if isinstance(step, int) else data.get(step) if isinstance(data, dict) else None
        code = data.get("code") if isinstance(data, dict) else None
        names.append(str(code or f"nummer {step + 1}") if isinstance(step, int) else step)
    return " > ".join(names) + ": " if names else ""


def _problem(item: Any) -> str:
    if item["type"] == "value_error":
        return str(item["ctx"]["error"])
    return str(DUTCH.get(item["type"], item["msg"])).format(**item.get("ctx", {}))
