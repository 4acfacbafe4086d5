"""The public pages as a reader gets them: an article, each figure with an address and a file."""

import lxml.etree
import lxml.html
import pytest

from metingen.models import Meetronde, Publicatie
from metingen.publicatie_actions import publish_groepscijfers
from tests.builders.rounds import close, make_closed_round, make_gemeenten, make_round, submit, withdraw
from tests.pages import shown


@pytest.fixture
def publicatie(db):
    meetronde = make_closed_round()
    return publish_groepscijfers(meetronde=meetronde, by=None)


@pytest.fixture
def visitor(client_for):
    return client_for(None, gemeente=None)


def another_round(number, **values):
    meetronde = make_round(**values)
    for gemeente in make_gemeenten(30, first=600 + 40 * number):
        submit(meetronde, gemeente)
    close(meetronde)
    return publish_groepscijfers(meetronde=meetronde, by=None)


def figures(response):
    return [each.get("id") for each in lxml.html.fromstring(response.text).xpath("//figure")]


@pytest.mark.parametrize("path", ["/cijfers/", "/cijfers/{pk}/"])
def test_page_begins_with_a_sentence_about_who_took_part(visitor, publicatie, path):
    page = lxml.html.fromstring(visitor.get(path.format(pk=publicatie.pk)).text)
    asked = publicatie.meetronde.gemeenten().count()
    percentage = int(100 * 45 / asked + 0.5)
    assert page.xpath("string(//main//p[contains(@class, 'k-lead')])") == (
        f"Aan Meting deden 45 van de {asked} gemeenten mee ({percentage}%)."
    )
    assert page.xpath("//figure")[0].get("id") == "respons"


@pytest.mark.parametrize("path", ["/cijfers/", "/cijfers/{pk}/", "/cijfers/{pk}/?groep=provincie.PV20"])
def test_page_says_when_the_round_was_and_how_many_took_part_beside_the_peildatum(visitor, publicatie, path, settings):
    meetronde = publicatie.meetronde
    Meetronde.objects.filter(pk=meetronde.pk).update(
        periode_van="2025-09-15", periode_tot="2025-12-29", peildatum="2025-01-01"
    )
    text = shown(visitor.get(path.format(pk=publicatie.pk)))
    asked = Meetronde.objects.get(pk=meetronde.pk).gemeenten().count()
    assert "Meetronde 15 september 2025 tot en met 29 december 2025" in text
    assert f"Deden mee 45 van de {asked} gemeenten" in text
    assert "Inwoners en regio’s zoals op 1 januari 2025 (de peildatum)" in text


def test_article_of_the_list_is_that_of_a_real_round_and_not_of_an_exercise(visitor, publicatie):
    real = another_round(1, voorbeeld=False, titel="Meting echt")
    assert visitor.get("/cijfers/").context["artikel"].publicatie == real
    assert visitor.get(f"/cijfers/{publicatie.pk}/").context["artikel"].publicatie == publicatie


def test_article_never_draws_real_and_invented_rounds_in_one_line(visitor, publicatie):
    another_round(1, voorbeeld=False, periode_van="2020-01-01", titel="Meting echt")
    rounds = visitor.get(f"/cijfers/{publicatie.pk}/").context["artikel"].reading.rounds
    assert [each.publicatie for each in rounds] == [publicatie]


def test_article_is_about_its_own_round_and_those_before(visitor, publicatie):
    earlier = another_round(1, periode_van="2020-01-01", titel="Eerder")
    later, before = (
        visitor.get(f"/cijfers/{pk}/").context["artikel"].reading.rounds for pk in (publicatie.pk, earlier.pk)
    )
    assert [each.publicatie for each in later] == [earlier, publicatie]
    assert [each.publicatie for each in before] == [earlier]


def test_article_has_at_most_five_rounds(visitor, publicatie):
    for number in range(5):
        another_round(number, periode_van=f"201{number}-01-01")
    rounds = visitor.get(f"/cijfers/{publicatie.pk}/").context["artikel"].reading.rounds
    assert [each.jaar for each in rounds][:4] == ["2011", "2012", "2013", "2014"]
    assert rounds[-1].publicatie == publicatie


def test_every_figure_has_an_address_and_a_file(visitor, publicatie):
    response = visitor.get(f"/cijfers/{publicatie.pk}/")
    page = lxml.html.fromstring(response.text)
    for anchor in figures(response):
        address = f"/cijfers/{publicatie.pk}/#{anchor}"
        file = f"/cijfers/{publicatie.pk}/{anchor}.svg"
        assert (len(page.xpath(f"//a[@href='{address}']")), len(page.xpath(f"//a[@href='{file}']"))) == (1, 1)
        picture = visitor.get(file)
        assert (picture.status_code, picture["Content-Type"]) == (200, "image/svg+xml")
        assert picture["Content-Disposition"].startswith("attachment")
        lxml.etree.fromstring(picture.content)


