"""What whoever comes by reads: one page, the same for all, gone the moment that it is taken back."""

import hashlib
import re

import lxml.etree
import lxml.html
import pytest
from django.conf import settings

from accounts.models import Session
from openbaar.models import OpenbaarBestand, OpenbaarPlan
from openbaar.qr import qr_svg
from reports.models import Planversie
from reports.versions.openbaar_actions import note_gemeenteblad, publish_plan, withdraw_plan
from tenants.context import in_gemeente
from tests.builders.openbaar import adopt, make_files, make_public
from zelfevaluatie.models import Antwoord

SITEMAP, INDEX = "/sitemap.xml", "/sitemapindex-diwoo-infocat002.xml"
DIWOO = "https://standaarden.overheid.nl/diwoo/metadata/"
NOINDEX = '<meta name="robots" content="noindex">'
SCRIPT = "<script>alert(1)</script>"


def addresses(plan):
    """All that there is of one plan."""
    files = [f"{plan.path}beleidsplan.{formaat}" for formaat in OpenbaarBestand.Formaat.values]
    return [plan.path, f"{plan.path}controle/", f"{plan.path}qr.svg", *files]


def locs(response):
    return lxml.etree.fromstring(response.content).xpath("//*[local-name()='loc']/text()")


def test_plan_detail_is_for_everybody_without_a_cookie_or_a_session(visitor, plan):
    before = Session.objects.count()
    answers = [visitor.get(path) for path in [*addresses(plan), "/plannen/", "/plannen/stadskanaal/", SITEMAP, INDEX]]
    assert [answer.status_code for answer in answers] == [200] * 10
    assert [dict(answer.cookies) for answer in answers] == [{}] * 10
    assert (dict(visitor.cookies), Session.objects.count()) == ({}, before)


def test_plan_detail_is_the_same_for_who_is_logged_in(visitor, client_for, plan, bewerker, redacteur):
    page = visitor.get(plan.path).text
    for person in (bewerker, redacteur):
        assert client_for(person, gemeente=None).get(plan.path).text == page


def test_plan_detail_says_what_it_is_and_what_it_is_not(visitor, plan):
    page = " ".join(visitor.get(plan.path).text.split())
    pdf = plan.bestanden.get(formaat="pdf")
    for words in (
        "<h1>Beleidsplan mensenhandel 2027–2030</h1>",
        "vanaf 1 januari 2027 tot en met 31 december 2030",
        "Deze pagina is geen officiële bekendmaking.",
        "1 maart 2026",
        pdf.sha256,
        plan.sha256,
        f'<link rel="canonical" href="{settings.PUBLIEK_URL}/plannen/stadskanaal/2027-2030/">',
        '<meta name="dcterms.issued" content="2026-03-01">',
        '<meta name="dcterms.creator" content="gemeente Stadskanaal">',
    ):
        assert words in page
    assert ("noindex" in page, "concept" in lxml.html.fromstring(page).findtext(".//title").lower()) == (False, False)


def test_plan_detail_names_the_gemeenteblad(visitor, plan, real):
    with in_gemeente(real):
        versie = Planversie.objects.get()
        note_gemeenteblad(versie=versie, gemeente=real, gemeenteblad="gmb-2027-12345", seen="")
    page = visitor.get(plan.path).text
    assert "Gemeenteblad 2027, nummer 12345" in page
    assert 'href="https://zoek.officielebekendmakingen.nl/gmb-2027-12345.html"' in page


def test_plan_detail_has_an_address_for_every_chapter_and_section(visitor, plan):
    page = lxml.html.fromstring(visitor.get(plan.path).text)
    ids = page.xpath("//@id")
    linked = [href[1:] for href in page.xpath("//nav[@aria-label='Inhoud van het plan']//a/@href")]
    permalinks = [href[1:] for href in page.xpath("//a[@class='plan-link']/@href")]
    headings = [each.get("id") for each in page.xpath("//article//h2 | //article//h3")]
    assert len(ids) == len(set(ids))
    assert (linked == permalinks, set(linked) - set(ids), len(linked) > 10) == (True, set(), True)
    assert [each for each in headings if each] == permalinks


