"""An Inhoud in words, for whoever sends it and whoever may see it: every value of it, in the order of the Kader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kader.models import Bouwsteen, Deelcriterium, Organisatieniveau
from metingen.enquete import VRAGEN
from metingen.inhoud import GedeeldAntwoord, Inhoud
from metingen.models import Indiening, Organisatie
from tenants.models import Regio

NOT_FILLED = "niet ingevuld"


@dataclass(frozen=True)
class GetoondAntwoord:
    antwoord: GedeeldAntwoord
    bouwsteen: Bouwsteen
    niveaus: list[str]
    criteria: list[str] | None  # their texts; None where they were not ticked

    @property
    def thema(self) -> str:
        return self.bouwsteen.thema.titel


@dataclass(frozen=True)
class GetoondeInhoud:
    inhoud: Inhoud
    regios: list[tuple[str, str]]  # its kind, and its name with code
    antwoorden: list[GetoondAntwoord]
    enquete: list[tuple[str, str]]  # question and answer
    themavragen: list[tuple[str, str]]  # as those, of this round alone

    @property
    def inwoners(self) -> str:
        """`12.400`"""
        inwoners = self.inhoud.gemeente.inwoners
        return "onbekend" if inwoners is None else f"{inwoners:,}".replace(",", ".")


def show(inhoud: Inhoud) -> GetoondeInhoud:
    """Two queries."""
    found = Bouwsteen.objects.filter(kaderversie__versie=inhoud.kaderversie).select_related("thema")
    bouwstenen = {bouwsteen.code: bouwsteen for bouwsteen in found}
    criteria = Deelcriterium.objects.filter(bouwsteen__in=bouwstenen.values()).values_list("code", "tekst")
    teksten = dict(criteria)
    kinds = {str(value): str(label) for value, label in Regio.Soort.choices}
    return GetoondeInhoud(
        inhoud=inhoud,
        regios=[
            (kinds.get(regio.soort, regio.soort), f"{regio.naam} ({regio.code})") for regio in inhoud.gemeente.regios
        ],
        antwoorden=[shown(antwoord, bouwstenen[antwoord.code], teksten) for antwoord in inhoud.antwoorden],
        enquete=[(vraag, in_words(name, getattr(inhoud.enquete, name))) for name, vraag in VRAGEN.items()]
        if inhoud.enquete
        else [],
        themavragen=[(each.vraag, each.woorden or NOT_FILLED) for each in inhoud.themavragen],
    )


def shown(antwoord: GedeeldAntwoord, bouwsteen: Bouwsteen, teksten: dict[str, str]) -> GetoondAntwoord:
    labels = dict(Organisatieniveau.choices)
    return GetoondAntwoord(
        antwoord=antwoord,
        bouwsteen=bouwsteen,
        niveaus=[str(labels.get(niveau, niveau)) for niveau in antwoord.organisatieniveau],
        criteria=None if antwoord.deelcriteria is None else [teksten.get(code, code) for code in antwoord.deelcriteria],
    )


def in_words(name: str, value: Any) -> str:
    if value is None or value == "":
        return NOT_FILLED
    if isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year}"
    if name == "aandachtsfunctionaris_uren":
        return f"{value} uur per week"
    field: Any = Indiening._meta.get_field(name)
    return str(dict(field.flatchoices).get(value, value))


def recipients(organisaties: Iterable[str], regios: Sequence[UUID]) -> list[str]:
    """`VNG`, `CoMensha`, `Ketenregisseur van provincie Groningen`; one query when there are regio's."""
    names = [str(label) for value, label in Organisatie.choices if value in set(organisaties)]
    found = Regio.objects.filter(pk__in=regios) if regios else ()
    return names + [f"Ketenregisseur van {label_of(regio)}" for regio in found]


def via_of(indiening: Indiening) -> str:
    """By which way it came, for who may see it: `een eenmalige link, gemaakt door CoMensha`."""
    if indiening.antwoordlink_by is None:
        return "Kompas"
    maker = indiening.get_antwoordlink_organisatie_display() or "VNG of CoMensha"
    return f"een eenmalige link, gemaakt door {maker}"


def label_of(regio: Regio) -> str:
    """`provincie Groningen`; of a free regio its name alone."""
    if regio.soort == Regio.Soort.KETENREGIE:
        return regio.naam
    soort = regio.get_soort_display()
    return f"{soort[0].lower()}{soort[1:]} {regio.naam}"
