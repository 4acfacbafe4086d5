"""The page of the tweede lezer: what it says, the way to each place, putting away and taking out again."""

import re

import pytest

from aanpak.models import Actie, Cijfer, Routestap, VormKeuze
from reports.document.checks.remark import Kind, Place
from reports.models import KloptZo
from reports.passages.actions import save_passage
from reports.passages.lezer.places import url_of
from reports.passages.lezer.queries import read_now
from sjablonen.models import Vorm
from tenants.context import in_gemeente

PAGE = "/beleidsplan/tweede-lezer/"
AWAY, BACK = f"{PAGE}klopt-zo/", f"{PAGE}terug/"
ACTIE = "Iets doen voor de balie"


@pytest.fixture
def client(client_for, bewerker, filled):
    Actie.objects.create(ambitie=1, wat=ACTIE)
    return client_for(bewerker)


def keys(zelfevaluatie, gemeente, check):
    spoken = read_now(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    return [r.key for _, checks in spoken for said in checks if said.check.code == check for r in said.remarks]


def links(html, check):
    part = html.partition(f'id="lezer-{check}"')[2].partition("<h3")[0].partition('id="weggelegd"')[0]
    return re.findall(r'<li class="k-list__row">\s*<div>\s*<a href="([^"]+)">([^<]*)</a>', part)


def test_lezer_detail_leads_to_the_field_that_mends_it(client, filled):
    html = client.get(PAGE).content.decode()
    actie = Actie.objects.get(wat=ACTIE)
    assert links(html, "actie_trekker") == [(f"/acties/{actie.pk}/#id_trekker", ACTIE)]
    assert ("/zelfevaluatie/AB-P1-1/#id_status", "Aandacht op alle niveaus, twee keer per jaar besproken") in links(
        html, "unanswered"
    )
    assert links(html, "empty")[0] == ("/beleidsplan/passage/lokaal.waarom_hier/bewerken/", "Waarom hier")
    assert ("/beleidsplan/keuzes/#id_financiering", "Betaling van de zorgcoördinatie") in links(html, "empty")


def test_every_link_opens_and_has_its_field(client, filled, bewerker, gemeente):
    """Of every kind of place; an id that a link names is there."""
    VormKeuze.objects.create(vorm=Vorm.objects.get(code="arbeidsuitbuiting"), nadruk=True)
    Cijfer.objects.create(onderwerp="signalen", jaar=2019, aantal=12, bron="team Zorg")
    Routestap.objects.create(melder=Routestap.Melder.values[0], wat="Bel de gemeente.", volgorde=1)
    save_passage(zelfevaluatie=filled, code="h1.doel", tekst="Middels dit plan.", standard=None, version=0, by=bewerker)
    html = client.get(PAGE).content.decode()
    found = set(re.findall(r'<div>\s*<a href="([^"]+)">', html))
    kinds = {re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2}-\w\d?-?\d?", "*", url.partition("#")[0]) for url in found}
    assert {"/acties/*/", "/zelfevaluatie/*/", "/acties/vormen/", "/acties/cijfers/", "/acties/meldroute/"} <= kinds
    for url in sorted(found):
        path, _, anchor = url.partition("#")
        answer = client.get(path)
        assert (url, answer.status_code) == (url, 200)
        assert not anchor or re.search(rf'id="{anchor}(_0)?"', answer.content.decode()), url


@pytest.mark.parametrize(("can_edit", "url"), [(True, "/beleidsplan/samenvatting/"), (False, "/beleidsplan/")])
def test_a_remark_about_the_samenvatting_leads_to_its_form(can_edit, url):
    assert url_of(Place(Kind.SAMENVATTING, "Samenvatting"), can_edit=can_edit) == url


SCENARIOS = "/beleidsplan/scenarios/"


@pytest.mark.parametrize(("can_edit", "url"), [(True, f"{SCENARIOS}aanpassen/"), (False, SCENARIOS)])
def test_a_word_in_the_scenarios_is_mended_where_they_are_chosen(can_edit, url):
    assert url_of(Place(Kind.SCENARIOS, "Scenario’s"), can_edit=can_edit) == url


def test_a_lezer_reads_and_changes_nothing(client_for, lezer, client, filled, gemeente):
    reader = client_for(lezer)
    html = reader.get(PAGE).content.decode()
    actie = Actie.objects.get(wat=ACTIE)
    assert links(html, "actie_trekker") == [(f"/acties/#actie-{actie.pk}", ACTIE)]
    assert "Klopt zo" not in html
    for path in {url.partition("#")[0] for url in re.findall(r'<div>\s*<a href="([^"]+)">', html)}:
        assert (path, reader.get(path).status_code) == (path, 200)
    (key,) = keys(filled, gemeente, "actie_trekker")
    assert reader.post(AWAY, {"opmerking": key}).status_code == 403
    assert reader.post(BACK, {"opmerking": key}).status_code == 403
    assert not KloptZo.objects.exists()


def test_what_is_put_away_is_told_and_comes_back_when_asked(client, filled, gemeente, bewerker):
    (key,) = keys(filled, gemeente, "actie_trekker")
    answer = client.post(AWAY, {"opmerking": key, "check": "actie_trekker"})
    assert answer.url == f"{PAGE}#lezer-actie_trekker"
    assert list(KloptZo.objects.values_list("sha256", "created_by")) == [(key, bewerker.pk)]
    html = client.get(PAGE).content.decode()
    assert "Weggelegd. Verandert de tekst, dan komt de opmerking terug." in html
    assert links(html, "actie_trekker") == []
    assert ACTIE in html.partition('id="weggelegd"')[2]

    client.post(BACK, {"opmerking": key})
    assert not KloptZo.objects.exists()
    html = client.get(PAGE).content.decode()
    assert 'id="weggelegd"' not in html
    assert [titel for _, titel in links(html, "actie_trekker")] == [ACTIE]


def test_it_comes_back_when_the_text_changes_and_not_before(client, filled, gemeente):
    (key,) = keys(filled, gemeente, "actie_trekker")
    client.post(AWAY, {"opmerking": key})
    Actie.objects.filter(wat=ACTIE).update(uren=4)
    assert links(client.get(PAGE).content.decode(), "actie_trekker") == []
    Actie.objects.filter(wat=ACTIE).update(wat="Iets anders")
    assert [titel for _, titel in links(client.get(PAGE).content.decode(), "actie_trekker")] == ["Iets anders"]


def test_all_of_one_check_go_at_once_and_twice_is_once(client, filled, gemeente):
    Actie.objects.create(ambitie=1, wat="Nog iets")
    both = keys(filled, gemeente, "actie_trekker")
    assert len(both) == 2
    for _ in range(2):
        client.post(AWAY, {"opmerking": both})
    assert set(KloptZo.objects.values_list("sha256", flat=True)) == set(both)


@pytest.mark.parametrize("posted", [{}, {"opmerking": "0" * 64}, {"opmerking": "x\x00", "check": "//elders.example"}])
def test_what_the_text_no_longer_gives_is_left_alone(client, posted):
    answer = client.post(AWAY, posted, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Deze opmerking is er niet meer" in answer.content.decode()
    assert client.post(BACK, posted).status_code == 302
    assert not KloptZo.objects.exists()


def test_every_form_has_its_token(client, filled, gemeente):
    """The client of a test asks for none, a browser does."""
    (key,) = keys(filled, gemeente, "actie_trekker")
    client.post(AWAY, {"opmerking": key})
    forms = re.findall(r"<form.*?</form>", client.get(PAGE).content.decode().partition("<main")[2], re.DOTALL)
    assert {path for form in forms for path in re.findall(r'action="([^"]+)"', form)} == {AWAY, BACK}
    assert [form for form in forms if "csrfmiddlewaretoken" not in form] == []


def test_no_total_and_no_score(client):
    html = client.get(PAGE).content.decode()
    text = re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition("</main>")[0])
    assert re.search(r"\b\d+ (?:opmerkingen|van de|punten|%)", text) is None


def test_without_a_zelfevaluatie_there_is_nothing_to_read(client_for, bewerker, zelfevaluatie):
    zelfevaluatie.delete()
    assert client_for(bewerker).get(PAGE).status_code == 404
    assert client_for(bewerker).post(AWAY).status_code == 404


def test_the_plan_page_leads_to_it(client):
    assert f'<a href="{PAGE}">' in client.get("/beleidsplan/").content.decode()


def test_another_gemeente_sees_none_of_it(parties, kanaal, stad):
    with in_gemeente(kanaal.gemeente):
        Actie.objects.create(ambitie=1, wat=ACTIE)
    assert ACTIE in kanaal.client.get(PAGE).content.decode()
    assert ACTIE not in stad.client.get(PAGE).content.decode()


def test_queries_do_not_grow_with_what_is_said(client, django_assert_max_num_queries):
    client.get(PAGE)
    with django_assert_max_num_queries(40) as first:
        client.get(PAGE)
    for n in range(20):
        Actie.objects.create(ambitie=2, wat=f"Actie {n}")
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(PAGE)