def test_file_of_a_figure_says_where_it_is_from(visitor, publicatie):
    text = visitor.get(f"/cijfers/{publicatie.pk}/respons.svg").text
    said = " ".join(lxml.etree.fromstring(text.encode()).itertext())
    assert f"http://localhost/cijfers/{publicatie.pk}/" in said.replace(":8000", "").replace(
        "kompas.localhost", "localhost"
    )
    assert "versie 1" in said


@pytest.mark.parametrize("anchor", ["onzin", "x" * 300])
def test_file_of_a_figure_that_is_not_there_is_404(visitor, publicatie, anchor):
    assert visitor.get(f"/cijfers/{publicatie.pk}/{anchor}.svg").status_code == 404


def test_every_figure_of_a_publicatie_without_its_country_has_a_file_too(visitor, publicatie):
    """The list shows the response alone, and the page of the round its largest group."""
    withdraw(publicatie.meetronde, 1)
    second = publish_groepscijfers(meetronde=publicatie.meetronde, by=None)
    shown_at = {path: visitor.get(path) for path in ("/cijfers/", f"/cijfers/{second.pk}/")}
    assert figures(shown_at["/cijfers/"]) == ["respons"]
    files = [
        link
        for response in shown_at.values()
        for link in lxml.html.fromstring(response.text).xpath("//a[contains(@href, '.svg')]/@href")
    ]
    assert [visitor.get(link).status_code for link in files] == [200] * len(files)
    assert len(files) == 3


def test_file_of_a_publicatie_that_was_replaced_leads_to_the_newest(visitor, publicatie):
    withdraw(publicatie.meetronde, 1)
    second = publish_groepscijfers(meetronde=publicatie.meetronde, by=None)
    moved = visitor.get(f"/cijfers/{publicatie.pk}/respons.svg")
    assert moved["Location"] == f"/cijfers/{second.pk}/respons.svg"


def test_group_stands_beside_the_country_and_says_that_its_size_is_rounded(visitor, publicatie):
    response = visitor.get(f"/cijfers/{publicatie.pk}/?groep=provincie.PV20")
    artikel = response.context["artikel"]
    assert [each.anchor for each in artikel.figures] == ["themas", "vragen"]
    assert artikel.figures[0].about.startswith("Provincie Groningen, n = ongeveer 30 gemeenten die meededen.")
    assert f"/cijfers/{publicatie.pk}/themas.svg?groep=provincie.PV20" in response.text


def test_group_is_quoted_with_its_own_size(visitor, publicatie):
    """Not with that of the country, on its page nor in its pictures."""
    path = f"/cijfers/{publicatie.pk}/"
    page = lxml.html.fromstring(visitor.get(f"{path}?groep=provincie.PV20").text)
    quoted = " ".join(page.xpath("string(//*[@aria-labelledby='aanhalen'])").split())
    assert "altijd over: van de ongeveer 30 uit deze groep die meededen, en ongeveer" in quoted
    assert "Meting, Provincie Groningen, versie 1 van" in quoted
    for picture in (quoted, visitor.get(f"{path}themas.svg?groep=provincie.PV20").text):
        assert ("n = ongeveer 30 gemeenten" in picture, "n = 45" in picture) == (True, False)


def test_enquete_of_2019_stands_apart_from_every_round(visitor, publicatie):
    page = lxml.html.fromstring(visitor.get("/cijfers/").text)
    (section,) = [each for each in page.xpath("//main//section") if "52%" in each.text_content()]
    assert section.get("aria-labelledby") == "ander"
    assert "52% van de 135 gemeenten" in " ".join(section.text_content().split())
    assert section.xpath(".//figure") == []


def test_page_without_a_publicatie_explains(visitor, db):
    assert Publicatie.objects.count() == 0
    assert "Er zijn nog geen cijfers" in shown(visitor.get("/cijfers/"))


@pytest.mark.parametrize(
    ("path", "number"), [("/cijfers/", 6), ("/cijfers/{pk}/", 8), ("/cijfers/{pk}/respons.svg", 6)]
)
def test_pages_cost_the_same_for_one_and_three_rounds(visitor, publicatie, django_assert_num_queries, path, number):
    path = path.format(pk=publicatie.pk)
    visitor.get(path)  # what a process reads once, it has then
    with django_assert_num_queries(number):
        visitor.get(path)
    for at in range(2):
        another_round(at, periode_van=f"202{at}-01-01")
    with django_assert_num_queries(number):
        visitor.get(path)
