"""What an actie says of what comes first, what it costs and how it went: kept, refused, shown."""

import pytest

from aanpak.models import Actie
from saving.rows import save_row

LIST, ADD = "/acties/", "/acties/nieuw/"
VALID = {"version": "0", "wat": "Convenant sluiten", "ambitie": "6", "staat": "open"}
SAID = {
    "prioriteit": "nu",
    "jaar": "2026",
    "kostensoort": "structureel",
    "dekking": "Programma Veiligheid",
    "resultaat": "Drie partners tekenden.",
    "niet_gedaan": "De vierde wacht op de raad.",
}


def acties(response):
    return [actie.wat for _, found in response.context["ambities"] for actie in found]


def test_actie_add_keeps_all_of_it(client):
    assert client.post(ADD, {**VALID, **SAID})["Location"] == LIST
    assert Actie.objects.values(*SAID).get() == {**SAID, "jaar": 2026}


def test_an_amount_and_how_often_it_is_paid_are_one_choice(actie, bewerker):
    """Who makes it the amount of one year, and who changes the amount, would otherwise make what neither wrote."""
    save_row(row=Actie.objects.get(), values={"kosten": "48000", "kostensoort": ""}, version=1, by=bewerker)
    yearly = {"kosten": None, "kostensoort": "structureel"}
    saved = save_row(row=Actie.objects.get(), values=yearly, version=1, by=bewerker)
    assert saved.conflicts == (("kosten", "kostensoort"),)
    assert Actie.objects.values_list("kosten", "kostensoort").get() == (48000, "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("prioriteit", "ooit"),
        ("jaar", "1"),
        ("jaar", "2101"),
        ("jaar", "dit jaar"),
        ("kostensoort", "soms"),
        ("dekking", "x" * 121),
        ("resultaat", "x" * 501),
        ("niet_gedaan", "a\x00b"),
    ],
)
def test_actie_add_refuses_an_odd_value_and_keeps_it(client, gemeente, field, value):
    response = client.post(ADD, {**VALID, field: value})
    form = response.context["form"]
    assert (response.status_code, list(form.errors), form[field].value()) == (422, [field], value)
    assert Actie.objects.count() == 0


def test_actie_add_refuses_a_year_after_the_day(client, gemeente):
    response = client.post(ADD, {**VALID, "gereed": "2027-06-01", "jaar": "2028"})
    assert response.context["form"].errors == {"jaar": ["Dit jaar ligt na de datum waarop de actie klaar is."]}


def test_actie_list_puts_what_is_now_first_and_says_how_it_went(client, gemeente):
    for wat, values in {"a": {}, "b": {"prioriteit": "nu", "resultaat": "Het loopt."}}.items():
        Actie.objects.create(wat=wat, ambitie=1, **values)
    assert (acties(client.get(LIST)), acties(client.get(f"{LIST}?prioriteit=nu"))) == (["b", "a"], ["b"])
    assert "Resultaat: Het loopt." in client.get(LIST).text


def test_actie_list_says_why_not_of_what_is_dropped_alone(client, gemeente):
    actie = Actie.objects.create(wat="a", ambitie=1, staat="bezig", niet_gedaan="Te duur.")
    assert "Te duur." not in client.get(LIST).text
    Actie.objects.filter(pk=actie.pk).update(staat="vervallen")
    assert "Niet gedaan, omdat: Te duur." in client.get(LIST).text


@pytest.mark.parametrize(("typed", "kept"), [("1.000", 1000), ("1 250", 1250), ("40", 40), ("", None)])
def test_hours_are_read_as_they_are_written_here(client, gemeente, typed, kept):
    client.post(ADD, {**VALID, "uren": typed})
    assert Actie.objects.get().uren == kept
