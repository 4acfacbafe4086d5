"""The menus: every entry is shown to whoever may use it, and to nobody else."""

import pytest
from lxml import html as lxml_html

from accounts.models import Toegang
from kompas import nav

IN_GEMEENTE = ("lezer", "bewerker", "beheerder", "indiener", "ciso", "buitenstaander")
ON_PUBLIC = (
    "bewerker",
    "medewerker",
    "adviseur_vng",
    "redacteur",
    "platformbeheerder",
    "ciso_of_vng",
    "ketenregisseur",
)


@pytest.fixture
def indiener(lezer):
    Toegang.objects.filter(gebruiker=lezer).update(functie="indiener")
    return lezer


@pytest.fixture
def ciso(beheerder):
    """With the second step of a beheerder."""
    Toegang.objects.filter(gebruiker=beheerder).update(functie="ciso")
    return beheerder


@pytest.fixture
def ciso_of_vng(redacteur):
    Toegang.objects.filter(gebruiker=redacteur).update(functie="ciso")
    return redacteur


@pytest.fixture
def rondebeheerder(redacteur):
    """Who keeps the texts too."""
    Toegang.objects.create(gebruiker=redacteur, functie="rondebeheerder", organisatie="vng")
    return redacteur


@pytest.fixture
def platformbeheerder(redacteur):
    Toegang.objects.filter(gebruiker=redacteur).update(functie="platformbeheerder")
    return redacteur


@pytest.fixture
def person(request):
    return request.getfixturevalue(request.param)


def menu(answer, which):
    """Addresses and words of a menu of the page."""
    found = lxml_html.fromstring(answer.text).xpath(
        {"main": "//nav[@aria-label='Hoofdmenu']//a", "name": "//ul[@class='k-user__menu']//a"}[which]
    )
    return {link.get("href"): link.text_content() for link in found}


@pytest.mark.parametrize("entries", [nav.PLACES, nav.UNDER_NAME])
@pytest.mark.parametrize("person", IN_GEMEENTE, indirect=True)
def test_who_sees_an_entry_of_a_gemeente_may_use_it_and_nobody_else_may(client_for, person, stadskanaal, entries):
    client = client_for(person)
    which = "main" if entries is nav.PLACES else "name"
    page = client.get("/")
    seen = {url for url in menu(page, which) if url.startswith("/")}
    urls = [nav.address(entry.view, nav.TENANT) for entry in entries]
    assert seen == {url for url in urls if client.get(url).status_code == 200}


@pytest.mark.parametrize("person", ON_PUBLIC, indirect=True)
def test_who_sees_an_entry_of_the_public_host_may_use_it_and_nobody_else_may(client_for, person):
    client = client_for(person, gemeente=None)
    menus = client.get("/start/").context["nav"]
    entries = {*nav.LAND, nav.SEARCH, *(entry for group in nav.START.values() for entry in group)}
    fixed = [entry for entry in entries if "{" not in entry.label]
    may = {entry.view for entry in fixed if client.get(nav.address(entry.view, nav.PUBLIC)).status_code == 200}
    search = [menus.search] if menus.search else []
    seen = {link.url for links in (menus.land, search, *menus.start.values()) for link in links}
    assert {entry.view for entry in fixed if nav.address(entry.view, nav.PUBLIC) in seen} == may
    assert [url for url in seen if client.get(url).status_code != 200] == []


def test_a_ketenregisseur_starts_from_her_own_regio_alone(client_for, ketenregisseur):
    groups = client_for(ketenregisseur, gemeente=None).get("/start/").context["groups"]
    assert {heading: [link.label for link in links] for heading, links in groups.items()} == {
        "Cijfers van gemeenten": ["Stand van Provincie Groningen"],
        "Redactie van standaardteksten": ["Standaardteksten van Provincie Groningen"],
    }


