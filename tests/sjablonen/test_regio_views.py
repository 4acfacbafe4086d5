"""A ketenregisseur writes for the own regio, and sees nothing of another."""

import pytest
from django.urls import reverse

from sjablonen.models import Passage
from sjablonen.queries import places
from tests.pages import shown
from tests.sjablonen.texts import POSTED, listed

EVALUATIE = "evaluatie.werkwijze"
NEW = POSTED | {"versie": "0", "na": "h2_2.riec", "titel": "Steunpunt & co", "stap": "uitgeven"}


def url(regio, name="passage_list", *args):
    return reverse(f"sjablonen:regio_{name}", urlconf="kompas.urls_public", args=[regio.pk, *args])


def withdraw(client, regio, code, versie):
    path = reverse("sjablonen:passage_withdraw", urlconf="kompas.urls_public", args=[regio.pk, code])
    return client.post(path, {"versie": versie}, follow=True)


@pytest.fixture
def client(browser_of, ketenregisseur):
    return browser_of(ketenregisseur)


@pytest.fixture
def write(client, groningen):
    def write(versie=0, code=EVALUATIE, **changes):
        return client.post(
            url(groningen, "passage_edit", code), POSTED | {"versie": versie, "stap": "uitgeven"} | changes, follow=True
        )

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
    pages.append(other.get(url(drenthe, "passage_edit", EVALUATIE)))
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert [word for word in ("Alleen voor", "Groninger") for page in pages if word in page.text] == []
    for code in ("h1.groningen", "h2_2.groningen_team"):
        assert other.get(url(drenthe, "passage_detail", code)).status_code == 404


@pytest.mark.parametrize("name", ["passage_edit", "passage_confirm", "passage_detail"])
def test_regio_pages_of_another_regio_are_not_there(client, groningen, drenthe, name):
    assert client.post(url(drenthe, name, EVALUATIE), POSTED | {"stap": "uitgeven"}).status_code == 404
    assert client.post(url(drenthe, "passage_add"), NEW).status_code == 404
    assert withdraw(client, drenthe, EVALUATIE, 1).status_code == 404
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


def test_regio_passage_edit_says_in_the_second_step_for_whom_it_counts(client, groningen):
    posted = POSTED | {"versie": "0", "stap": "bekijken"}
    page = shown(client.post(url(groningen, "passage_edit", EVALUATIE), posted))
    assert "Geldt voor Provincie Groningen: " in page
    assert "Stadskanaal" in page
    assert "heel Nederland" not in page
    added = shown(client.post(url(groningen, "passage_add"), NEW | {"stap": "bekijken"}))
    assert ("Geldt voor Provincie Groningen: " in added, "heel Nederland" in added) == (True, False)


def test_regio_passage_edit_begins_with_the_landelijke_text_and_then_with_the_own(write, client, groningen):
    path = url(groningen, "passage_edit", EVALUATIE)
    first = client.get(path).context["form"]
    write(tekst="Onze tekst.")
    second = client.get(path).context["form"]
    assert (first["versie"].value(), first["titel"].value()) == (0, "Hoe wij dit plan volgen")
    assert (second["versie"].value(), second["tekst"].value()) == (1, "Onze tekst.")


def test_regio_passage_edit_second_writer_of_a_first_version_loses_nothing(write, groningen):
    write(tekst="Van mijn collega.")
    response = write(tekst="Van mij.")
    assert (response.status_code, [passage.tekst for passage in of(groningen)]) == (409, ["Van mijn collega."])
    assert (response.context["form"]["tekst"].value(), response.context["form"]["versie"].value()) == ("Van mij.", "1")


def test_passage_withdraw_brings_the_landelijke_text_back(write, client, groningen, stadskanaal, ketenregisseur):
    before = text_of(stadskanaal)
    write(tekst="Onze tekst.")
    response = withdraw(client, groningen, EVALUATIE, 1)
    assert "de tekst van Provincie Groningen is ingetrokken" in shown(response)
    assert text_of(stadskanaal) == before
    stopped = of(groningen)[1]
    assert (stopped.versie, stopped.ingetrokken, stopped.published_by) == (2, True, ketenregisseur.pk)


