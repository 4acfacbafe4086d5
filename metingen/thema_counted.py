"""The themavragen of a round as Groepscijfers: what is counted of each, and what its answers are called."""

from metingen.models import Groepscijfer, Meetronde, Themavraag
from metingen.onderwerpen import JA_NEE, REST
from metingen.printed import Onderwerp
from metingen.thema_queries import themavragen_of

NOT_ANSWERED = "niet ingevuld"


def thema_onderwerpen(meetronde: Meetronde) -> dict[str, Onderwerp]:
    """By the name of the question. One query."""
    return {each.name: onderwerp_of(each) for each in themavragen_of(meetronde)}


def onderwerp_of(vraag: Themavraag) -> Onderwerp:
    """Where only words may be given, each answer stands alone; yes and no as everywhere."""
    if vraag.soort == Themavraag.Soort.JA_NEE:
        return JA_NEE
    waarden = [waarde for waarde, _ in vraag.counted]
    merged = {waarde: [waarde] for waarde in waarden} | {REST: [""]}
    return Onderwerp(waarden=[*waarden, ""], merged=merged, rest=NOT_ANSWERED)


def thema_words(meetronde: Meetronde) -> dict[str, tuple[str, dict[str, str]]]:
    """By the name of the question: the question itself, and its answers by waarde. One query."""
    return {
        each.name: (
            f"{each.vraag} (niet in het Kader)",
            dict(each.counted) | {"": NOT_ANSWERED, REST: onderwerp_of(each).rest},
        )
        for each in themavragen_of(meetronde)
    }


def in_words(cijfer: Groepscijfer, themas: dict[str, tuple[str, dict[str, str]]]) -> tuple[str, str] | None:
    """Question and answer of a row about a themavraag; None for another."""
    if cijfer.onderwerp not in themas:
        return None
    vraag, words = themas[cijfer.onderwerp]
    return vraag, words.get(cijfer.waarde, cijfer.waarde)
