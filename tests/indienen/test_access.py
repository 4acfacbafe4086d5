"""Who may look, make ready, share and take back."""

import pytest

from accounts.models import Toegang
from metingen.models import Indiening, Meetronde, Toezegging
from tests.indienen.conftest import ADD, LIST, MANDAAT, STEPS, VOORBEELD, VRAGEN, submit, text_of
from tests.pages import present


@pytest.fixture
def bewerker_client(client_for, mere_bewerker, dijk):
    return client_for(mere_bewerker, gemeente=dijk)


def test_a_bewerker_prepares_and_sees_the_preview_but_cannot_submit(bewerker_client, filled, meetronde):
    assert bewerker_client.post(VRAGEN, {"version": "0"})["Location"] == VOORBEELD
    page = bewerker_client.get(VOORBEELD)
    assert present(text_of(page), "Antwoorden indienen", "apart recht") == ["apart recht"]
    assert bewerker_client.post(ADD, {**MANDAAT, "mark": page.context["preview"].mark}).status_code == 403
    assert Indiening.objects.count() == 0


def test_who_may_submit_goes_on_from_what_a_colleague_made_ready(bewerker_client, client, filled, meetronde):
    bewerker_client.post(VRAGEN, {"version": "0", "begroting": "nee", "organisaties": ["comensha"]})
    submit(client)
    indiening = Indiening.objects.get()
    assert (indiening.begroting, indiening.organisaties) == ("nee", ["comensha"])


def test_each_reads_what_he_can_do_himself(client_for, dijk_lezer, bewerker_client, client, dijk, meetronde):
    reader = client_for(dijk_lezer, gemeente=dijk)
    says = [
        "Jij kunt lezen. Klaarzetten en indienen doet een collega",
        "Je kunt alles klaarzetten; een collega dient in.",
    ]
    found = [[sentence in text_of(who.get(LIST)) for sentence in says] for who in (reader, bewerker_client, client)]
    assert found == [[True, False], [False, True], [False, False]]


@pytest.mark.parametrize("path", ["toezegging/", "meetronde/indienen/"])
def test_a_bewerker_gets_403_for_what_shares(bewerker_client, prepared, path):
    assert bewerker_client.post(LIST + path, {"toezegging": "ja"}).status_code == 403
    assert (Toezegging.objects.count(), Indiening.objects.count()) == (0, 0)


def test_a_bewerker_cannot_withdraw(bewerker_client, submitted):
    path = f"{LIST}{submitted.pk}/intrekken/"
    assert (bewerker_client.get(path).status_code, bewerker_client.post(path).status_code) == (403, 403)


def test_a_lezer_looks_and_prepares_nothing(client_for, dijk_lezer, dijk, prepared):
    client = client_for(dijk_lezer, gemeente=dijk)
    assert [client.get(path).status_code for path in STEPS] == [200, 200, 403, 200]


@pytest.mark.parametrize("path", [*STEPS, ADD])
def test_an_outsider_finds_nothing(client_for, buitenstaander, dijk, prepared, path):
    client = client_for(buitenstaander, gemeente=dijk)
    response = client.post(path) if path == ADD else client.get(path)
    assert response.status_code == 404


def test_another_gemeente_finds_no_indiening_of_ours(client_for, buitenstaander, voorbeeldstad, submitted):
    client = client_for(buitenstaander, gemeente=voorbeeldstad)
    paths = [f"{LIST}{submitted.pk}/", f"{LIST}{submitted.pk}/intrekken/"]
    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert "Nummer 1" not in text_of(client.get(LIST))


def test_a_real_gemeente_with_answers_of_others_may_look_but_not_share(client_for, bewerker, stadskanaal, meetronde):
    Toegang.objects.create(gebruiker=bewerker, functie="indiener", gemeente=stadskanaal)
    Meetronde.objects.update(voorbeeld=False)
    client = client_for(bewerker)
    client.post(VRAGEN, {"version": "0", "organisaties": ["vng"]})
    page = client.get(VOORBEELD)
    assert present(text_of(page), "niet zelf ingevuld", "Antwoorden indienen") == ["niet zelf ingevuld"]
    refused = client.post(ADD, {**MANDAAT, "mark": page.context["preview"].mark})
    assert (refused.status_code, Indiening.objects.count()) == (422, 0)
    client.post("/indienen/toezegging/", {"toezegging": "ja"})
    assert Toezegging.objects.count() == 0


@pytest.mark.parametrize("path", [ADD, "/indienen/toezegging/"])
def test_what_writes_cannot_be_reached_by_a_link(client, prepared, path):
    assert client.get(path).status_code == 405