def test_passage_withdraw_can_be_followed_by_a_new_version(write, client, groningen, stadskanaal):
    write(tekst="Onze tekst.")
    withdraw(client, groningen, EVALUATIE, 1)
    write(versie=2, tekst="Onze tekst.")
    assert ([passage.versie for passage in of(groningen)], text_of(stadskanaal)) == ([1, 2, 3], "Onze tekst.")


@pytest.mark.parametrize("versie", ["0", "2", "", "x", "９"])
def test_passage_withdraw_of_another_version_changes_nothing(write, client, groningen, versie):
    write(tekst="Onze tekst.")
    response = withdraw(client, groningen, EVALUATIE, versie)
    assert ("er is intussen een andere versie" in shown(response), len(of(groningen))) == (True, 1)


def test_withdrawn_text_without_a_landelijke_is_still_found_by_its_regio_alone(
    client, browser_of, redacteur, groningen
):
    withdraw(client, groningen, "h1.groningen", 2)
    assert "h1.groningen" in listed(client.get(url(groningen)))
    assert "is ingetrokken en staat in geen plan" in shown(client.get(url(groningen, "passage_detail", "h1.groningen")))
    assert "h1.groningen" not in listed(browser_of(redacteur).get("/redactie/"))


def test_regio_passage_add_puts_a_text_behind_another(client, groningen, stadskanaal, voorbeeldstad):
    response = client.post(url(groningen, "passage_add"), NEW, follow=True)
    passage = Passage.objects.get(code="h2_2.groningen_steunpunt_co")
    assert (passage.onderdeel, passage.volgorde, passage.regio) == ("h2_2", 45, groningen)
    assert "‘Steunpunt & co’ is uitgegeven voor Provincie Groningen." in shown(response).replace("&amp;", "&")
    assert (text_of(stadskanaal, passage.code), text_of(voorbeeldstad, passage.code)) == (POSTED["tekst"], None)


def test_regio_passage_add_first_shows_the_text_and_keeps_nothing(client, groningen):
    response = client.post(url(groningen, "passage_add"), NEW | {"stap": "bekijken"})
    assert "na ‘Regionaal Informatie- en Expertisecentrum’" in shown(response)
    back = client.post(url(groningen, "passage_add"), dict(response.context["hidden"]) | {"stap": "terug"})
    assert (back.context["form"]["na"].value(), Passage.objects.filter(titel=NEW["titel"]).count()) == ("h2_2.riec", 0)


def test_regio_passage_add_twice_with_one_titel_makes_two_codes(client, groningen):
    for _ in range(2):
        client.post(url(groningen, "passage_add"), NEW)
    codes = sorted(Passage.objects.filter(titel=NEW["titel"]).values_list("code", flat=True))
    assert codes == ["h2_2.groningen_steunpunt_co", "h2_2.groningen_steunpunt_co_2"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"na": ""}, "na"), ({"na": "h9.niets"}, "na"), ({"na": "x\x00"}, "na"), ({"titel": ""}, "titel")],
)
def test_regio_passage_add_wants_a_place_and_a_titel(client, groningen, changes, field):
    response = client.post(url(groningen, "passage_add"), NEW | changes)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_regio_passage_add_opens_without_a_choice(client, groningen):
    form = client.get(url(groningen, "passage_add")).context["form"]
    assert (form["na"].value(), form["tekst"].value(), form["versie"].value()) == (None, None, 0)


def test_regio_passage_list_costs_the_same_with_three_own_texts(client, write, groningen, django_assert_num_queries):
    client.get(url(groningen))  # what a process reads once, it has then
    with django_assert_num_queries(6):
        client.get(url(groningen))
    for code in (EVALUATIE, "h3.doel", "h3.doel"):
        write(code=code)
    with django_assert_num_queries(6):
        client.get(url(groningen))
