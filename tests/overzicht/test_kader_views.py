"""Going to a next Kader in the browser: what will happen, doing it, and going back."""

import pytest

from aanpak.models import Actie
from kader.models import Bouwsteen
from kader.queries import version_of
from overzicht.kader_actions import go_over
from saving.rows import create_row, save_row
from tests.builders.kader import load_next
from tests.pages import shown
from zelfevaluatie.models import Antwoord
from zelfevaluatie.queries import antwoorden_of, current_zelfevaluatie

PAGE, BACK = "/kader/overstappen/", "/kader/terug/"


@pytest.fixture
def client(client_for, beheerder, zelfevaluatie):
    return client_for(beheerder)


def answer(code, by, status="deels"):
    row = Antwoord.objects.get(zelfevaluatie__staat="open", bouwsteen__code=code)
    save_row(row=row, values={"status": status}, version=row.version, by=by)


def test_the_page_says_first_what_will_happen(client, gemeente, bewerker):
    for code in ("BB-P1-1", "SV-P2-3"):
        answer(code, bewerker)
    create_row(row=Actie(wat="Uren vrijmaken", ambitie=1, bouwsteen=Bouwsteen.objects.get(code="SV-P1-1")), by=bewerker)
    load_next()

    page = shown(client.get(PAGE))

    assert "Jullie werken met Kader 2021-02." in page
    assert "Van de 2 ingevulde antwoorden komt er 1 mee als ‘te bevestigen’" in page
    assert "SV-P2-3 staat niet meer in het Kader" in page
    assert "1 actie gaat mee" in page
    assert "Uren vrijmaken SV-P1-1 Aandachtsfunctionaris mensenhandel is aangesteld is gesplitst in" in page
    assert version_of(gemeente).versie == "2021-02"


def test_the_button_does_it_and_the_page_then_says_what_is_left(client, gemeente, bewerker):
    answer("BB-P1-1", bewerker)
    naar = load_next()

    page = shown(client.post(PAGE, {"naar": "2027-01"}, follow=True))

    assert "Jullie werken nu met Kader 2027-01. De antwoorden staan klaar om te bevestigen." in page
    assert "Overgestapt van Kader 2021-02 op" in page
    assert (version_of(gemeente), current_zelfevaluatie().kaderversie) == (naar, naar)


def test_the_way_back_is_on_that_page(client, gemeente, zelfevaluatie, bewerker):
    answer("BB-P1-1", bewerker)
    load_next()
    client.post(PAGE, {"naar": "2027-01"})

    page = shown(client.post(BACK, follow=True))

    assert "Jullie werken weer met Kader 2021-02. Alles is zoals vóór de overstap." in page
    assert (version_of(gemeente).versie, current_zelfevaluatie()) == ("2021-02", zelfevaluatie)


def test_the_way_back_is_closed_once_somebody_answered(client, gemeente, bewerker):
    load_next()
    client.post(PAGE, {"naar": "2027-01"})
    answer("SK-P1-2", bewerker)
    page = shown(client.post(BACK, follow=True))
    assert "al iets ingevuld" in page
    assert version_of(gemeente).versie == "2027-01"


def test_who_presses_twice_hears_that_it_is_done(client, gemeente):
    load_next()
    client.post(PAGE, {"naar": "2027-01"})
    assert "Jullie werken al met Kader 2027-01." in shown(client.post(PAGE, {"naar": "2027-01"}, follow=True))


@pytest.mark.parametrize("naar", ["", "2027-01", "2040-01", "x" * 300])
def test_a_version_that_is_not_published_is_404(client, gemeente, naar):
    load_next(published=False)
    assert (client.post(PAGE, {"naar": naar}).status_code, version_of(gemeente).versie) == (404, "2021-02")


def test_without_a_newer_version_the_page_says_so(client, gemeente):
    assert "Jullie werken met Kader 2021-02 Dit is de nieuwste versie die is uitgegeven." in shown(client.get(PAGE))
    assert "Er is geen overstap om terug te draaien." in shown(client.post(BACK, follow=True))


@pytest.mark.parametrize("who", ["lezer", "bewerker", "buitenstaander"])
def test_only_a_beheerder_goes_over(request, client_for, zelfevaluatie, gemeente, who):
    load_next()
    client = client_for(request.getfixturevalue(who))
    answers = (client.get(PAGE), client.post(PAGE, {"naar": "2027-01"}), client.post(BACK))
    found = {answer.status_code for answer in answers}
    assert (found, version_of(gemeente).versie) == ({404 if who == "buitenstaander" else 403}, "2021-02")


def test_pages_work_on_the_new_kader(client, gemeente, beheerder, bewerker, zelfevaluatie):
    go_over(gemeente=gemeente, naar=load_next(), by=beheerder)
    paths = ["/", "/zelfevaluatie/", "/zelfevaluatie/nog-te-regelen/", "/acties/", "/acties/nieuw/SK-P1-2/"]
    paths += ["/beleidsplan/", "/naslag/", "/naslag/SK-P1-4/", "/vergelijk/", "/indienen/"]
    paths += [f"/zelfevaluatie/{antwoord.bouwsteen.code}/" for antwoord in antwoorden_of(current_zelfevaluatie())]
    assert {path: status for path in paths if (status := client.get(path, follow=True).status_code) != 200} == {}


def test_naslag_is_of_the_version_that_the_gemeente_works_with(client, gemeente, beheerder):
    naar = load_next()
    before = client.get("/naslag/SK-P1-2/").context["bouwsteen"].titel
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    after = client.get("/naslag/SK-P1-2/").context["bouwsteen"].titel
    assert (before, after) == ("Mensenhandel op de agenda van bestaande overleggen", "Oefenen met de keten")


def test_zelfevaluatie_names_a_newer_version_to_who_can_go(client, client_for, lezer, gemeente):
    before = client.get("/zelfevaluatie/").text
    load_next()
    told = [shown(each.get("/zelfevaluatie/")) for each in (client, client_for(lezer))]
    assert "Kader 2027-01" not in before
    assert "Er is een nieuwe versie van het Kader: 2027-01. Bekijken en overstappen" in told[0]
    assert "Er is een nieuwe versie van het Kader: 2027-01. De beheerder van je gemeente kan overstappen." in told[1]
