import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from reports.document.bestuurder import render_collegevoorstel, summary
from reports.document.decisions import Orgaan
from reports.document.plan import PlanGemeente, PlanVaststelling
from reports.files.formats import FORMS
from reports.gather.stand import gather_stand
from tests.printing import words
from tests.reports.acties import actie
from tests.reports.conftest import MADE_AT

FORM = FORMS["bestuurder"]


@pytest.fixture
def with_acties(plan, filled):
    def make(*acties):
        parts = (replace(part, acties=acties if part.code == "ambitie_1" else ()) for part in plan.onderdelen)
        return replace(plan, onderdelen=tuple(parts), stand=gather_stand(filled))

    return make


def text_of(plan):
    made = FORM.make(plan, FORM.html(plan), lambda: None)
    pages = PdfReader(io.BytesIO(made.content)).pages
    return len(pages), " ".join(pages[0].extract_text().split())


def test_summary_counts_per_plateau_with_the_denominator_of_the_kader(with_acties):
    page = summary(with_acties())
    assert (str(page.plateau_1), str(page.plateau_2)) == ("1 van 16 geregeld, 1 n.v.t.", "0 van 7 geregeld")
    assert page.unknown == ("18 bouwstenen zijn nog niet ingevuld.",)


def test_summary_adds_what_is_known_and_says_what_is_not(with_acties):
    page = summary(
        with_acties(actie(kosten=Decimal("1250.50"), uren=0), actie(), actie(kosten=Decimal(9), staat="gereed"))
    )
    assert page.means.lines == [
        "€ 1.250,50 voor 1 actie. Bij 1 actie is dat nog niet bekend.",
        "0 uur inzet voor 1 actie. Bij 1 actie is dat nog niet bekend.",
    ]
    assert "Of u € 1.250,50 beschikbaar stelt, en uit welk budget." in page.decisions
    assert "Wie verantwoordelijk wordt voor 2 acties zonder trekker." in page.decisions
    assert page.unknown[-1] == "2 acties hebben nog geen datum."


def test_summary_without_acties_says_so(with_acties):
    page = summary(with_acties())
    assert page.means.lines == ["Er staan nog geen acties in het plan. Wat het plan kost, is dus nog niet bekend."]
    assert page.decisions == (f"Of u het beleidsplan {page.plan.jaar} vaststelt. Nu is het een concept.",)


def test_summary_puts_what_comes_first_on_top_and_leaves_out_what_is_more_than_a_year_off(with_acties):
    later = actie(wat="later", gereed=date(2027, 11, 23))
    dated = [actie(wat=f"maand {month}", gereed=date(2027, month, 1)) for month in (9, 3)]
    page = summary(with_acties(actie(wat="ooit"), later, *dated, actie(wat="elk jaar", cadans="jaarlijks")))
    assert [row.wat for row in page.acties] == ["maand 3", "maand 9", "elk jaar", "ooit"]
    many = summary(with_acties(*[actie() for _ in range(8)]))
    assert (len(many.acties), many.more) == (5, 3)


def test_what_is_late_is_said_to_be_so_by_word_and_shape(with_acties):
    """By the day of the text, whenever the plan begins."""
    late, soon = actie(wat="Poster ophangen", gereed=date(2026, 3, 1)), actie(wat="Les", gereed=date(2027, 3, 1))
    plan = replace(with_acties(late, soon), periode_van=date(2027, 1, 1))
    page = summary(plan)
    assert [[row.wat for row in rows] for rows in (page.acties, page.late, page.soon)] == [
        ["Poster ophangen", "Les"],
        ["Poster ophangen"],
        ["Les"],
    ]
    pages, said = text_of(plan)
    assert (pages, "▲ te laat: 1 mrt 2026" in said, said.count("te laat")) == (1, True, 1)
    assert "te laat" not in text_of(with_acties(soon))[1]


@pytest.mark.parametrize("status", ["ter_vaststelling", "verlopen"])
def test_the_page_for_the_bestuurder_is_one_page_whatever_is_in_it(with_acties, status):
    full = with_acties(
        *[actie(wat="Wij " * 200, trekker="team " * 80, kosten=Decimal("99999999.99")) for _ in range(300)]
    )
    long = PlanGemeente("GM0001", "", "Samenwerkingsverband-met-een-lange-naam " * 9)
    organen = [
        PlanVaststelling(orgaan, "vaststelling", MADE_AT.date(), "kenmerk " * 40, "") for orgaan in Orgaan.values
    ]
    full = replace(full, status=status, herkomst="herkomst " * 90, gemeenten=(long, long), stand_op=MADE_AT.date())
    if status == "verlopen":
        full = replace(full, vaststellingen=tuple(organen), periode_van=MADE_AT.date(), periode_tot=MADE_AT.date())
    pages, text = text_of(full)
    assert pages == 1
    decision = "Wat beslist u?" if status == "ter_vaststelling" else "Wat is besloten?"
    for heading in (
        "Waar staan we?",
        decision,
        "Wat kost het?",
        "Wat komt er de komende twaalf maanden?",
        "Wat weten we nog niet?",
    ):
        assert heading in text


def test_an_empty_plan_has_its_page_too(with_acties):
    assert text_of(with_acties())[0] == 1


def test_every_shape_on_paper_has_a_word(with_acties):
    html = FORM.html(with_acties())
    assert html.count("<img") == 23
    assert html.count('alt="SV-P1-1: ') == 1
    assert html.count(": niet ingevuld") == 18


def test_the_collegevoorstel_has_every_part(with_acties):
    plan = with_acties(actie(wat="Training geven", gereed=date(2026, 3, 1)))
    html = render_collegevoorstel(plan)
    parts = [part.partition("</h2>")[0] for part in html.split("<h2>")[1:]]
    assert parts == [
        *("Gevraagd besluit", "Inleiding", "Beoogd effect", "Argumenten", "Kanttekeningen"),
        *("Financiën", "Vervolg", "Bijlagen"),
    ]
    said = " ".join(words.of_html(html))
    assert "Onderwerp Vaststellen van het beleidsplan aanpak mensenhandel" in said
    assert "in te stemmen met de 1 actie in dat plan" in said
    assert "voor 1 actie zonder trekker te bepalen" in said
    assert "Training geven (▲ te laat: 1 maart 2026)" in said


def test_the_collegevoorstel_in_word_says_what_its_html_says(with_acties):
    plan = with_acties(actie(trekker="x", kosten=Decimal(100)))
    form = FORMS["collegevoorstel"]
    html = form.html(plan)
    assert words.of_docx(form.make(plan, html, lambda: None).content) == words.of_html(html)
    assert "€ 100 beschikbaar te stellen" in " ".join(words.of_html(html))