def test_who_has_no_menu_of_the_country_starts_from_gemeenten_alone(client_for, bewerker, stadskanaal):
    answer = client_for(bewerker, gemeente=None).get("/start/")
    assert (answer.context["groups"], stadskanaal.url in answer.text) == ({}, True)


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "Overzicht"),
        ("/zelfevaluatie/", "Zelfevaluatie"),
        ("/acties/", "Acties en afspraken"),
        ("/beleidsplan/", "Beleidsplan"),
        ("/beleidsplan/versies/", "Beleidsplan"),
        ("/naslag/", "Naslag"),
    ],
)
def test_the_place_where_one_is_is_marked(client_for, bewerker, path, label):
    page = lxml_html.fromstring(client_for(bewerker).get(path).text)
    marked = page.xpath("//nav[@aria-label='Hoofdmenu']//a[@aria-current]")
    assert [link.text_content() for link in marked] == [label]


@pytest.mark.parametrize(
    ("path", "label"),
    [("/redactie/", "Standaardteksten"), ("/meetrondes/", "Meetrondes"), ("/land/", "Stand")],
)
def test_the_place_where_one_is_on_the_public_host_is_marked(client_for, rondebeheerder, path, label):
    page = lxml_html.fromstring(client_for(rondebeheerder, gemeente=None).get(path).text)
    marked = page.xpath("//nav[@aria-label='Hoofdmenu']//a[@aria-current]")
    assert [link.text_content() for link in marked] == [label]


OF_STAFF = [
    "/land/",
    "/land/kaart/",
    "/land/ontwikkeling/",
    "/land/export/",
    "/land/zoeken/",
    "/land/beeld/",
    "/meetrondes/",
    "/redactie/",
    "/redactie/kader/",
]
MENU = (
    "Start",
    "Stand",
    "Kaart",
    "Ontwikkeling",
    "Ondersteuning",
    "Werklijst",
    "Exporteren",
    "Voor buiten",
    "Meetrondes",
    "Redactie",
    "Standaardteksten",
    "Versies van het Kader",
)


def test_the_menu_of_the_country_is_the_same_on_every_page_of_it(client_for, rondebeheerder):
    client = client_for(rondebeheerder, gemeente=None)
    found = {path: tuple(menu(client.get(path), "main").values()) for path in OF_STAFF}
    assert found == dict.fromkeys(OF_STAFF, MENU)


def test_a_gemeente_can_be_looked_up_on_every_page_of_the_country(client_for, rondebeheerder):
    client = client_for(rondebeheerder, gemeente=None)
    pages = [lxml_html.fromstring(client.get(path).text) for path in OF_STAFF]
    fields = [
        page.xpath("//form[@role='search'][@action='/land/zoeken/'][@method='get']//input/@name") for page in pages
    ]
    assert fields == [["q"]] * len(OF_STAFF)


def test_who_works_for_a_regio_has_its_menu_on_its_pages_and_no_search(client_for, ketenregisseur):
    client = client_for(ketenregisseur, gemeente=None)
    start = client.get("/start/").context["groups"]
    urls = [link.url for links in start.values() for link in links]
    pages = [client.get(url) for url in urls]
    assert [list(menu(page, "main").values()) for page in pages] == [
        [
            "Start",
            "Stand van Provincie Groningen",
            "Redactie van Provincie Groningen",
            "Standaardteksten van Provincie Groningen",
        ]
    ] * len(pages)
    marked = [
        lxml_html.fromstring(page.text).xpath("//nav[@aria-label='Hoofdmenu']//a[@aria-current]/@href")
        for page in pages
    ]
    assert (marked, ["zoek-gemeente" in page.text for page in pages]) == ([[url] for url in urls], [False] * len(pages))


def test_a_visitor_sees_no_menu(client_for):
    answer = client_for(None, gemeente=None).get("/")
    assert (menu(answer, "main"), menu(answer, "name")) == ({}, {})


def test_the_same_entry_has_one_right_wherever_it_stands():
    """No menu repeats a right: what an entry asks is what its view asks."""
    entries = {*nav.LAND, nav.SEARCH, *(entry for group in nav.START.values() for entry in group)}
    asked = {entry.view: nav.asked(entry.view, nav.PUBLIC) for entry in entries}
    assert {scope for _, scope in asked.values()} == {"landelijk", "regio"}
    assert {nav.asked(entry.view, nav.TENANT)[1] for entry in (*nav.PLACES, *nav.UNDER_NAME)} == {"gemeente"}
