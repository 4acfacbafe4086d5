"""A thema on one page: the quick round of a first year, and going through the answers of the year before."""

import pytest

from aanpak.models import Actie
from saving.rows import create_row, save_row
from tests.builders.years import earlier_year
from tests.pages import fields_of, shown
from zelfevaluatie.jaar_actions import begin_zelfevaluatie
from zelfevaluatie.models import Antwoord, AntwoordRevision, Zelfevaluatie

PAGE = "/zelfevaluatie/thema/BB/invullen/"
LAST = "/zelfevaluatie/thema/OH/invullen/"


def answer(code="BB-P1-1"):
    return Antwoord.objects.get(bouwsteen__code=code, zelfevaluatie__staat="open")


@pytest.fixture
def before(zelfevaluatie, bewerker):
    """Last year: one answered, one n.v.t. with its reason, the others empty."""
    return earlier_year(
        by=bewerker,
        BB_P1_1={"status": "deels", "deelcriteria": ["BB-P1-1.a"], "plan_zin": "Wij doen dit."},
        BB_P1_2={"status": "nvt", "nvt_reden": "Doet de regio."},
    )


def test_thema_invullen_saves_what_was_chosen_and_nothing_else(client, zelfevaluatie):
    response = client.post(PAGE, {**fields_of(client.get(PAGE)), "BB-P1-1-status": "deels"})
    assert response["Location"] == "/zelfevaluatie/thema/SV/invullen/"
    assert (answer().status, answer().version) == ("deels", 1)
    assert AntwoordRevision.objects.count() == 1


def test_thema_invullen_in_a_first_year_shows_no_year_before(client, zelfevaluatie):
    text = shown(client.get(PAGE))
    assert ("nog steeds zo" in text, "Weet je het niet, sla dan over" in text) == (False, True)


def test_last_year_stands_beside_and_is_not_chosen(client, before):
    page = client.get(PAGE)
    text = shown(page)
    assert (text.count("nog steeds zo"), f"{before.jaar}: deels" in text) == (3, True)
    assert [name for name in fields_of(page) if name.endswith("-status")] == []
    assert "Op deze pagina wachten nog 2 antwoorden op je." in text


def test_nog_steeds_zo_takes_the_ticks_and_the_reason_along(client, before):
    page = fields_of(client.get(PAGE))
    client.post(PAGE, {**page, "BB-P1-1-status": "deels", "BB-P1-2-status": "nvt"})
    assert (answer().status, answer().deelcriteria) == ("deels", ["BB-P1-1.a"])
    assert (answer("BB-P1-2").status, answer("BB-P1-2").nvt_reden) == ("nvt", "Doet de regio.")


def test_a_change_leaves_the_ticks_and_the_reason_where_they_were(client, before):
    page = fields_of(client.get(PAGE))
    client.post(PAGE, {**page, "BB-P1-1-status": "geregeld", "BB-P1-2-status": "deels"})
    assert (answer().status, answer().deelcriteria) == ("geregeld", [])
    assert (answer("BB-P1-2").status, answer("BB-P1-2").nvt_reden) == ("deels", "")
    assert Antwoord.objects.get(zelfevaluatie=before, bouwsteen__code="BB-P1-1").status == "deels"


def test_a_reason_without_a_choice_saves_nothing(client, before):
    client.post(PAGE, fields_of(client.get(PAGE)))
    assert (answer("BB-P1-2").version, answer("BB-P1-2").nvt_reden) == (0, "")


def test_nvt_without_a_reason_is_asked_for_and_nothing_is_saved(client, zelfevaluatie):
    page = fields_of(client.get(PAGE))
    response = client.post(PAGE, {**page, "BB-P1-1-status": "nvt", "BB-P1-3-status": "deels"})
    assert (response.status_code, answer("BB-P1-3").status) == (422, "")
    assert "Schrijf bij ‘n.v.t.’ kort de reden op" in shown(response)
    assert fields_of(response)["BB-P1-3-status"] == "deels"


