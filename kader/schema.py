"""Shape of fixtures/kader-*.yaml: one version of the Kader with our editorial layer. Knows nothing of Django."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from kader.files import problem, read_yaml
from kader.omzetting_schema import Omzetting

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=20)]
BouwsteenCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-P[12]-[1-9][0-9]?$")]
Regel = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$", max_length=200)]  # one line, no blanks around it
Regel60 = Annotated[Regel, Field(max_length=60)]
Regel120 = Annotated[Regel, Field(max_length=120)]
Alinea = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$", max_length=1000)]

RULES = {"missing", "extra_forbidden", "string_too_long"}  # of anything else the value says more than the rule


class KaderFout(ValueError):
    """The Kader file is not valid; the message (Dutch) names the file, every place and what is wrong there."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Kader(_Strict):
    versie: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
    titel: Regel
    uitgever: Regel120
    datum: date
    bron: Regel
    status_citaat: Regel


class Plateau(_Strict):
    nummer: int
    tekst: Regel


class PlanOnderdeel(_Strict):
    code: Code
    volgorde: int
    titel: Regel120


class Rol(_Strict):
    code: Code
    volgorde: int
    titel: Regel60
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


class Hulp(_Strict):
    titel: Regel60
    uitleg: Alinea
    actie: Regel
    wie: Annotated[list[Regel], Field(min_length=1, max_length=6)]
    statusvoorbeelden: Statusvoorbeelden


class Redactie(Hulp):
    voorbeelden: Annotated[list[Regel], Field(min_length=2, max_length=3)]
    norm: Regel120 | None
    deelcriteria: Annotated[list[Deelcriterium], Field(min_length=1)]
    rollen: Keuze
    plan: Keuze
    gekoppeld: list[BouwsteenCode]


class Bouwsteen(_Strict):
    code: BouwsteenCode
    plateau: Annotated[int, Field(ge=1, le=2)]
    volgorde: int
    tekst: Alinea
    redactie: Redactie


class Thema(_Strict):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    volgorde: int
    titel: Regel120
    titel_kort: Regel60
    omschrijving: Alinea
    bouwstenen: Annotated[list[Bouwsteen], Field(min_length=1)]


class AanvullendeVraag(Hulp):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[1-9][0-9]?$")]
    volgorde: int
    vraag: Regel
    plan: Code


class KaderBestand(_Strict):
    kader: Kader
    plateaus: list[Plateau]
    rollen: Annotated[list[Rol], Field(min_length=1)]
    plan_onderdelen: Annotated[list[PlanOnderdeel], Field(min_length=1)]
    themas: Annotated[list[Thema], Field(min_length=1)]
    aanvullende_vragen: list[AanvullendeVraag]
    omzetting: Omzetting | None = None  # of every version but the first; checked against the one before on loading

    def teksten(self) -> dict[str, str]:
        """Of each bouwsteen and each extra question what it says, by its code."""
        bouwstenen = {b.code: b.tekst for thema in self.themas for b in thema.bouwstenen}
        return bouwstenen | {vraag.code: vraag.vraag for vraag in self.aanvullende_vragen}


def _problems(bestand: KaderBestand) -> Iterator[str]:
    """What no single field can know: order, double codes, and codes that point to something that is not there."""
    if [plateau.nummer for plateau in bestand.plateaus] != [1, 2]:
        yield "plateaus: moet plateau 1 en plateau 2 bevatten, in die volgorde"
    for name in ("rollen", "plan_onderdelen", "themas", "aanvullende_vragen"):
        rows: list[Any] = getattr(bestand, name)
        if (volgorde := [row.volgorde for row in rows]) != sorted(set(volgorde)):
            yield f"{name}: volgorde moet oplopen, elk nummer één keer"
        yield from _code_problems(name, [row.code for row in rows], {row.code for row in rows})
    for thema in bestand.themas:
        if (places := [(b.plateau, b.volgorde) for b in thema.bouwstenen]) != sorted(set(places)):
            yield f"{thema.code} > bouwstenen: plateau en volgorde moeten oplopen, elk nummer één keer"
        own = {b.code for b in thema.bouwstenen if b.code.startswith(f"{thema.code}-P{b.plateau}-")}
        yield from _code_problems(thema.code, [b.code for b in thema.bouwstenen], own, "hoort hier niet")
    rollen = {rol.code for rol in bestand.rollen}
    onderdelen = {onderdeel.code for onderdeel in bestand.plan_onderdelen}
    redacties = {b.code: b.redactie for thema in bestand.themas for b in thema.bouwstenen}
    for code, its in redacties.items():
        place, criteria = f"{code} > redactie", [criterium.code for criterium in its.deelcriteria]
        own = {criterium for criterium in criteria if criterium.startswith(f"{code}.")}
        mutual = {other for other in redacties if other != code and code in redacties[other].gekoppeld}
        yield from _code_problems(f"{place} > rollen", [its.rollen.primair, *its.rollen.ook], rollen)
        yield from _code_problems(f"{place} > plan", [its.plan.primair, *its.plan.ook], onderdelen)
        yield from _code_problems(f"{place} > deelcriteria", criteria, own, "hoort hier niet")
        yield from _code_problems(f"{place} > gekoppeld", its.gekoppeld, mutual, "bestaat niet of wijst niet terug")
    for vraag in bestand.aanvullende_vragen:
        yield from _code_problems(f"{vraag.code} > plan", [vraag.plan], onderdelen)


def _code_problems(place: str, codes: list[str], allowed: set[str], problem: str = "bestaat niet") -> Iterator[str]:
    unique = dict.fromkeys(codes)
    yield from (f"{place}: {code} staat er tweemaal in" for code in unique if codes.count(code) > 1)
    yield from (f"{place}: {code} {problem}" for code in unique if code not in allowed)


def load(path: Path) -> KaderBestand:
    """Read and validate a Kader file; any fault raises KaderFout with every place that is wrong."""
    try:
        data = read_yaml(path.read_text(encoding="utf-8"))
        bestand = KaderBestand.model_validate(data)
        problems = list(_problems(bestand))
    except ValidationError as error:
        problems = [_describe(item, data) for item in error.errors()]
    except yaml.MarkedYAMLError as error:
        where = f"regel {error.problem_mark.line + 1}: " if error.problem_mark else ""
        problems = [f"{where}geen geldige YAML ({error.problem})"]
    except (OSError, ValueError, yaml.YAMLError) as error:  # not there, not UTF-8, a date such as 2021-02-31
        problems = [f"niet te lezen: {error}"]
    if problems:
        raise KaderFout("\n- ".join([f"{path.name} klopt niet:", *problems]))
    return bestand


def _describe(error: Any, data: Any) -> str:
    """loc ('themas', 0, 'bouwstenen', 2, 'tekst') becomes "themas > BB > bouwstenen > BB-P1-3 > tekst: …"."""
    place = []
    for step in error["loc"]:
        data = data[step] if isinstance(step, int) else data.get(step) if isinstance(data, dict) else None
        code = data.get("code") if isinstance(data, dict) else None
        place.append(str(code or f"nummer {step + 1}") if isinstance(step, int) else step)
    return f"{' > '.join(place) or 'bestand'}: {problem(error, known=RULES)}"