def test_anchors_stay_when_the_plan_is_taken_back_and_made_public_again(visitor, plan, real):
    first = visitor.get(plan.path).text
    with in_gemeente(real):
        versie = Planversie.objects.get()
        withdraw_plan(versie=versie, gemeente=real)
        again = publish_plan(versie=versie, gemeente=real)
    anchors = re.compile(r'class="plan-link"\s+href="(#[^"]+)"')
    assert (again.path, anchors.findall(visitor.get(plan.path).text)) == (plan.path, anchors.findall(first))


@pytest.mark.parametrize("formaat", OpenbaarBestand.Formaat.values)
def test_bestand_download_gives_the_bytes_whose_hash_is_on_the_page(visitor, plan, formaat):
    path = f"{plan.path}beleidsplan.{formaat}"
    answer = visitor.get(path)
    digest = hashlib.sha256(answer.content).hexdigest()
    assert digest == plan.bestanden.get(formaat=formaat).sha256
    assert digest in visitor.get(plan.path).text
    assert answer["Content-Disposition"] == f'attachment; filename="beleidsplan-stadskanaal-2027-2030.{formaat}"'
    assert (answer["Cache-Control"], answer["ETag"]) == ("public, no-cache", f'"{digest}"')
    known = visitor.get(path, headers={"If-None-Match": f'"{digest}"'})
    assert (known.status_code, known.content) == (304, b"")


def test_a_cache_has_to_ask_each_time(visitor, plan):
    assert {visitor.get(path)["Cache-Control"] for path in [*addresses(plan), SITEMAP, INDEX]} == {"public, no-cache"}


@pytest.mark.parametrize(
    "path",
    [
        "/plannen/stadskanaal/2027-2030/beleidsplan.exe",
        "/plannen/stadskanaal/2031/",
        "/plannen/voorbeeldstad/2027-2030/",
        "/plannen/voorbeeldstad/",
        "/plannen/voorbeeldstad/diwoo.xml",
        "/plannen/atlantis/2027-2030/qr.svg",
        "/plannen/kleur/geen00.css",
    ],
)
def test_what_is_not_public_is_not_there(visitor, plan, path):
    assert visitor.get(path).status_code == 404


def test_a_concept_and_an_adopted_plan_that_nobody_made_public_are_not_there(visitor, kader_is_read, real, bewerker):
    with in_gemeente(real):
        make_files(adopt(gemeente=real, by=bewerker), bewerker)
    assert (visitor.get("/plannen/stadskanaal/2027-2030/").status_code, OpenbaarPlan.objects.count()) == (404, 0)
    assert "Er staan hier nog geen plannen" in visitor.get("/plannen/").text
    assert locs(visitor.get(SITEMAP)) == []


def test_what_is_taken_back_is_gone_at_once(visitor, plan, real):
    assert plan.url in locs(visitor.get(SITEMAP))
    with in_gemeente(real):
        assert withdraw_plan(versie=Planversie.objects.get(), gemeente=real)
    assert [visitor.get(path).status_code for path in addresses(plan)] == [404] * 6
    assert (visitor.get("/plannen/stadskanaal/").status_code, locs(visitor.get(SITEMAP))) == (404, [])
    assert (locs(visitor.get(INDEX)), "Stadskanaal" in visitor.get("/plannen/").text) == ([], False)
    assert (OpenbaarPlan.objects.count(), OpenbaarBestand.objects.count()) == (0, 0)


def test_robots_leads_to_both_sitemaps_and_keeps_the_rest_out(visitor, plan):
    lines = visitor.get("/robots.txt").text.splitlines()
    assert "Disallow: /" in lines
    assert "Allow: /plannen/" in lines
    assert [line for line in lines if line.startswith("Sitemap")] == [
        f"Sitemap: {settings.PUBLIEK_URL}{SITEMAP}",
        f"Sitemap: {settings.PUBLIEK_URL}{INDEX}",
    ]


