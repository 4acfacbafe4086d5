"""Every place where a paragraph can go in the plan of this gemeente, with the text that stands for it."""

from collections.abc import Iterable, Mapping, Sequence

import tenants.models
from kader.kept import inhoud_of
from kader.models import AanvullendeVraag, Bouwsteen
from reports.document.passage import LOKAAL
from reports.gather.layers import Layer, layers
from reports.passages.oudplan.matching import BOUWSTEEN, PASSAGE, VRAAG, Matcher, Place
from reports.passages.oudplan.words import trefwoorden
from tenants.connection import connection
from zelfevaluatie.models import Zelfevaluatie

GENERATED = ("samenvatting.", "bronnen.")  # say again what stands elsewhere, so nothing is proposed for them
LEXEMES = """
SELECT text.number, found.lexeme, coalesce(array_length(found.positions, 1), 1)
FROM unnest(%s::text[]) WITH ORDINALITY AS text (words, number),
LATERAL unnest(to_tsvector('dutch', text.words)) AS found
"""


def places_of(*, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente) -> dict[str, Place]:
    """By code, in the order of the Kader and of the plan."""
    inhoud = inhoud_of(zelfevaluatie.kaderversie)
    parts = {part.code: part.titel for part in inhoud.onderdelen}
    texts = layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente).values()
    found = [
        *(place_of_bouwsteen(bouwsteen) for bouwsteen in inhoud.bouwstenen),
        *(place_of_vraag(vraag) for vraag in inhoud.vragen),
        *(place_of_layer(layer, parts) for layer in texts if not layer.is_ended),
    ]
    return {place.code: place for place in found}


def place_of_bouwsteen(row: Bouwsteen) -> Place:
    criteria = [criterium.tekst for criterium in row.deelcriteria.all()]
    texts = [row.titel, row.tekst, row.actie, row.uitleg, *row.voorbeelden, *statussen(row), *criteria]
    return Place(row.code, BOUWSTEEN, row.titel, " ".join(texts), f"{row.titel} ({row.code})")


def place_of_vraag(row: AanvullendeVraag) -> Place:
    texts = [row.titel, row.vraag, row.uitleg, row.actie, *statussen(row)]
    return Place(row.code, VRAAG, row.titel, " ".join(texts), f"{row.titel} ({row.code})")


def statussen(row: Bouwsteen | AanvullendeVraag) -> Iterable[str]:
    return row.statusvoorbeelden.values()


def place_of_layer(layer: Layer, parts: Mapping[str, str]) -> Place:
    """Its name says in which part of the plan it stands: more than one is called *Zorg*."""
    questions = " ".join(layer.guide.vragen) if layer.guide else ""
    part = parts.get(layer.onderdeel) or ("" if layer.onderdeel == LOKAAL else layer.onderdeel.capitalize())
    naam = ": ".join(dict.fromkeys(filter(None, [part, layer.titel]))) or layer.code
    return Place(layer.code, PASSAGE, layer.titel, f"{layer.titel} {layer.standard_tekst} {questions}", naam)


def matcher_of(places: Iterable[Place]) -> Matcher:
    offered = [place for place in places if not place.code.startswith(GENERATED)]
    return Matcher(offered, trefwoorden(), lexemes_of([place.tekst for place in offered]))


def lexemes_of(texts: Sequence[str]) -> list[list[str]]:
    """The stems of the words in each text, as PostgreSQL's full text search makes them of Dutch; as often as there."""
    found: list[list[str]] = [[] for _ in texts]
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES, [list(texts)])
        for number, lexeme, times in cursor.fetchall():
            found[number - 1] += [lexeme] * times
    return found
