"""Whose page it is, and what was deleted while somebody wrote."""

import json

import pytest

from tests.pages import present
from tests.zelfevaluatie.browser import HTMX, SAVE, SCRIPT
from zelfevaluatie.models import Antwoord

FIELD = "pagina-van"


@pytest.fixture
def antwoord(zelfevaluatie):
    return Antwoord.objects.get(bouwsteen__code="BB-P1-1")


def test_a_page_of_another_person_saves_nothing_and_gives_the_text_back(client_for, bewerker, beheerder, antwoord):
    sent = {"version": "0", "plan_zin": f"Getypt. {SCRIPT}", FIELD: str(bewerker.pk)}
    response = client_for(beheerder).post(SAVE, sent)
    antwoord.refresh_from_db()
    assert (response.status_code, antwoord.plan_zin) == (409, "")
    assert "<h1>Je bent nu ingelogd als Beheerder Stadskanaal</h1>" in response.text
    assert present(response.text, "Getypt. &lt;script&gt;", "<script>alert") == ["Getypt. &lt;script&gt;"]


def test_a_page_of_another_person_can_be_saved_on_purpose(client_for, bewerker, beheerder, antwoord):
    client = client_for(beheerder)
    client.post(SAVE, {"version": "0", "plan_zin": "Getypt.", FIELD: str(beheerder.pk)})
    antwoord.refresh_from_db()
    assert (antwoord.plan_zin, antwoord.updated_by) == ("Getypt.", beheerder.pk)


def test_a_page_of_another_person_stays_as_it_is_with_htmx(client_for, bewerker, beheerder, antwoord):
    sent = {"version": "0", "plan_zin": "Getypt.", FIELD: str(bewerker.pk)}
    response = client_for(beheerder).post(SAVE, sent, headers=HTMX)
    antwoord.refresh_from_db()
    assert (response.status_code, response["HX-Reswap"], antwoord.version) == (409, "none", 0)
    assert json.loads(response["HX-Trigger"]) == {
        "kompas:ander": {"naam": "Beheerder Stadskanaal", "wie": str(beheerder.pk)}
    }


@pytest.mark.parametrize("odd", ["", "onzin", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_an_odd_person_is_another_person(client_for, bewerker, antwoord, odd):
    assert client_for(bewerker).post(SAVE, {"version": "0", FIELD: odd}).status_code == 409


def test_the_page_says_whose_it_is(client_for, bewerker, antwoord):
    text = client_for(bewerker).get("/zelfevaluatie/BB-P1-1/").text
    assert f'<input type="hidden" name="{FIELD}" value="{bewerker.pk}">' in text
