import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from reports.document.html import chapters, context, names, render_document
from reports.gather.plan import gather_plan
from sjablonen.markdown import markdown
from sjablonen.models import Passage
from tests.reports.conftest import SCRIPT, hostile, only


def section(plan, wanted):
    found = [part for chapter in chapters(plan) for part in (chapter, *chapter.sections) if part.id == wanted]
    assert len(found) == 1
    return found[0]


def with_part(plan, code, **changes):
    parts = (replace(part, **changes) if part.code == code else part for part in plan.onderdelen)
    return replace(plan, onderdelen=tuple(parts))


def test_chapters_are_numbered_and_have_each_an_address(plan):
    parts = [part for chapter in chapters(plan) for part in (chapter, *chapter.sections)]
    bijlagen = [f"Bijlage {number}" for number in range(1, 6)]
    assert [chapter.number for chapter in chapters(plan)] == ["", "", "", "1", "2", "3", "4", "5", *bijlagen, ""]
    assert [part.number for part in parts][:5] == ["", "", "", "1", "1.1"]
    assert set(Counter(part.id for part in parts).values()) == {1}


def test_every_standard_text_is_printed_once(plan):
    plan = replace(plan, keuzes=replace(plan.keuzes, hele_bijlagen=True))
    printed = Counter(text.html for c in chapters(plan) for part in (c, *c.sections) for text in part.texts)
    assert printed == Counter(markdown(passage.tekst) for passage in plan.passages)
    assert len(context(plan)["sources"]) == len(plan.passages)


def test_every_part_with_standard_texts_is_printed_once(plan):
    printed = Counter(part.id for c in chapters(plan) for part in (c, *c.sections) if part.texts)
    expected = Counter(part.code for part in plan.onderdelen if part.passages)
    assert printed == expected + Counter(["h2_1"])  # who does what in the country, out of h2


def test_summary_follows_the_contents(plan):
    html = render_document(plan)
    headings = ('<h2 id="kern">Samenvatting', '<h2 id="samenvatting">In het kort', '<h2 id="inleiding">')
    places = [html.index(text) for text in (">Inhoud</h2>", *headings)]
    assert places == sorted(places)
    without = replace(with_part(plan, "samenvatting", passages=()), samenvatting=None, begrippen=())
    assert chapters(without)[0].id == "inleiding"


def test_bijlagen_come_in_order_with_the_title_of_the_kader(plan):
    headings = re.findall(
        r'<h2 id="bijlage_\d"><span class="plan-number">(.+?)</span> (.+?)</h2>', render_document(plan)
    )
    assert [" ".join(heading) for heading in headings] == [
        "Bijlage 1 Mensenhandel en beleidsterreinen",
        "Bijlage 2 Cijfers over mensenhandel",
        "Bijlage 3 Wettelijke taken en bevoegdheden",
        "Bijlage 4 Financiële kaders",
        "Bijlage 5 Signalenroute",
    ]


def test_bijlage_without_texts_is_left_out_and_the_others_keep_their_number(plan):
    numbers = [chapter.number for chapter in chapters(with_part(plan, "bijlage_2", passages=(), landelijk=()))]
    assert numbers[-5:-1] == ["Bijlage 1", "Bijlage 3", "Bijlage 4", "Bijlage 5"]


def test_answers_about_money_stand_in_the_chapter_on_means(plan):
    zin = replace(plan.onderdeel("ambitie_2").zinnen[0], code="FI-1", thema="", tekst="Er is geld.")
    money = with_part(plan, "bijlage_4", zinnen=(zin,))
    assert [found.tekst for found in section(money, "middelen").zinnen] == ["Er is geld."]
    assert section(money, "bijlage_4").zinnen == ()
    assert render_document(money).count("Er is geld.") == 1


def test_short_form_still_names_its_sources(plan):
    short = set(Passage.objects.filter(kort=True).values_list("code", flat=True))
    parts = (
        replace(part, passages=tuple(p for p in part.passages if p.code in short), landelijk=(), opvang=())
        for part in plan.onderdelen
    )
    small = replace(plan, onderdelen=tuple(parts))
    assert {chapter.id for chapter in chapters(plan)} - {chapter.id for chapter in chapters(small)} == {
        f"bijlage_{number}" for number in range(1, 6)
    }
    assert {passage.code for passage in small.passages} <= short
    assert [part.titel for part in chapters(small)[-1].sections] == ["Bron per tekst", "Over dit document"]


@pytest.mark.parametrize("code", ["BB-P1-1", "SV-P1-1", "AB-P1-2", "SK-P1-2", "OH-P1-1"])
def test_every_sentence_is_printed_once_whatever_its_status(plan, code):
    html = render_document(plan)
    assert html.count(f"Zin over {code}.") == html.count(f'id="{code}"') == 1


def test_what_is_done_stands_in_chapter_3_and_what_is_not_in_its_ambitie(plan):
    assert [zin.status for part in chapters(plan)[5].sections for zin in part.zinnen] == ["geregeld"]
    assert [zin.status for zin in section(plan, "in-beeld").zinnen] == ["deels"]  # what a scan found
    assert section(plan, "ambitie_6").zinnen[0].status == "nog_niet"
    earlier = {n: [found.titel for found in section(plan, f"ambitie_{n}").earlier] for n in range(1, 7)}
    assert {n: titels for n, titels in earlier.items() if titels} == {6: ["Samenwerking in de keten en/of regio"]}


def test_what_is_arranged_without_a_sentence_is_named(plan):
    zinnen = tuple(replace(zin, status="geregeld", tekst="") for zin in plan.onderdeel("ambitie_2").zinnen)
    part = section(with_part(plan, "ambitie_2", zinnen=zinnen), "thema-SV")
    assert [(done.titel, done.items) for done in part.done] == [("Ook geregeld:", (zinnen[0].titel,))]


