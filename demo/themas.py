"""What the last two rounds of the demo ask beside the Kader: the same in both, so that the answers of a year ago are
filled in, and one of them only for figures of groups."""

import uuid
from collections.abc import Iterable
from random import Random
from typing import Any

from django.db import transaction

from demo.country import IDS
from metingen.enquete import JaNee
from metingen.models import Meetronde, Themavraag
from metingen.thema_queries import themavragen_of

WRITER, READER = (uuid.uuid5(IDS, f"themavragen {who}") for who in ("schrijver", "lezer"))
TRAINED = ("wij zelf", "de regio", "een landelijke organisatie", "niemand")
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"vraag": "Is er dit jaar geoefend met de meldroute?", "soort": Themavraag.Soort.JA_NEE},
    {
        "vraag": "Wie traint jullie medewerkers?",
        "soort": Themavraag.Soort.KEUZE,
        "keuzes": "\n".join(TRAINED),
    },
    {
        "vraag": "Hoeveel euro begroten jullie dit jaar voor de aanpak van mensenhandel?",
        "uitleg": "Zonder de uren van eigen medewerkers.",
        "soort": Themavraag.Soort.GELD,
        "alleen_groep": True,
    },
)


@transaction.atomic
def add_rounds(rounds: Iterable[Meetronde], *, asking: Iterable[Meetronde]) -> None:
    """Those that are not there yet, of which some ask what stands above. As anybody's: while a round is a concept its
    questions are written, and once a second person read them, it opens."""
    there = set(Meetronde.objects.values_list("pk", flat=True))
    asks = {ronde.pk for ronde in asking}
    for ronde in rounds:
        if ronde.pk in there:
            continue
        staat, ronde.staat = ronde.staat, Meetronde.Staat.CONCEPT
        ronde.save(force_insert=True)
        if ronde.pk in asks:
            ask(ronde)
        ronde.staat = staat
        ronde.save(update_fields=["staat"])


def ask(ronde: Meetronde) -> None:
    """In a concept. The same questions of a round before it, are those of which the answers are filled in."""
    before = Themavraag.objects.filter(
        meetronde__voorbeeld=ronde.voorbeeld, meetronde__periode_van__lt=ronde.periode_van
    )
    known = {vraag.vraag: vraag for vraag in before.order_by("meetronde__periode_van")}
    Themavraag.objects.bulk_create(
        Themavraag(
            meetronde=ronde,
            nummer=nummer,
            vorige=known.get(values["vraag"]),
            version=1,
            updated_by=WRITER,
            gelezen_by=READER,
            gelezen_at=ronde.opened_at,
            **values,
        )
        for nummer, values in enumerate(QUESTIONS, start=1)
    )


def asked_in(rounds: Iterable[Meetronde]) -> dict[Any, list[Themavraag]]:
    """By round its questions, as far as the demo knows what to answer."""
    known = {values["vraag"] for values in QUESTIONS}
    return {ronde.pk: [each for each in themavragen_of(ronde) if each.vraag in known] for ronde in rounds}


def answer(vraag: Themavraag, *, reached: float, inwoners: int, luck: Random) -> str:
    """`reached`: how far the gemeente is; '' where it leaves the question open."""
    if luck.random() < 0.06:
        return ""
    if vraag.soort == Themavraag.Soort.JA_NEE:
        return str(JaNee.JA if reached + luck.gauss(0, 0.6) > 0.4 else JaNee.NEE)
    if vraag.soort == Themavraag.Soort.KEUZE:
        own = 1 if inwoners > 80_000 else 0.2
        return luck.choices(["1", "2", "3", "4"], (own, 1, 0.5, 0.6 if reached < 0 else 0.2))[0]
    return "0" if reached + luck.gauss(0, 0.4) < -0.5 else str(round(inwoners * luck.uniform(0.1, 0.9) / 500) * 500)
