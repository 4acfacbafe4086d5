"""A plan has one name and one period, wherever it is named."""

from dataclasses import replace
from datetime import date

import pytest

from reports.document.bestuurder import render_bestuurder, render_collegevoorstel
from reports.document.html import render_document, render_office_document
from reports.document.joint import assemble
from reports.document.metadata import metadata
from reports.document.naming import file_slug, years_label
from reports.files.formats import render_page
from tests.printing import words
from tests.reports.forms import make

FIRST, LAST = date(2027, 1, 1), date(2030, 12, 31)


@pytest.fixture
def named(plan):
    return replace(plan, titel="Samen sterk", periode_van=FIRST, periode_tot=LAST)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (None, None, "2026"),
        (2027, 2030, "2027–2030"),
        (2027, 2027, "2027"),
        (2027, None, "vanaf 2027"),
        (None, 2030, "tot en met 2030"),
    ],
)
def test_years_are_those_of_the_period_or_else_of_the_plan(first, last, said):
    assert years_label(2026, first, last) == said


def test_without_a_title_it_is_called_as_it_was(plan):
    assert (plan.naam, plan.volledig, plan.noemer, plan.noemer_kort, plan.looptijd) == (
        "Beleidsplan aanpak mensenhandel",
        f"Beleidsplan aanpak mensenhandel {plan.jaar}",
        f"beleidsplan aanpak mensenhandel {plan.jaar}",
        f"beleidsplan {plan.jaar}",
        "",
    )


def test_the_cover_says_title_period_and_kind_while_it_is_a_concept(named):
    said = " ".join(words.of_html(render_document(named)))
    cover = said.partition("Inhoud")[0]
    assert "Samen sterk Beleidsplan aanpak mensenhandel 2027–2030 Concept" in cover
    assert "Looptijd: vanaf 1 januari 2027 tot en met 31 december 2030" in cover
    assert "<title>Samen sterk, beleidsplan aanpak mensenhandel 2027–2030, Stadskanaal" in render_document(named)
    assert "<title>Samen sterk, beleidsplan aanpak mensenhandel 2027–2030, Stadskanaal" in render_page(named)


@pytest.mark.parametrize(
    ("render", "said"),
    [
        (render_bestuurder, "Samen sterk 2027–2030, voor de bestuurder"),
        (render_bestuurder, "Of u het beleidsplan ‘Samen sterk’ 2027–2030 vaststelt."),
        (render_collegevoorstel, "Vaststellen van het beleidsplan ‘Samen sterk’ 2027–2030"),
        (render_collegevoorstel, "het beleidsplan ‘Samen sterk’ 2027–2030 vast te stellen;"),
    ],
)
def test_every_form_names_it_so(named, render, said):
    assert said in " ".join(words.of_html(render(named)))


def test_word_has_its_name_above_each_page_and_the_same_words(named):
    content = make("docx", named).content
    assert "Gemeente Stadskanaal · Samen sterk" in "".join(words.part(content, "word/header1.xml").itertext())
    assert words.of_docx(content) == words.of_html(render_office_document(named))


def test_the_register_gets_its_title_and_period(named):
    found = metadata(named)
    assert (found["citeertitel"], found["geldig_van"], found["geldig_tot"]) == (
        "Samen sterk, beleidsplan aanpak mensenhandel 2027–2030",
        "2027-01-01",
        "2030-12-31",
    )


def test_a_joint_plan_is_called_as_who_began_calls_it(named, plan):
    other = replace(plan, titel="Anders", gemeenten=(replace(plan.gemeenten[0], korte_naam="Voorbeeldstad"),))
    joint = assemble([named, other], jaar=2027)
    assert (joint.titel, joint.periode_van, joint.periode_tot) == ("Samen sterk", FIRST, LAST)


def test_the_name_of_a_file_is_made_of_letters_and_years():
    plan = {"jaar": 2026, "titel": "Samen stérk: 100%", "periode_van": "2027-01-01", "periode_tot": "2030-12-31"}
    assert file_slug(plan, "beleidsplan") == ("samen-sterk-100", "2027-2030")
    assert file_slug({"jaar": 2026}, "beleidsplan") == ("beleidsplan", "2026")
    assert file_slug({"jaar": 2026, "titel": "★"}, "beleidsplan") == ("beleidsplan", "2026")