def test_two_people_who_chose_something_else_are_asked(client, client_for, beheerder, zelfevaluatie):
    page = fields_of(client.get(PAGE))
    hers = client_for(beheerder)
    hers.post(PAGE, {**fields_of(hers.get(PAGE)), "BB-P1-1-status": "geregeld"})
    response = client.post(PAGE, {**page, "BB-P1-1-status": "deels", "BB-P1-3-status": "nog_niet"})
    assert (response.status_code, answer().status, answer("BB-P1-3").status) == (409, "geregeld", "nog_niet")
    assert "Kies welke tekst geldt" in shown(response)
    client.post(PAGE, {**fields_of(response), "keuze-BB-P1-1-status": "mijn"})
    assert answer().status == "deels"


def test_the_last_thema_has_the_extra_questions_and_leads_on(client, zelfevaluatie):
    page = fields_of(client.get(LAST))
    response = client.post(LAST, {**page, "FI-1-status": "deels"})
    assert response["Location"] == "/zelfevaluatie/"
    assert zelfevaluatie.aanvullende_antwoorden.get(vraag__code="FI-1").status == "deels"


def test_a_page_of_a_year_that_was_closed_meanwhile_saves_nothing(client, zelfevaluatie, bewerker):
    page = fields_of(client.get(PAGE))
    Zelfevaluatie.objects.update(staat="gesloten")
    Zelfevaluatie.objects.create(kaderversie=zelfevaluatie.kaderversie, jaar=zelfevaluatie.jaar + 1)
    new = Zelfevaluatie.objects.get(staat="open")
    for row in zelfevaluatie.antwoorden.all():
        Antwoord.objects.create(zelfevaluatie=new, bouwsteen_id=row.bouwsteen_id, vorige=[row.pk])
    sent = {**page, "BB-P1-1-status": "nvt", "BB-P1-1-nvt_reden": "Regiotaak"}
    response = client.post(PAGE, sent)
    assert (response.status_code, set(Antwoord.objects.values_list("status", flat=True))) == (409, {""})
    assert ("Regiotaak" in shown(response), "nvt" in shown(response)) == (True, False)


@pytest.mark.parametrize("path", ["/zelfevaluatie/BB-P1-1/", "/zelfevaluatie/vraag/PR-1/"])
@pytest.mark.parametrize("htmx", [True, False])
def test_an_answer_of_a_closed_year_does_not_land_in_the_next(client, zelfevaluatie, bewerker, path, htmx):
    page = fields_of(client.get(path))
    values = {"kaderversie": zelfevaluatie.kaderversie, "jaar": zelfevaluatie.jaar + 1, "terugblik": "", "mee": ()}
    new = begin_zelfevaluatie(vorige=zelfevaluatie, by=bewerker, **values)
    headers = {"HX-Request": "true"} if htmx else {}
    response = client.post(f"{path}opslaan/", {**page, "plan_zin": "Van vorig jaar."}, headers=headers)
    assert response.status_code == (422 if htmx else 409)
    assert ("intussen afgesloten" in shown(response)) or "Van vorig jaar." in shown(response)
    assert set(new.antwoorden.values_list("plan_zin", flat=True)) == {""}


def test_what_changed_around_it_is_shown(client, before, bewerker):
    actie = Actie(wat="De raad bijpraten", ambitie=2, bouwsteen=answer().bouwsteen, staat="gereed")
    create_row(row=actie, by=bewerker)
    assert "Klaar: De raad bijpraten" in shown(client.get(PAGE))


@pytest.mark.parametrize("count", [0, 3])
def test_thema_invullen_asks_the_same_number_of_queries(client, before, bewerker, count, django_assert_num_queries):
    for code in ("BB-P1-1", "BB-P1-2", "BB-P1-3")[:count]:
        save_row(row=answer(code), values={"status": "deels"}, version=0, by=bewerker)
    client.get(PAGE)
    with django_assert_num_queries(9):
        client.get(PAGE)


@pytest.mark.parametrize("path", [PAGE, "/zelfevaluatie/BB-P1-1/"])
def test_the_reason_that_nvt_asks_for_is_not_said_to_be_optional(client, zelfevaluatie, path):
    label = shown(client.get(path)).partition("Waarom niet van toepassing?")[2]
    assert label.startswith(" Schrijf nog kort waarom")
