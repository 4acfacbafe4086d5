"""How often the first place that Kompas proposes is right, on six plans labelled by hand. See docs/oud-plan.md.

Three were looked at while the matching was made (`gebouwd`), three were written before it and measured once at its end
(`achtergehouden`).
"""

import time
from pathlib import Path

import pytest
import yaml

from kader.models import KaderVersie
from printing.reading.pieces import Piece
from reports.passages.oudplan.places import lexemes_of, matcher_of, places_of
from reports.passages.oudplan.words import DEELCRITERIUM, FILE, trefwoorden

PLANNEN = Path(__file__).parent / "plannen"


def read(path):
    for alinea in yaml.safe_load(path.read_text(encoding="utf-8"))["alineas"]:
        kop = alinea["kop"] if isinstance(alinea["kop"], list) else [alinea["kop"]]
        yield Piece(tuple(kop), alinea.get("soort", "alinea"), alinea["tekst"]), alinea["goed"], alinea.get("als")


@pytest.fixture
def places(zelfevaluatie, gemeente):
    return places_of(zelfevaluatie=zelfevaluatie, gemeente=gemeente)


def judged(places, kind):
    """Of each paragraph: whether the first place is right, and whether it would be taken over as what it is."""
    matcher = matcher_of(places.values())
    found = []
    for path in sorted(PLANNEN.glob(f"{kind}_*.yaml")):
        rows = list(read(path))
        for (piece, right, als), lexemes in zip(rows, lexemes_of([row[0].tekst for row in rows]), strict=True):
            voorstel = matcher.propose(piece, lexemes)
            first = "weg" if voorstel.als == "weg" else voorstel.plaatsen[0]
            found.append((first in right, als in (None, voorstel.als)))
    return found


@pytest.mark.parametrize(("kind", "least"), [("gebouwd", 40), ("achtergehouden", 60)])
def test_first_proposal_is_right_for_seven_of_ten(places, kind, least):
    found = judged(places, kind)
    assert len(found) >= least
    assert sum(right for right, _ in found) / len(found) >= 0.7
    assert sum(as_what for _, as_what in found) / len(found) >= 0.7


def test_labels_name_places_that_exist(places):
    named = {code for path in PLANNEN.glob("*.yaml") for _, right, _ in read(path) for code in right}
    assert named - set(places) == {"weg"}


def test_every_deelcriterium_with_words_is_in_the_kader(places, db):
    version = KaderVersie.objects.get(versie="2021-02")
    criteria = {c.code for b in version.bouwstenen.prefetch_related("deelcriteria") for c in b.deelcriteria.all()}
    keys = set(yaml.safe_load(FILE.read_text(encoding="utf-8")))
    assert {key for key in keys if DEELCRITERIUM.match(key)} - criteria == set()
    assert set(trefwoorden()) - set(places) == set()
    bouwstenen = {code for code, place in places.items() if place.soort == "bouwsteen"}
    assert bouwstenen - set(trefwoorden()) == set()


def test_lexemes_are_those_of_dutch(db, gemeente):
    assert lexemes_of(["Wij trainen de medewerkers", "", "training training"]) == [
        ["medewerker", "train", "wij"],
        [],
        ["training", "training"],
    ]


@pytest.mark.parametrize("word", ["aandacht", "zorgcoordinat", "€ ", "kwaliteitscriteria-", "20", "a"])
def test_a_text_that_is_made_to_be_slow_is_not(places, word):
    matcher = matcher_of(places.values())
    piece = Piece((word * 20,), "punt", (word * 3_000)[:3_000])
    begun = time.perf_counter()
    matcher.propose(piece, lexemes_of([piece.tekst])[0])
    assert time.perf_counter() - begun < 2


def test_the_same_text_gives_the_same_proposals(places):
    matcher = matcher_of(places.values())
    piece = Piece(("2 Signaleren",), "punt", "Nieuwe collega’s krijgen de basistraining.")
    first, second = (matcher.propose(piece, lexemes_of([piece.tekst])[0]) for _ in range(2))
    assert (first, first.plaatsen[0]) == (second, "SV-P1-3")