def test_a_plan_without_a_word_of_the_gemeente_says_so_kindly(zelfevaluatie, gemeente):
    html = render_document(gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente))
    assert html.count("Voor deze ambitie zijn nog geen acties afgesproken.") == 6
    assert "Wat wij al doen, vullen wij nog in." in html
    assert "Bij de acties zijn nog geen kosten of uren geraamd." in html


def test_who_does_what_in_the_country_stands_in_one_paragraph(plan):
    assert [text.code for text in section(plan, "h2_1").texts] == ["h2.landelijk", "h2.hulporganisaties"]
    assert [text.titel for text in section(plan, "h2_1").texts] == ["", "Landelijke hulporganisaties"]


def test_a_source_says_its_own_day_only_when_that_is_another(plan):
    html = render_document(plan)
    day = context(plan)["checked_on"]
    others = [passage for passage in context(plan)["sources"] if passage.gecontroleerd_op != day]
    lines = re.search('<ul class="plan-bronnen">(.*?)</ul>', html, re.DOTALL)[1]
    assert (lines.count("<li>"), len(re.findall(r"\(\d\d-\d\d-\d{4}\)", lines))) == (
        len(context(plan)["sources"]),
        len(others),
    )
    assert 0 < len(others) < len(context(plan)["sources"]) / 2


def test_a_column_that_nobody_filled_in_is_one_sentence(plan):
    bare = replace(plan.acties[0], trekker="", cadans="", gereed=None)
    half = replace(bare, trekker="team Zorg")
    said = {
        acties: re.findall(r"<th scope=\"col\".*?>(.*?)</th>|<p class=\"plan-door\">(Van deze.*?)</p>", html)
        for acties in ((bare,), (bare, half))
        for html in [render_document(only(with_part(plan, "ambitie_2", acties=acties), "ambitie_2"))]
    }
    assert said[(bare,)] == [
        *(("Wat", ""), ("Stand", "")),
        ("", "Van deze acties bepalen wij nog wie de trekker is en wanneer zij klaar zijn."),
    ]
    assert said[(bare, half)] == [
        *(("Wat", ""), ("Trekker", ""), ("Stand", "")),
        ("", "Van deze acties bepalen wij nog wanneer zij klaar zijn."),
    ]


def test_costs_are_a_column_only_when_there_are_any(plan):
    acties = (replace(plan.acties[0], kosten=Decimal("1250.50"), uren=1200),)
    priced = with_part(plan, "ambitie_2", acties=acties)
    assert "Kosten</th>" not in render_document(plan)
    html = render_document(priced)
    assert "Kosten</th>" in html
    assert "Voor 1 actie zijn kosten geraamd, samen € 1.250,50. De geschatte inzet voor de acties is 1.200 uur." in html


def test_the_lines_for_adoption_are_not_for_an_invented_plan(plan):
    own = render_document(replace(plan, herkomst=""))
    assert "Vastgesteld door" in own
    assert "Vastgesteld door" not in render_document(plan)
    assert plan.herkomst in render_document(plan)


def test_a_year_is_not_a_number_with_thousands(plan):
    assert f"mensenhandel {plan.jaar}, Stadskanaal (concept)</title>" in render_document(plan)


def test_no_text_of_anybody_becomes_markup(plan):
    hostile_plan = hostile(plan)
    html = render_document(hostile_plan)
    assert hostile_plan.onderdeel("ambitie_2").zinnen[0].tekst == SCRIPT + "Zin over SV-P1-1."
    assert "<script" not in html.lower()
    assert html.count("&lt;script&gt;") > 100


def test_line_breaks_of_the_gemeente_are_kept(plan):
    zin = replace(plan.onderdeel("ambitie_2").zinnen[0], tekst="Een.\nTwee & drie.")
    assert "Een.<br>Twee &amp; drie." in render_document(with_part(plan, "ambitie_2", zinnen=(zin,)))


def test_every_table_has_a_caption_and_heads(plan):
    html = render_document(plan)
    assert html.count("<caption>") == html.count("<table") == 4
    assert re.findall(r"<th(?! scope=)[ >]", html) == []


@pytest.mark.parametrize(
    ("tekst", "html"),
    [
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>\n"),
        ("- een\n- twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n"),
        ("[w](https://wet.nl)", '<p><a href="https://wet.nl">w</a></p>\n'),
        ("'minder dan 5' collega's", "<p>‘minder dan 5’ collega’s</p>\n"),
        ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](file:///etc/passwd)", "<p>[x](file:///etc/passwd)</p>\n"),
        ("[x](http://a.nl)", "<p><a>x</a></p>\n"),
        ("![x](https://a.nl/b.png)", '<p>!<a href="https://a.nl/b.png">x</a></p>\n'),
        ("# kop", "<p># kop</p>\n"),
        (
            "| a |\n|---|\n| b |",
            '<table class="plan-table plan-table--own">\n<thead>\n<tr>\n'
            '<th class="plan-width-20" scope="col">a</th>\n</tr>\n</thead>\n'
            '<tbody>\n<tr>\n<td data-label="a">b</td>\n</tr>\n</tbody>\n</table>\n',
        ),
    ],
)
def test_markdown_is_paragraphs_lists_emphasis_links_and_tables(tekst, html):
    assert markdown(tekst) == html


@pytest.mark.parametrize(("count", "text"), [(1, "A0"), (2, "A0 en A1"), (3, "A0, A1 en A2")])
def test_names_joins_gemeenten(plan, count, text):
    gemeenten = tuple(replace(plan.gemeenten[0], korte_naam=f"A{n}") for n in range(count))
    assert names(replace(plan, gemeenten=gemeenten)) == text
