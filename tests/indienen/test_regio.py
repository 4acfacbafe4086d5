"""Sharing with the regio alone, without a round."""

from metingen.models import Indiening
from tests.indienen.conftest import CODE, LIST, MANDAAT, mark_of, text_of

REGIO = "/indienen/regio/"


def test_sharing_with_the_regio_needs_no_round(client, filled, regio):
    client.post(f"{REGIO}vragen/", {"version": "0", "regios": [str(regio.pk)], "plan_zin": [CODE]})
    mark = mark_of(client, f"{REGIO}voorbeeld/")
    client.post(f"{REGIO}indienen/", {**MANDAAT, "mark": mark})
    indiening = Indiening.objects.get()
    assert (indiening.meetronde, indiening.organisaties, indiening.regios) == (None, [], [regio.pk])
    assert indiening.inhoud["enquete"] is None


def test_the_regio_and_a_round_do_not_replace_each_other(client, submitted, filled, regio):
    client.post(f"{REGIO}vragen/", {"version": "0", "regios": [str(regio.pk)]})
    client.post(f"{REGIO}indienen/", {**MANDAAT, "mark": mark_of(client, f"{REGIO}voorbeeld/")})
    assert list(Indiening.objects.values_list("nummer", "staat").order_by("nummer")) == [(1, "geldig"), (2, "geldig")]


def test_no_regio_chosen_is_an_error(client, filled, regio):
    response = client.post(f"{REGIO}vragen/", {"version": "0"})
    assert (response.status_code, "Kies met welke regio je deelt." in text_of(response)) == (422, True)


def test_a_gemeente_without_regio_cannot_share_with_one(client_for, buitenstaander, voorbeeldstad):
    client = client_for(buitenstaander, gemeente=voorbeeldstad)
    assert "hoort in Kompas nog bij geen regio" in text_of(client.get(LIST))
    assert client.post(f"{REGIO}vragen/", {"version": "0"}).status_code == 422


def test_a_foreign_regio_is_turned_away(client, filled, other_regio):
    response = client.post(f"{REGIO}vragen/", {"version": "0", "regios": [str(other_regio.pk)]})
    assert response.status_code == 422
