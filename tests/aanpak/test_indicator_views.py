"""Indicatoren: who may, what is said, what is refused, and that each stays with its own gemeente."""

import pytest
from django.utils.html import escape

from aanpak.actions import FULL, Refused, add_indicator
from aanpak.models import Indicator
from saving.rows import create_row
from tenants.context import in_gemeente
from tests.pages import fields_of

LIST, ADD = "/acties/indicatoren/", "/acties/indicatoren/nieuw/"
SCRIPT = "<script>alert(1)</script>"
VALID = {
    "version": "0",
    "ambitie": "2",
    "wat": "Collega’s die de meldroute kennen",
    "nulwaarde": "40%",
    "nuljaar": "2026",
    "streefwaarde": "80%",
    "streefjaar": "2029",
    "waarde": "45%",
    "waardejaar": "2027",
    "bron": "peiling onder medewerkers",
}


def made(**values):
    return Indicator(**{"ambitie": 2, "wat": "Teams", "streefwaarde": "9", "streefjaar": 2029, "bron": "HR", **values})


@pytest.fixture
def indicator(gemeente, bewerker):
    return create_row(row=made(), by=bewerker)


def path(indicator, suffix=""):
    return f"{LIST}{indicator.pk}/{suffix}"


def test_indicator_list_says_of_each_ambitie_that_nothing_is_chosen(client):
    html = client.get(LIST).text
    assert (html.count("Nog niet gekozen."), html.count("?ambitie=")) == (6, 6)


def test_indicator_add_saves_what_was_typed_and_the_list_says_it(client, bewerker):
    assert client.get(f"{ADD}?ambitie=2").context["form"]["ambitie"].value() == "2"
    assert client.post(ADD, VALID)["Location"] == LIST
    row = Indicator.objects.get()
    assert {**row.data(), "updated_by": row.updated_by} == {
        **{name: VALID[name] for name in Indicator.FIELDS},
        "ambitie": 2,
        "nuljaar": 2026,
        "streefjaar": 2029,
        "waardejaar": 2027,
        "updated_by": bewerker.pk,
    }
    html = " ".join(client.get(LIST).text.split())
    assert ("40% in 2026" in html, "80% in 2029" in html) == (True, True)
    assert "Laatste meting: 45% in 2027" in html
    assert html.count("Nog niet gekozen.") == 5


def test_indicator_without_a_baseline_says_that_it_is_not_known(client, indicator):
    assert "niet bekend" in client.get(LIST).text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"wat": ""}, "wat"),
        ({"wat": "x" * 201}, "wat"),
        ({"wat": "a\x00b"}, "wat"),
        ({"ambitie": "7"}, "ambitie"),
        ({"ambitie": ""}, "ambitie"),
        ({"nuljaar": ""}, "nuljaar"),
        ({"waardejaar": ""}, "waardejaar"),
        ({"waarde": ""}, "waarde"),
        ({"nulwaarde": ""}, "nulwaarde"),
        ({"nuljaar": "1999"}, "nuljaar"),
        ({"streefwaarde": ""}, "streefwaarde"),
        ({"streefjaar": "ooit"}, "streefjaar"),
        ({"streefjaar": "2025"}, "streefjaar"),
        ({"bron": ""}, "bron"),
        ({"bron": "x" * 121}, "bron"),
    ],
)
def test_indicator_add_refuses_an_odd_value_and_keeps_it(client, values, field):
    sent = {**VALID, **values}
    response = client.post(ADD, sent)
    form = response.context["form"]
    assert (response.status_code, list(form.errors), form[field].value()) == (422, [field], sent[field])
    assert Indicator.objects.count() == 0


def test_an_ambitie_has_at_most_three(client, gemeente, bewerker):
    rows = [add_indicator(row=made(wat=f"Teams {n}"), by=bewerker) for n in range(3)]
    with pytest.raises(Refused, match="al 3 indicatoren"):
        add_indicator(row=made(), by=bewerker)
    response = client.post(ADD, VALID)
    assert (response.status_code, response.context["form"].errors) == (422, {"ambitie": [FULL]})
    assert client.get(LIST).text.count("?ambitie=") == 5
    assert client.post(path(rows[0]), {**VALID, "version": "1"}).status_code == 302  # one of the three may change


def test_indicator_edit_keeps_an_earlier_version(client, indicator):
    page = fields_of(client.get(path(indicator)))
    client.post(path(indicator), {**page, "wat": "Getrainde teams"})
    html = client.get(path(indicator, "eerder/")).text
    assert ("Getrainde" in html, Indicator.objects.get().version) == (True, 2)


def test_indicator_delete_takes_it_away_and_its_text_can_be_kept(client, indicator):
    page = fields_of(client.get(path(indicator)))
    client.post(path(indicator, "weg/"))
    assert Indicator.objects.count() == 0
    response = client.post(path(indicator), {**page, "wat": "Nog mijn tekst"})
    assert (response.status_code, "Nog mijn tekst" in response.text) == (409, True)


def test_script_in_a_text_is_shown_as_text(client, gemeente):
    for name in ("wat", "nulwaarde", "streefwaarde", "bron"):
        client.post(ADD, {**VALID, name: SCRIPT})
        pages = client.get(LIST).text + client.get(path(Indicator.objects.get())).text
        assert ("<script>alert" in pages, escape(SCRIPT) in pages) == (False, True)
        Indicator.objects.all().delete()


def test_lezer_may_read_the_list_and_change_nothing(client_for, lezer, indicator):
    reader = client_for(lezer)
    assert "Indicator toevoegen" not in reader.get(LIST).text
    statuses = [
        *(reader.get(url).status_code for url in (LIST, ADD, path(indicator), path(indicator, "eerder/"))),
        *(reader.post(url, VALID).status_code for url in (ADD, path(indicator), path(indicator, "weg/"))),
    ]
    assert (statuses, Indicator.objects.get().version) == ([200, *[403] * 6], 1)


def test_an_indicator_of_another_gemeente_is_not_there(client, voorbeeldstad, buitenstaander):
    with in_gemeente(voorbeeldstad):
        theirs = create_row(row=made(wat="LEK"), by=buitenstaander)
    statuses = [client.get(path(theirs)).status_code, client.get(path(theirs, "eerder/")).status_code]
    statuses += [client.post(path(theirs, suffix), VALID).status_code for suffix in ("", "weg/")]
    assert (statuses, "LEK" in client.get(LIST).text) == ([404] * 4, False)
    with in_gemeente(voorbeeldstad):
        assert Indicator.objects.filter(wat="LEK").count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_indicator_list_costs_a_fixed_number_of_queries(client, gemeente, django_assert_num_queries, count):
    Indicator.objects.bulk_create(made(wat=f"Teams {n}") for n in range(count))
    with django_assert_num_queries(2):  # of the entrance, and the indicatoren
        client.get(LIST)
