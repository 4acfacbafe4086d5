"""What one gemeente shared, as a page shows it: read from the snapshot and from nothing else."""

from dataclasses import dataclass
from typing import Any

from kader.models import Bouwsteen, Deelcriterium, Organisatieniveau
from metingen.enquete import VRAGEN, Beleidsplan, JaNee
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete, Inhoud
from metingen.models import Indiening


@dataclass(frozen=True)
class SharedAntwoord:
    bouwsteen: Bouwsteen
    status: str
    organisatieniveau: list[str]
    plan_zin: str | None  # None where the gemeente did not share it, as the next
    deelcriteria: list[str] | None


@dataclass(frozen=True)
class SharedThema:
    titel: str
    antwoorden: list[SharedAntwoord]


def inhoud_of(indiening: Indiening) -> Inhoud:
    """Raises ValueError when it was erased; what is shared now never is."""
    if indiening.inhoud is None:
        raise ValueError(f"{indiening} heeft geen inhoud meer.")
    return Inhoud.from_json(indiening.inhoud)


def themas_of(indiening: Indiening, bouwstenen: list[Bouwsteen]) -> list[SharedThema]:
    """The answers per thema, in the order of the Kader."""
    antwoorden = {antwoord.code: antwoord for antwoord in inhoud_of(indiening).antwoorden}
    teksten = teksten_of(antwoorden.values(), bouwstenen)
    found: dict[str, SharedThema] = {}
    for bouwsteen in bouwstenen:
        if bouwsteen.code in antwoorden:
            thema = found.setdefault(bouwsteen.thema.code, SharedThema(bouwsteen.thema.titel_kort, []))
            thema.antwoorden.append(shown(bouwsteen, antwoorden[bouwsteen.code], teksten))
    return list(found.values())


def levels_of(antwoord: GedeeldAntwoord) -> list[str]:
    """Who does it, as one outside the gemeente says it, always in the same order."""
    ticked = [niveau for niveau in Organisatieniveau if niveau in antwoord.organisatieniveau]
    return ["de gemeente zelf" if niveau == Organisatieniveau.ZELF else str(niveau.label) for niveau in ticked]


def shown(bouwsteen: Bouwsteen, antwoord: GedeeldAntwoord, teksten: dict[str, str]) -> SharedAntwoord:
    ticked = antwoord.deelcriteria
    deelcriteria = None if ticked is None else [teksten.get(code, code) for code in ticked]
    return SharedAntwoord(bouwsteen, antwoord.status, levels_of(antwoord), antwoord.plan_zin, deelcriteria)


def teksten_of(antwoorden: Any, bouwstenen: list[Bouwsteen]) -> dict[str, str]:
    """Of the deelcriteria that were shared; asks nothing when there are none."""
    codes = {code for antwoord in antwoorden for code in antwoord.deelcriteria or ()}
    if not codes:
        return {}
    found = Deelcriterium.objects.filter(code__in=codes, bouwsteen__in=bouwstenen)
    return dict(found.values_list("code", "tekst"))


def enquete_of(indiening: Indiening) -> list[tuple[str, Any]]:
    """The questions of the round that were answered, with the answer in words, or a date or number."""
    inhoud = inhoud_of(indiening)
    enquete = inhoud.enquete or GedeeldeEnquete()
    words = dict([*JaNee.choices, *Beleidsplan.choices])
    given = ((vraag, getattr(enquete, naam)) for naam, vraag in VRAGEN.items())
    themas = [(f"{each.vraag} (niet in het Kader)", each.woorden) for each in inhoud.themavragen if each.woorden]
    return [(vraag, words.get(answer, answer)) for vraag, answer in given if answer not in {None, ""}] + themas
