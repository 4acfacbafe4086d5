"""Acties when there is a next version of the Kader: none loses what it hangs on."""

import pytest

from aanpak.models import Actie
from kader.actions import use_version
from kader.models import AanvullendeVraag, Bouwsteen
from saving.rows import create_row
from tests.builders.kader import load_next
from tests.pages import fields_of, shown

LIST, ADD = "/acties/", "/acties/nieuw/"


def path(actie):
    return f"{LIST}{actie.pk}/"


@pytest.mark.parametrize("name", ["bouwsteen", "vraag"])
def test_actie_keeps_what_it_hangs_on_when_a_next_kader_is_published(client, gemeente, bewerker, name):
    model, code = {"bouwsteen": (Bouwsteen, "SV-P1-1"), "vraag": (AanvullendeVraag, "DA-1")}[name]
    row = model.objects.get(code=code)
    actie = create_row(row=Actie(wat="Convenant sluiten", ambitie=6, **{name: row}), by=bewerker)
    load_next()

    client.post(path(actie), fields_of(client.get(path(actie))))
    client.post(path(actie), {**fields_of(client.get(path(actie))), "wat": "Convenant tekenen"})

    actie.refresh_from_db()
    assert (actie.wat, getattr(actie, name)) == ("Convenant tekenen", row)


def test_actie_of_a_version_that_the_gemeente_left_keeps_its_bouwsteen(client, gemeente, actie, bouwsteen):
    use_version(gemeente=gemeente, kaderversie=load_next())

    page = fields_of(client.get(path(actie)))
    client.post(path(actie), {**page, "wat": "Convenant tekenen"})

    actie.refresh_from_db()
    assert (page["bouwsteen"], actie.wat, actie.bouwsteen) == (str(bouwsteen.pk), "Convenant tekenen", bouwsteen)


def test_actie_add_at_a_bouwsteen_is_of_the_version_that_the_gemeente_works_with(client, gemeente, bouwsteen):
    load_next()
    assert client.get(f"{ADD}{bouwsteen.code}/").context["form"]["bouwsteen"].value() == bouwsteen.pk


def test_actie_list_names_the_version_of_what_we_left(client, gemeente, actie):
    assert '<a class="k-nowrap"' in client.get(LIST).text
    use_version(gemeente=gemeente, kaderversie=load_next())
    page = client.get(LIST)
    assert ("BB-P1-1 (Kader 2021-02)" in shown(page), '<a class="k-nowrap"' in page.text) == (True, False)


def test_actie_takes_no_bouwsteen_of_a_version_that_the_gemeente_left(client, gemeente, actie):
    old = Bouwsteen.objects.get(code="SV-P1-1")
    use_version(gemeente=gemeente, kaderversie=load_next())
    response = client.post(path(actie), {**fields_of(client.get(path(actie))), "bouwsteen": old.pk})
    assert response.status_code == 422
    assert "Dit staat niet in Kader 2027-01" in shown(response)
