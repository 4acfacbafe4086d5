"""What does not seem to fit together before a gemeente submits: in what it shares, and in what stays with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from indienen.queries import Sharing
from kader.kept import inhoud_of as kept_kader
from kader.models import Status
from metingen.enquete import VRAGEN, Beleidsplan, JaNee
from metingen.inhoud import GedeeldeEnquete
from metingen.tegenspraak import (
    ARRANGED,
    DONE,
    NOT_DONE,
    NOT_YET,
    PLAN,
    YES,
    Rule,
    Tegenspraak,
    answers_of,
    found_among,
    of_parts,
)
from reports.models import Planversie
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Onderbouwing, Zelfevaluatie

# Of what only the gemeente knows: these can be mended, and no explanation goes along.
ADOPTED, MONEY, GEZAG, AMBTELIJK, TOO_FEW = "plan_vastgesteld", "FI-1", "gezagsdriehoek", "ambtelijk", "te weinig"
OWN_RULES = (
    Rule(
        "eigen-plan",
        "Jullie plan is vastgesteld, en ‘Beleidsplan met alle onderdelen is opgesteld’ is niet geregeld.",
        {ADOPTED: (YES,), PLAN: (*NOT_DONE, Status.DEELS, "")},
    ),
    Rule(
        "eigen-plan-vraag",
        "Jullie plan is vastgesteld, en bij de vragen staat dat er geen plan is.",
        {ADOPTED: (YES,), "beleidsplan": (Beleidsplan.NEE, Beleidsplan.IN_DE_MAAK)},
    ),
    Rule(
        "eigen-geld-niet",
        "Bij de vragen staat dat er geen geld in de begroting staat, en ‘Mensenhandel in de begroting’ is wel (deels)"
        " geregeld.",
        {"begroting": (JaNee.NEE,), MONEY: DONE},
    ),
    Rule(
        "eigen-geld-wel",
        "Bij de vragen staat dat er geld in de begroting staat, en ‘Mensenhandel in de begroting’ is nog niet"
        " geregeld.",
        {"begroting": (JaNee.JA,), MONEY: NOT_YET},
    ),
    *(
        Rule(
            f"eigen-{kind}",
            "‘Aandacht op alle niveaus, twee keer per jaar besproken’ is geregeld, en dit jaar is het minder dan twee"
            f" keer {where} besproken.",
            {kind: (TOO_FEW,), "AB-P1-1": ARRANGED},
        )
        for kind, where in ((GEZAG, "in de gezagsdriehoek"), (AMBTELIJK, "op ambtelijk niveau"))
    ),
)
PLACES = {ADOPTED: PLAN, GEZAG: "AB-P1-1", AMBTELIJK: "AB-P1-1", MONEY: MONEY}


@dataclass(frozen=True)
class Place:
    """An answer, and where to change it; no address for who may not."""

    titel: str
    answer: str
    url: str


@dataclass(frozen=True)
class Check:
    tegenspraak: Tegenspraak
    places: list[Place]


def checks_of(sharing: Sharing, antwoorden: list[Antwoord], enquete: Mapping[str, Any]) -> list[Check]:
    """All, in what is shared or not. `enquete` by the names of its questions, as it is made ready or would begin."""
    values = own_values(sharing.zelfevaluatie, antwoorden)
    if sharing.meetronde:
        given = GedeeldeEnquete(**{name: enquete[name] for name in VRAGEN if name in enquete})
        values |= answers_of(given, timezone.localdate())
    parts = (of_parts(each.bouwsteen, each.status, each.deelcriteria) for each in antwoorden)
    bouwstenen = [each.bouwsteen for each in antwoorden]
    found, own = found_among(values, bouwstenen), found_among(values, bouwstenen, OWN_RULES)
    if any(each.code == "plan-wel" for each in found):  # which says the same
        own = [each for each in own if each.code != "eigen-plan"]
    return linked([*found, *own, *(each for each in parts if each)], places_of(sharing, antwoorden, values))


def linked(found: Iterable[Tegenspraak], places: Mapping[str, Place]) -> list[Check]:
    """With the answers of each, and a click to change them."""
    return [
        Check(
            each,
            list({place.url: place for place in (places[name] for name in each.places if name in places)}.values()),
        )
        for each in found
    ]


def own_values(zelfevaluatie: Zelfevaluatie, antwoorden: list[Antwoord]) -> dict[str, str]:
    ticked = [code for antwoord in antwoorden for code in antwoord.deelcriteria]
    money = AanvullendAntwoord.objects.filter(zelfevaluatie=zelfevaluatie, vraag__oorsprong=MONEY)
    adopted = Planversie.objects.adopted().only("periode_tot").first()
    holds = adopted is not None and (adopted.periode_tot is None or adopted.periode_tot >= timezone.localdate())
    counts = {kind: getattr(zelfevaluatie, kind) for kind in (GEZAG, AMBTELIJK)}
    return {
        **{antwoord.bouwsteen.code: antwoord.status for antwoord in antwoorden},
        **dict.fromkeys(ticked, YES),
        MONEY: money.values_list("status", flat=True).first() or "",
        ADOPTED: YES if holds else "",
        **{kind: TOO_FEW if count is not None and count < 2 else "" for kind, count in counts.items()},
    }


def places_of(sharing: Sharing, antwoorden: list[Antwoord], values: Mapping[str, str]) -> dict[str, Place]:
    """By code of a bouwsteen or extra question, name of a question of the enquête, or what only the gemeente knows."""
    form = reverse("indienen:voorbereiding_form", args=[sharing.soort])
    vragen = kept_kader(sharing.zelfevaluatie.kaderversie).vragen
    year = sharing.zelfevaluatie
    found = {
        **{name: Place(vraag, "", f"{form}#id_{name}") for name, vraag in VRAGEN.items()},
        **{
            each.code: Place(each.titel, word(values.get(each.code, "")), year.url_of("vraag", each.code))
            for each in vragen
        },
        **{each.bouwsteen.code: Place(each.bouwsteen.titel, word(each.status), each.url) for each in antwoorden},
    }
    known = {each.oorsprong: each.code for each in vragen}
    known |= {each.bouwsteen.oorsprong: each.bouwsteen.code for each in antwoorden}
    ours = {name: known[origin] for name, origin in PLACES.items() if origin in known}
    return found | {name: found[code] for name, code in ours.items()}


def word(status: str) -> str:
    return str(Status(status).label) if status else "niet ingevuld"


def without_onderbouwing(antwoorden: list[Antwoord]) -> list[Antwoord]:
    """Geregeld, with nothing that shows it: no file or link, and no word of explanation."""
    arranged = [each for each in antwoorden if each.status == Status.GEREGELD and not each.toelichting.strip()]
    shown = set(
        Onderbouwing.objects.filter(antwoord__in=[each.pk for each in arranged], removed_at=None)
        .order_by()
        .values_list("antwoord", flat=True)
    )
    return [each for each in arranged if each.pk not in shown]
