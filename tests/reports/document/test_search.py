import re

import pytest
import time_machine
from django.utils import timezone

from aanpak.models import Actie
from reports.document.search import fold, search
from tests.printing import words
from tests.reports.conftest import SCRIPT
from zelfevaluatie.models import Antwoord

PLAN = "/beleidsplan/"
HEADINGS = {"a": ("1", "Eerste"), "b": ("", "Tweede")}


def one(html, wanted):
    return search(html, wanted, HEADINGS)


@pytest.fixture
def find(client_for, bewerker, filled):
    client = client_for(bewerker)
    return lambda wanted: client.get(PLAN, {"zoek": wanted})


@pytest.mark.parametrize(
    ("html", "wanted", "marked"),
    [
        ("<p>Een één EEN</p>", "een", ["Een", "één", "EEN"]),
        ("<p>de raad’s plan</p>", "raad's", ["raad’s"]),
        ("<p>twee\n   woorden</p>", "twee  woorden", ["twee\n   woorden"]),
        ("<p>A &amp; B &lt;b&gt;</p>", "& b <B>", ["&amp; B &lt;b&gt;"]),
        ("<p>Straße</p>", "strasse", ["Straße"]),
        ("<p>aaaa</p>", "aa", ["aa", "aa"]),
        (
            "<p>Meld\u00ad\u200bpunt\ufeff mensen\u2011handel</p>",
            "meldpunt mensen-handel",
            ["Meld\u00ad\u200bpunt\ufeff mensen\u2011handel"],
        ),
        ("<p>de ﬁets van Ĳsland</p>", "fiets van ijsland", ["ﬁets van Ĳsland"]),
        ("<p>meldpunt</p>", "meld\u200dpunt", ["meldpunt"]),
        ("<p>een</p><p>twee</p>", "een twee", []),
        ("<p>een<br>twee</p>", "eentwee", []),
        ('<p title="woord" class="woord">niets</p>', "woord", []),
        ('<div class="plan-passage__tools"><a>Bewerken <b>ook</b></a></div><p>Bewerken</p>', "bewerken", ["Bewerken"]),
        ("<svg><text>teken</text></svg><p>teken</p>", "teken", ["teken"]),
    ],
)
def test_search_marks_what_is_printed_whatever_its_case_and_accents(html, wanted, marked):
    found = one(html, wanted)
    assert re.findall("<mark[^>]*>(.*?)</mark>", found.html, re.DOTALL) == marked
    assert found.count == len(marked)
    assert re.sub("</?mark[^>]*>", "", found.html) == html


def test_search_runs_on_through_emphasis_with_one_place_to_go_to():
    found = one("<p>van <strong>de</strong> gemeente</p>", "de gemeente")
    assert found.html == ('<p>van <strong><mark id="zoek-1">de</mark></strong><mark> gemeente</mark></p>')
    assert found.places[0].snippet == "van <mark>de gemeente</mark>"


def test_search_lists_each_section_once_with_its_first_place():
    found = one('<h2 id="a">Kop</h2><p>woord en woord</p><h3 id="b">woord</h3>', "woord")
    assert [(p.id, p.number, p.titel, p.more) for p in found.places] == [
        ("zoek-1", "1", "Eerste", 1),
        ("zoek-3", "", "Tweede", 0),
    ]


def test_a_snippet_keeps_whole_words_around_the_hit():
    snippet = one(f"<p>{'aanloop ' * 20}DOEL{' uitloop' * 20}</p>", "doel").places[0].snippet
    assert snippet == f"…{'aanloop ' * 7}<mark>DOEL</mark>{' uitloop' * 7}…"


def test_fold_knows_where_each_character_came_from():
    folded = fold("É  ß")
    assert (folded.text, folded.origin) == ("e ss", [0, 1, 3, 3])


def test_the_page_says_how_many_places_and_marks_them(find):
    response = find("zin over sv")
    found = response.context["found"]
    assert (found.count, [place.titel for place in found.places]) == (1, [found.places[0].titel])
    assert "1 plaats met ‘zin over sv’" in " ".join(response.text.split())
    assert response.text.count('<mark id="zoek-1">Zin over SV</mark>') == 1
    assert 'href="#zoek-1"' in response.text


def test_every_word_of_the_plan_is_still_there_when_something_is_marked(find, client_for, bewerker):
    def said(response):
        article = re.search("<article.*?</article>", response.text, re.DOTALL)[0]
        return words.of_html(re.sub("</?mark[^>]*>", "", article))

    with time_machine.travel(timezone.now(), tick=False):  # the plan says at which minute it was made
        response, plain = find("mensenhandel"), client_for(bewerker).get(PLAN)
    assert response.context["found"].count > 20
    assert said(response) == said(plain)


def test_the_page_says_when_nothing_was_found(find):
    response = find("xyzzy")
    assert response.context["found"].count == 0
    assert "‘xyzzy’ staat niet in het plan" in " ".join(response.text.split())


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("", "Typ het woord dat je zoekt."),
        ("  ", "Typ het woord dat je zoekt."),
        ("a", "Typ minstens 2 letters."),
        ("\u0301\u0301", "Typ minstens 2 letters."),
        ("a\x00b", "In het zoekwoord staan tekens die niet te lezen zijn. Typ het woord opnieuw."),
        ("x" * 10_000, "Dit zoekwoord is te lang. Gebruik ten hoogste 100 tekens."),
    ],
)
def test_bad_input_gets_an_answer_and_the_plan_is_shown(find, wanted, message):
    response = find(wanted)
    assert (response.status_code, response.context["found"]) == (200, None)
    assert message in response.text
    assert "Zin over SV-P1-1." in response.text


def test_what_somebody_typed_stays_text_when_it_is_marked(find):
    Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin=f"{SCRIPT} woord")
    response = find("<script>alert(1)")
    assert response.context["found"].count == 1
    assert SCRIPT not in response.text
    assert "<mark>&lt;script&gt;alert(1)</mark>" in response.text


def test_every_sentence_and_actie_in_the_preview_leads_back_to_where_it_is_written(client_for, bewerker, lezer, filled):
    pk = Actie.objects.get().pk
    page = client_for(bewerker).get(PLAN)
    sections = [s for chapter in page.context["chapters"] for s in (chapter, *chapter.sections)]
    codes = {zin.code for section in sections for zin in section.zinnen}
    assert len(codes) == 5
    assert {code for code in codes if f'aria-label="Naar je antwoord bij {code}"' not in page.text} == set()
    assert page.text.count(f'href="/acties/{pk}/"') == 1
    assert page.text.count(">Naar de acties</a>") == 6  # five ambities without, and the sentence about money
    assert f'href="/acties/#actie-{pk}"' in client_for(lezer).get(PLAN).text
