"""A field that goes into the plan says, and only says, what the PDF cannot show."""

import re

import pytest

from aanpak.models import Actie
from reports.models import LokalePassage
from zelfevaluatie.models import Antwoord

NOTE = "Deze tekens staan straks niet goed in de pdf: "


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


def notes(html):
    """What is said below each field that goes into the plan, by its name."""
    return dict(re.findall(r'id="(?:[\w-]+?_)?(\w+)_tekens"\s+role="status">(.*?)</p>', html))


def test_an_answer_is_kept_and_says_what_cannot_be_printed(client):
    client.post("/zelfevaluatie/BB-P1-1/opslaan/", {"version": "0", "plan_zin": "Wij lachen 😀 ♀ 漢\u2028• ja"})
    saved = Antwoord.objects.get(bouwsteen__code="BB-P1-1").plan_zin
    assert saved == "Wij lachen 😀 ♀ 漢\n• ja"
    said = notes(client.get("/zelfevaluatie/BB-P1-1/").text)
    assert said == {"plan_zin": f"{NOTE}😀 漢", "georganiseerd_door": ""}


def test_an_actie_is_kept_and_says_what_cannot_be_printed(client):
    texts = {"wat": "Les ★", "trekker": "team 🌍", "dekking": "pot 💰", "resultaat": "nul 😀", "niet_gedaan": "geld 漢"}
    client.post("/acties/nieuw/", {"version": "1", "ambitie": "2", "staat": "open", **texts})
    actie = Actie.objects.get(wat="Les ★")
    assert {name: getattr(actie, name) for name in texts} == texts
    said = notes(client.get(f"/acties/{actie.pk}/").text)
    assert said == {name: f"{NOTE}{text[-1]}" for name, text in texts.items()}


def test_a_passage_is_kept_and_says_what_cannot_be_printed(client):
    url = "/beleidsplan/passage/h1.doel/"
    client.post(f"{url}opslaan/", {"version": "0", "tekst": "".join(map(chr, range(0x4E00, 0x4E10)))})
    assert len(LokalePassage.objects.get().tekst) == 16
    named = " ".join(map(chr, range(0x4E00, 0x4E0C)))
    assert notes(client.get(f"{url}bewerken/").text) == {"tekst": f"{NOTE}{named} …"}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/acties/nieuw/", {"wat", "trekker", "dekking", "resultaat", "niet_gedaan"}),
        ("/beleidsplan/keuzes/", {"titel", "financiering_tekst"}),
        ("/beleidsplan/samen/nieuw/", {"naam"}),
    ],
)
def test_every_text_of_the_plan_has_a_place_to_say_it(client, path, names):
    assert notes(client.get(path).text) == dict.fromkeys(names, "")
