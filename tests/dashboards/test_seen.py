"""Every address of this app, with every filter: whoever counts among fewer than ten can look up that it was opened. The
addresses come from the resolver, so a new page is held to it from its first day."""

import pytest
from django.http import HttpResponse

from accounts.models import Gebruiker, Toegang
from dashboards import actions
from dashboards.seen import SMALL, seen_of, staf_view
from dashboards.tasks import render_stand
from metingen.models import Groepscijfer, Grootteklasse, Inzage, Publicatie
from printing.pdf import Pdf
from tests.dashboards.conftest import make_ronde, submit
from tests.dashboards.reading import read
from tests.normen.urls import PUBLIC, addresses

MINE = [a for a in addresses(PUBLIC) if a.callback.__module__.startswith("dashboards.")]
STAFF = [a for a in MINE if a.callback.scope == "landelijk"]
WITH_FIGURES = sorted(a.name for a in STAFF if a.callback.figures)
WITHOUT = {"export_form", "gemeente_search", "stand_request", "publicatie_status"}
TOLD = "ziet dat onder ‘Wie keek ernaar?’"
FILTERS = ("", "provincie", "veiligheidsregio", "grootte", "provincie grootte", "veiligheidsregio grootte")
BY_PATH = {"gemeente_detail", "publicatie_download"}  # of which no filter says whom it counts


@pytest.fixture
def rounds(db):
    return make_ronde("Meting 2025", year=2025), make_ronde()


@pytest.fixture
def pair(groningen):
    """Two gemeenten of one provincie and of two sizes."""
    first = groningen[0]
    return first, next(g for g in groningen if size_of(g) != size_of(first))


def size_of(gemeente):
    return submitted_columns(gemeente)["grootteklasse"]


def submitted_columns(gemeente):
    regios = {regio.soort: regio.code for regio in gemeente.regios.all()}
    size = str(Grootteklasse.of(gemeente.inwoners).value)
    return {"provincie": regios["provincie"], "veiligheidsregio": regios["veiligheidsregio"], "grootteklasse": size}


@pytest.fixture
def publicatie(vng, monkeypatch, pair, rounds):
    """Two answers in two rounds, and a PDF of them."""
    monkeypatch.setattr("jobs.actions.publish", lambda jobs: True)
    monkeypatch.setattr(actions, "render_pdf", lambda html, **options: Pdf(html.encode(), pages=1))
    for ronde in rounds:
        for gemeente in pair:
            submit(ronde, gemeente)
    vng.post("/land/pdf/")
    made = Publicatie.objects.get(soort="stand")
    render_stand(str(made.pk), None)
    return made


def path_of(name, pair, publicatie):
    address = next(a for a in STAFF if a.name == name)
    columns = submitted_columns(pair[0])
    values = {"gemeente": pair[0].code, "uuid": str(publicatie.pk), "tabel": "csv"}
    return address.path(values | {kind: columns[kind] for kind in ("provincie", "veiligheidsregio")})


def ask(client, path, query):
    """As the page offers it: what names all gemeenten is a form with a tick."""
    where = f"{path}?{query}"
    return client.post(where, {"akkoord": "on"}) if "/gemeenten." in path else client.get(where)


def test_every_address_says_whether_it_has_figures():
    assert {a.name for a in MINE if not hasattr(a.callback, "figures")} == set()
    assert {a.name for a in STAFF if not a.callback.figures} == WITHOUT
    assert len(WITH_FIGURES) >= 11
    assert SMALL == Groepscijfer.MINIMUM == 10


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("name", WITH_FIGURES)
def test_each_of_a_small_group_can_see_that_it_was_opened(vng, pair, publicatie, name, filters):
    first = submitted_columns(pair[0])
    chosen = {part: first["grootteklasse" if part == "grootte" else part] for part in filters.split()}
    answer = ask(vng, path_of(name, pair, publicatie), "&".join(f"{key}={value}" for key, value in chosen.items()))
    alone = name == "gemeente_detail" or ("grootte" in chosen and name not in BY_PATH)
    expected = {pair[0].pk} if alone else {gemeente.pk for gemeente in pair}
    rows = Inzage.objects.filter(wat=f"dashboards:{name}").values_list("gemeente", "organisatie")
    assert (answer.status_code, sorted(rows)) == (200, sorted((pk, "vng") for pk in expected))
    if answer["Content-Type"].startswith("text/html"):
        page = " ".join(answer.content.decode().split())
        assert (TOLD in page, "Werkbestand van VNG, niet voor publicatie" in page) == (True, True)
    else:
        assert "werkbestand-vng-niet-voor-publicatie" in answer["Content-Disposition"]
        assert f"-n{len(expected)}-" in answer["Content-Disposition"]


@pytest.mark.parametrize("name", sorted(WITHOUT - {"stand_request"}))
def test_a_page_without_figures_is_the_same_whatever_was_answered(vng, pair, publicatie, name):
    path = path_of(name, pair, publicatie)
    before = read(vng, path)
    for gemeente in pair:
        publicatie.meetronde.indieningen.filter(gemeente=gemeente).update(staat="vervangen")
        submit(publicatie.meetronde, gemeente, status="nog_niet")
    assert read(vng, path) == before
    assert Inzage.objects.count() == 0


