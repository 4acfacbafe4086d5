"""A ketenregisseur writes for the own regio, and sees nothing of another."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sjablonen.models import Passage
from sjablonen.queries import places
from tests.pages import shown
from tests.sjablonen.texts import POSTED, listed

EVALUATIE = "evaluatie.werkwijze"
NEW = POSTED | {"nummer": "0", "na": "h2_2.riec", "titel": "Steunpunt & co", "stap": "bekijken"}


def url(regio, name="passage_list", *args):
    return reverse(f"sjablonen:regio_{name}", urlconf="kompas.urls_public", args=[regio.pk, *args])


def of_redactie(regio, name, *args):
    return reverse(f"redactie:regio_{name}", urlconf="kompas.urls_public", args=[regio.pk, "tekst", *args])


def edit_url(regio, code=EVALUATIE):
    return of_redactie(regio, "voorstel_edit", code)


def press(client, edit, name="aanbieden"):
    return client.post(f"{edit}{name}/", {"version": "1"}, follow=True)


def withdraw(client, regio, code):
    path = of_redactie(regio, "stuk_withdraw", code)
    newest = Passage.objects.filter(code=code, regio=regio).order_by("versie").last()
    data = {"nummer": newest.versie if newest else 0, "reden": "Het landelijke is beter.", "stap": "bekijken"}
    answer = client.post(path, data, follow=True)
    return press(client, edit_url(regio, code)) if answer.status_code == 200 else answer


def add(client, regio, **changes):
    """A text that replaces none, written and published."""
    edit = client.get(of_redactie(regio, "stuk_add"))["Location"]
    answer = client.post(edit, NEW | changes, follow=True)
    return press(client, edit) if answer.status_code == 200 else answer


@pytest.fixture
def client(browser_of, ketenregisseur):
    return browser_of(ketenregisseur)


@pytest.fixture
def write(client, groningen):
    def write(versie=0, code=EVALUATIE, **changes):
        edit = edit_url(groningen, code)
        answer = client.post(edit, POSTED | {"nummer": versie, "stap": "bekijken"} | changes, follow=True)
        return press(client, edit) if answer.status_code == 200 else answer

    return write


def of(regio, code=EVALUATIE):
    return list(Passage.objects.filter(code=code, regio=regio).order_by("versie"))


def text_of(gemeente, code=EVALUATIE):
    """What a plan of this gemeente has at this place."""
    found = {passage.laag: passage.tekst for passage in Passage.objects.for_gemeente(gemeente).filter(code=code)}
    return found.get("regionaal", found.get("landelijk"))


def test_regio_passage_list_has_the_own_texts_in_place_of_the_landelijke(client, groningen):
    response = client.get(url(groningen))
    texts = [(place.shown.code, place.shown.laag) for place in places(groningen)]
    assert (listed(response), len(texts)) == ([code for code, _ in texts], len(dict(texts)))
    assert (dict(texts)["h2_2.zorgcoordinator"], dict(texts)[EVALUATIE]) == ("regionaal", "landelijk")


def test_regio_pages_hold_nothing_of_another_regio(write, client, browser_of, groningen, drenthe, drent, voorbeeldstad):
    write(tekst="Alleen voor Groningen.", titel="Groninger titel")
    other = browser_of(drent)
    pages = [other.get(url(drenthe)), other.get(url(drenthe, "passage_detail", EVALUATIE))]
    pages.append(other.get(edit_url(drenthe)))
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert [word for word in ("Alleen voor", "Groninger") for page in pages if word in page.text] == []
    for code in ("h1.groningen", "h2_2.groningen_team"):
        assert other.get(url(drenthe, "passage_detail", code)).status_code == 404


@pytest.mark.parametrize("name", ["passage_confirm", "passage_detail"])
def test_regio_pages_of_another_regio_are_not_there(client, groningen, drenthe, name):
    assert client.post(url(drenthe, name, EVALUATIE), POSTED).status_code == 404
    for path in ("voorstel_edit", "voorstel_check", "onderhoud_edit", "stuk_withdraw"):
        assert client.get(of_redactie(drenthe, path, EVALUATIE)).status_code == 404
    assert client.post(edit_url(drenthe), POSTED | {"stap": "bekijken"}).status_code == 404
    assert client.get(of_redactie(drenthe, "stuk_add")).status_code == 404
    assert of(drenthe) == []


def test_regio_passage_edit_takes_the_place_of_the_landelijke_in_that_regio_alone(
    write, groningen, ketenregisseur, stadskanaal, voorbeeldstad
):
    before = text_of(voorbeeldstad)
    response = write(tekst="Zo doen wij dat in {gemeente}.")
    assert "Tekst van Provincie Groningen, versie 1. Deze staat in de regio in plaats van de landelijke" in shown(
        response
    )
    passage = of(groningen)[0]
    assert (passage.onderdeel, passage.volgorde, passage.published_by) == ("evaluatie", 10, ketenregisseur.pk)
    assert (text_of(stadskanaal), text_of(voorbeeldstad)) == ("Zo doen wij dat in {gemeente}.", before)
    assert Passage.objects.filter(code=EVALUATIE, regio=None).count() == 1


def test_voorstel_check_says_for_which_gemeenten_it_counts(client, groningen):
    posted = POSTED | {"nummer": "0", "stap": "bekijken"}
    page = shown(client.post(edit_url(groningen), posted, follow=True))
    assert "Geldt voor Provincie Groningen: " in page
    assert "Stadskanaal" in page
    assert "heel Nederland" not in page
    assert "tweede lezer" not in page  # one ketenregisseur goes on alone
    edit = client.get(of_redactie(groningen, "stuk_add"))["Location"]
    added = shown(client.post(edit, NEW, follow=True))
    assert ("Geldt voor Provincie Groningen: " in added, "heel Nederland" in added) == (True, False)


def test_voorstel_edit_begins_with_the_landelijke_text_and_then_with_the_own(write, client, groningen):
    first = client.get(edit_url(groningen)).context["form"]
    write(tekst="Onze tekst.")
    second = client.get(edit_url(groningen)).context["form"]
    assert (first["nummer"].value(), first["titel"].value()) == (0, "Hoe wij dit plan volgen")
    assert (second["nummer"].value(), second["tekst"].value()) == (1, "Onze tekst.")
    assert "na" not in first.fields  # it stands where the landelijke does


def test_voorstel_edit_keeps_a_concept_for_the_regio_alone(client, browser_of, redacteur, groningen, stadskanaal):
    before = text_of(stadskanaal)
    client.post(edit_url(groningen), POSTED | {"nummer": "0", "tekst": "Nog niet af", "stap": "bewaren"})
    assert client.get(edit_url(groningen)).context["form"]["tekst"].value() == "Nog niet af"
    assert (of(groningen), text_of(stadskanaal)) == ([], before)
    landelijk = browser_of(redacteur)
    assert "Nog niet af" not in landelijk.get(f"/redactie/inhoud/tekst/{EVALUATIE}/concept/").text
    assert landelijk.get(edit_url(groningen)).status_code == 404


def test_onderhoud_edit_is_of_the_regio_that_has_a_text(client, browser_of, ketenregisseur, redacteur, groningen):
    page = of_redactie(groningen, "onderhoud_edit", "h1.groningen")
    posted = {"notitie": "Van de regio.", "eigenaar": str(ketenregisseur.pk)}
    assert client.post(page, posted)["Location"] == url(groningen, "passage_detail", "h1.groningen")
    assert client.post(page, {"eigenaar": str(redacteur.pk)}).status_code == 422
    assert client.get(of_redactie(groningen, "onderhoud_edit", "h3.doel")).status_code == 404
    assert "Van de regio." in shown(client.get(url(groningen, "passage_detail", "h1.groningen")))
    assert "Van de regio." not in browser_of(redacteur).get("/redactie/h1.groningen/").text


def test_passage_withdraw_brings_the_landelijke_text_back(write, client, groningen, stadskanaal, ketenregisseur):
    before = text_of(stadskanaal)
    write(tekst="Onze tekst.")
    response = withdraw(client, groningen, EVALUATIE)
    assert "Hoe wij dit plan volgen: ingetrokken." in shown(response).replace("Ons doel: ", "Hoe wij dit plan volgen: ")
    assert text_of(stadskanaal) == before
    stopped = of(groningen)[1]
    assert (stopped.versie, stopped.ingetrokken, stopped.published_by) == (2, True, ketenregisseur.pk)


def test_passage_withdraw_can_be_followed_by_a_new_version(write, client, groningen, stadskanaal):
    write(tekst="Onze tekst.")
    withdraw(client, groningen, EVALUATIE)
    write(versie=2, tekst="Onze tekst.")
    assert ([passage.versie for passage in of(groningen)], text_of(stadskanaal)) == ([1, 2, 3], "Onze tekst.")


def test_stuk_withdraw_is_not_there_without_a_text_of_the_own(client, groningen):
    assert client.get(of_redactie(groningen, "stuk_withdraw", EVALUATIE)).status_code == 404


def test_withdrawn_text_without_a_landelijke_is_still_found_by_its_regio_alone(
    client, browser_of, redacteur, groningen
):
    withdraw(client, groningen, "h1.groningen")
    assert "h1.groningen" in listed(client.get(url(groningen)))
    page = shown(client.get(url(groningen, "passage_detail", "h1.groningen")))
    assert "is ingetrokken en staat niet meer in plannen die nog niet zijn vastgesteld" in page
    assert "h1.groningen" not in listed(browser_of(redacteur).get("/redactie/"))


def test_stuk_add_puts_a_text_behind_another(client, groningen, stadskanaal, voorbeeldstad):
    response = add(client, groningen)
    passage = Passage.objects.get(code="h2_2.groningen_steunpunt_co")
    assert (passage.onderdeel, passage.volgorde, passage.regio) == ("h2_2", 45, groningen)
    assert "Steunpunt & co: versie 1 is uitgegeven." in shown(response).replace("&amp;", "&")
    assert (text_of(stadskanaal, passage.code), text_of(voorbeeldstad, passage.code)) == (POSTED["tekst"], None)


def test_stuk_add_begins_with_today_and_without_a_place(client, groningen):
    form = client.get(of_redactie(groningen, "stuk_add"), follow=True).context["form"]
    assert (form["na"].value(), form["tekst"].value(), form["zekerheid"].value()) == (None, None, "zeker")
    assert form["gecontroleerd_op"].value() == timezone.localdate()


def test_stuk_add_twice_with_one_titel_makes_two_codes(client, groningen):
    for _ in range(2):
        add(client, groningen)
    codes = sorted(Passage.objects.filter(titel=NEW["titel"]).values_list("code", flat=True))
    assert codes == ["h2_2.groningen_steunpunt_co", "h2_2.groningen_steunpunt_co_2"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"na": ""}, "na"), ({"na": "h9.niets"}, "na"), ({"na": "x\x00"}, "na"), ({"titel": ""}, "titel")],
)
def test_stuk_add_wants_a_place_and_a_titel(client, groningen, changes, field):
    response = add(client, groningen, **changes)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_a_text_that_was_added_can_be_moved(client, groningen):
    add(client, groningen)
    code = "h2_2.groningen_steunpunt_co"
    edit = edit_url(groningen, code)
    form = client.get(edit).context["form"]
    assert form["na"].value() == "h2_2.riec"
    same = {name: form[name].value() for name in ("titel", "tekst", "bron", "zekerheid")}
    client.post(edit, POSTED | same | {"na": "evaluatie:", "stap": "bekijken"})
    press(client, edit)
    moved = Passage.objects.filter(code=code).latest("versie")
    assert (moved.versie, moved.onderdeel, moved.tekst) == (2, "evaluatie", POSTED["tekst"])


def test_regio_passage_list_costs_the_same_with_three_own_texts(client, write, groningen, django_assert_num_queries):
    client.get(url(groningen))  # what a process reads once, it has then
    with django_assert_num_queries(8):
        client.get(url(groningen))
    for code in (EVALUATIE, "h3.doel", "h3.doel"):
        write(code=code)
    with django_assert_num_queries(8):
        client.get(url(groningen))
