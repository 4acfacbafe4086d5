"""A gemeente that is no more: everything can be read, nothing changed, and each page says where to go on."""

from datetime import date

import pytest

from kompas.celery import app
from openbaar.models import OpenbaarPlan
from tenants.context import in_gemeente
from tenants.ended import end_writes
from tenants.models import Gemeente, Opvolging
from tests.builders.openbaar import make_public
from zelfevaluatie.models import Antwoord

CODE = "AB-P1-3"
PAGES = (
    "/",
    "/zelfevaluatie/",
    f"/zelfevaluatie/{CODE}/",
    "/acties/",
    "/acties/cijfers/",
    "/beleidsplan/",
    "/logboek/",
)


@pytest.fixture
def over(stadskanaal, voorbeeldstad):
    """Stadskanaal, half a year after she went over into Voorbeeldstad."""
    Gemeente.objects.filter(pk=stadskanaal.pk).update(valid_until=date(2025, 12, 31))
    Opvolging.objects.create(predecessor=stadskanaal, successor=voorbeeldstad, datum=date(2026, 1, 1))
    end_writes()
    return stadskanaal


def save(client):
    data = {"version": "0", "status": "deels", "plan_zin": "Dit typte ik net op tijd"}
    return client.post(f"/zelfevaluatie/{CODE}/opslaan/", data)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_read_and_says_where_to_go_on(client_for, beheerder, over, voorbeeldstad, page):
    answer = client_for(beheerder).get(page)
    assert answer.status_code == 200
    assert "was een gemeente tot en met 31 december 2025" in answer.text
    assert f'href="{voorbeeldstad.url}"' in answer.text


def test_a_write_is_refused_in_plain_words_and_gives_the_text_back(client_for, bewerker, over, voorbeeldstad):
    answer = save(client_for(bewerker))
    assert answer.status_code == 409
    assert "Hier kan niets meer veranderen" in answer.text
    assert f'href="{voorbeeldstad.url}">Voorbeeldstad</a>' in answer.text
    assert "Dit typte ik net op tijd" in answer.text
    with in_gemeente(over):
        assert Antwoord.objects.get(bouwsteen__code=CODE).status == ""


def test_a_page_to_write_on_says_it_before_anything_is_typed(client_for, bewerker, over):
    answer = client_for(bewerker).get("/acties/nieuw/")
    assert (answer.status_code, "Hier kan niets meer veranderen" in answer.text) == (409, True)


def test_a_bewerker_reads_pages_without_fields(client_for, bewerker, over):
    assert "Actie toevoegen" not in client_for(bewerker).get("/acties/").text


def test_words_can_still_be_wiped(client_for, beheerder, over):
    data = {"woorden": "Kanariepiet", "reden": "zaak", "stap": "gevraagd"}
    assert client_for(beheerder).post("/wissen/nieuw/", data).status_code == 302


def test_without_toegang_it_is_404_as_anywhere(client_for, buitenstaander, over):
    assert client_for(buitenstaander).get("/").status_code == 404


def test_on_her_last_day_everything_can_be_written(client_for, bewerker, over, time_machine):
    time_machine.move_to("2025-12-31 12:00", tick=False)
    assert "was een gemeente tot en met" not in client_for(bewerker).get("/").text


def test_when_nobody_noted_where_she_went_it_says_so(client_for, bewerker, over):
    Opvolging.objects.all().delete()
    assert "Kompas weet nog niet in welke gemeente" in client_for(bewerker).get("/").text


def test_what_she_made_public_can_still_be_taken_back_and_nothing_more(
    client_for, bewerker, stadskanaal, monkeypatch, request
):
    monkeypatch.setattr(app, "send_task", lambda kind, **options: None)
    Gemeente.objects.filter(pk=stadskanaal.pk).update(herkomst="")
    stadskanaal.herkomst = ""
    with in_gemeente(stadskanaal):
        plan = make_public(gemeente=stadskanaal, by=bewerker)
    request.getfixturevalue("over")
    client, page = client_for(bewerker), f"/beleidsplan/versies/{plan.planversie}/openbaar/"
    assert "Bekijken of intrekken" in client.get(f"/beleidsplan/versies/{plan.planversie}/").text
    answer = client.get(page)
    assert ("Plan intrekken van het web" in answer.text, "Nummer opslaan" in answer.text) == (True, False)
    assert client.post(f"{page}gemeenteblad/", {"gemeenteblad": "gmb-2027-1"}).status_code == 409
    assert client.post(f"{page}intrekken/").status_code == 302
    assert OpenbaarPlan.objects.count() == 0
    assert "Plan openbaar maken" not in client.get(page, follow=True).text
    assert client.post(f"{page}maken/").status_code == 409