def test_diwoo_sitemap_says_of_each_plan_whose_it_is_and_what(visitor, plan):
    (leads_to,) = locs(visitor.get(INDEX))
    answer = visitor.get(leads_to.removeprefix(settings.PUBLIEK_URL))
    assert locs(answer) == [f"{plan.url}beleidsplan.pdf"]
    (document,) = lxml.etree.fromstring(answer.content).iter(f"{{{DIWOO}}}DiWoo")
    found = {
        element.tag.rpartition("}")[2]: (element.get("resource", "").rpartition("/")[2], element.text)
        for element in document.iter()
        if element.text.strip()
    }
    assert found == {
        "publisher": ("gm0037", "gemeente Stadskanaal"),
        "officieleTitel": ("", "Beleidsplan mensenhandel 2027–2030"),
        "informatiecategorie": ("c_aab6bfc7", "overige besluiten van algemene strekking"),
        "creatiedatum": ("", "2026-03-01"),
        "begindatum": ("", "2027-01-01T00:00:00"),
        "einddatum": ("", "2030-12-31T00:00:00"),
        "soortHandeling": ("c_641ecd76", "vaststelling"),
        "atTime": ("", "2026-03-01T00:00:00"),
    }


def test_what_is_invented_is_said_to_be_and_told_to_no_search_engine(visitor, plan, invented):
    page = visitor.get(invented.path).text
    assert (invented.herkomst in page, NOINDEX in page) == (True, True)
    lists = {slug: NOINDEX in visitor.get(f"/plannen/{slug}/").text for slug in ("voorbeeldstad", "stadskanaal")}
    assert lists == {"voorbeeldstad": True, "stadskanaal": False}
    pdfs = [visitor.get(f"{each.path}beleidsplan.pdf").get("X-Robots-Tag") for each in (invented, plan)]
    assert pdfs == ["noindex", None]
    assert (locs(visitor.get(SITEMAP)), len(locs(visitor.get(INDEX)))) == ([plan.url], 1)
    assert visitor.get("/plannen/voorbeeldstad/diwoo.xml").status_code == 404
    assert re.findall(r'href="(/plannen/[a-z]+/2[^"]+)"', visitor.get("/plannen/").text) == [plan.path, invented.path]


def test_text_of_a_gemeente_stays_text(visitor, kader_is_read, real, bewerker):
    with in_gemeente(real):
        Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(status="geregeld", plan_zin=f"Zin {SCRIPT} & meer")
        plan = make_public(gemeente=real, by=bewerker, citeertitel=f"Plan {SCRIPT} & \x0bmeer")
    page = visitor.get(plan.path)
    tree = lxml.html.fromstring(page.text)
    assert (SCRIPT in page.text, tree.xpath("//script")) == (False, [])
    assert f"Zin {SCRIPT} & meer" in " ".join(tree.text_content().split())
    assert "script-src" in page["Content-Security-Policy"] or "default-src 'self'" in page["Content-Security-Policy"]
    lxml.etree.fromstring(visitor.get("/plannen/stadskanaal/diwoo.xml").content)  # raises when it is no XML


def test_plan_of_earlier_years_says_that_it_was_replaced_and_leads_to_the_next(visitor, plan, real, bewerker):
    with in_gemeente(real):
        following = make_public(gemeente=real, by=bewerker, naam="Tweede", citeertitel="Het volgende plan")
    page = visitor.get(plan.path).text
    assert (following.adres, "heeft daarna een ander plan vastgesteld" in page) == ("2027-2030-2", True)
    assert "geldt niet meer" not in page  # the next may begin later
    assert f'href="{following.path}">Het volgende plan</a>' in page
    assert "heeft daarna een ander plan vastgesteld" not in visitor.get(following.path).text


def test_qr_is_the_code_of_the_address_where_one_checks_a_file(visitor, plan):
    answer = visitor.get(f"{plan.path}qr.svg")
    assert (answer.content, answer["Content-Type"]) == (qr_svg(f"{plan.url}controle/"), "image/svg+xml")
    assert qr_svg(plan.url) != qr_svg(f"{plan.url}x")


def test_accent_style_is_a_colour_and_nothing_else(visitor, plan):
    answer = visitor.get("/plannen/kleur/0d5665.css")
    assert answer.text == ".plan, .plan-contents { --plan-accent: #0d5665; }\n"


def test_plan_list_costs_the_same_for_one_and_for_two(visitor, plan, django_assert_num_queries, request):
    with django_assert_num_queries(1):
        visitor.get("/plannen/")
    request.getfixturevalue("invented")
    with django_assert_num_queries(1):
        visitor.get("/plannen/")