@pytest.fixture
def twelve(groningen, rounds):
    """All ten of Groningen, and two of Drenthe."""
    drenthe = list(rounds[0].gemeenten().in_regio("provincie", "PV22", rounds[0].peildatum)[:2])
    for ronde in rounds:
        for gemeente in [*groningen, *drenthe]:
            submit(ronde, gemeente)
    return drenthe


def recorded(name):
    return set(Inzage.objects.filter(wat=f"dashboards:{name}").values_list("gemeente", flat=True))


def test_of_ten_or_more_only_what_names_them_is_recorded_and_once(vng, twelve):
    pages = {"stand_detail": "", "ontwikkeling_detail": "ontwikkeling/", "kaart_detail": "kaart/"}
    told = [TOLD in vng.get(f"/land/{path}").content.decode() for path in pages.values()]
    assert told == [False] * 3
    assert [recorded(name) for name in pages] == [set(), set(), {None}]


def test_a_small_provincie_on_a_page_of_all_is_recorded_at_those_of_it(vng, twelve):
    page = vng.get("/land/ondersteuning/").content.decode()
    assert recorded("ondersteuning_detail") == {gemeente.pk for gemeente in twelve}
    assert "In een deel tellen minder dan tien mee" in page


def test_who_shared_two_rounds_is_counted_apart_from_who_shared_the_last(vng, groningen, rounds):
    submit(rounds[0], groningen[0])
    for gemeente in groningen:
        submit(rounds[1], gemeente)
    page = vng.get("/land/ontwikkeling/")
    assert recorded("ontwikkeling_detail") == {groningen[0].pk}
    assert page.context["werkbestand"].n_words == "n = 1 gemeente"


def test_who_works_for_both_is_recorded_for_whom_it_was_ticked(client_for, medewerker, groningen, rounds):
    Toegang.objects.create(gebruiker=medewerker, functie="medewerker", organisatie="vng")
    submit(rounds[1], groningen[0], organisaties=["vng"])
    submit(rounds[1], groningen[1], organisaties=["comensha", "vng"])
    client_for(medewerker, gemeente=None).get("/land/")
    assert set(Inzage.objects.values_list("gemeente", "organisatie")) == {
        (groningen[0].pk, "vng"),
        (groningen[1].pk, "vng"),
        (groningen[1].pk, "comensha"),
    }


def test_a_list_says_of_which_part_of_the_country_it_was(vng, groningen, rounds):
    for gemeente in groningen:
        submit(rounds[1], gemeente)
    vng.get("/land/kaart/?provincie=PV20")
    found = Inzage.objects.values_list("gemeente", "provincie", "veiligheidsregio", "grootteklasse", "meetronde")
    assert list(found) == [(None, "PV20", "", "", rounds[1].pk)]


def test_a_small_regio_is_recorded_at_each(client_for, ketenregisseur, groningen, rounds):
    regio = groningen[0].regios.get(soort="provincie")
    for gemeente in groningen[:2]:
        submit(rounds[1], gemeente, regios=[regio.pk], organisaties=[])
    page = client_for(ketenregisseur, gemeente=None).get(f"/regio/{regio.pk}/stand/").content.decode()
    rows = Inzage.objects.values_list("gemeente", "regio", "organisatie")
    assert set(rows) == {(gemeente.pk, regio.pk, "") for gemeente in groningen[:2]}
    assert "Werkbestand van de ketenregisseur van provincie Groningen, niet voor publicatie" in page
    assert TOLD in page


@pytest.fixture
def request_of(rf, adviseur_vng):
    request = rf.get("/land/nieuw/")
    request.user, request.resolver_match = Gebruiker.objects.with_toegang(adviseur_vng.pk), None
    return request


def test_a_view_that_does_not_say_whom_it_counts_fails(request_of):
    with pytest.raises(RuntimeError, match="zegt niet wie er meetelt"):
        staf_view(lambda request: HttpResponse("27"))(request_of)


def test_a_view_that_is_not_there_is_not_recorded(request_of):
    def moved(request):
        seen_of(request).is_listed = True
        return HttpResponse(status=302)

    assert staf_view(moved)(request_of).status_code == 302
    assert Inzage.objects.count() == 0


def test_regio_gemeente_of_another_regio_is_not_there(client_for, ketenregisseur, groningen, rounds):
    """C5 of the review: it said "onbekend" of any gemeente in the country."""
    regio = groningen[0].regios.get(soort="provincie")
    elsewhere = rounds[0].gemeenten().in_regio("provincie", "PV22", rounds[0].peildatum).first()
    client = client_for(ketenregisseur, gemeente=None)
    paths = [f"/regio/{regio.pk}/gemeente/{gemeente.code}/" for gemeente in (groningen[0], elsewhere)]
    assert [client.get(path).status_code for path in paths] == [200, 404]
