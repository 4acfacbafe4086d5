"""One table of money over the years of the plan; its sums are those that every document names."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.document.bestuurder import render_bestuurder, render_collegevoorstel
from reports.document.html import render_document, render_office_document
from reports.document.joint import assemble
from reports.document.means import means_of
from reports.document.money import money_of
from reports.document.plan import PlanActie, Uitvoering
from reports.document.uitvoeringsplan import render_uitvoeringsplan
from tests.printing import words
from tests.reports.forms import make

FIRST, LAST = date(2027, 1, 1), date(2029, 12, 31)


def actie(**values):
    empty = {"code": "", "trekker": "", "gereed": None, "cadans": "", "kosten": None, "uren": None, "staat": "open"}
    return PlanActie(**{"wat": "Iets doen", **empty, **values})


ONCE = actie(kosten=Decimal(8500), uren=40, kostensoort="eenmalig", gereed=date(2028, 5, 1), dekking="Veiligheid")
YEARLY = actie(kosten=Decimal(12000), uren=80, kostensoort="structureel", jaar=2028, dekking=" veiligheid ")
ALWAYS = actie(kosten=Decimal(100), kostensoort="structureel", staat="doorlopend", dekking="Jeugd")


@pytest.fixture
def with_acties(plan):
    def make_plan(*acties, first=FIRST, last=LAST):
        parts = (replace(part, acties=acties if part.code == "ambitie_1" else ()) for part in plan.onderdelen)
        values = {"periode_van": first, "periode_tot": last, "uitvoering": Uitvoering(2028)}
        return replace(plan, onderdelen=tuple(parts), **values)

    return make_plan


def table(plan):
    money = money_of(plan)
    return [(row.titel, int(row.once), int(row.yearly), row.uren) for row in [*money.rows, money.total]]


def said(html):
    return " ".join(words.of_html(html))


def test_what_comes_back_counts_in_each_year_from_where_it_begins(with_acties):
    assert table(with_acties(ONCE, YEARLY, ALWAYS)) == [
        ("2027", 0, 100, 0),
        ("2028", 8500, 12100, 120),
        ("2029", 0, 12100, 80),
        ("Samen", 8500, 24300, 200),
    ]


@pytest.mark.parametrize(
    ("values", "row"),
    [
        ({}, "Jaar nog niet bekend"),
        ({"kostensoort": "structureel"}, "Jaar nog niet bekend"),
        ({"jaar": 2026}, "Buiten de looptijd"),
        ({"jaar": 2030}, "Buiten de looptijd"),
        ({"jaar": 2030, "kostensoort": "structureel"}, "Buiten de looptijd"),
    ],
)
def test_what_has_no_year_in_the_period_has_a_row_of_its_own(with_acties, values, row):
    found = {titel: once + yearly for titel, once, yearly, _ in table(with_acties(actie(kosten=Decimal(7), **values)))}
    assert found == {"2027": 0, "2028": 0, "2029": 0, row: 7, "Samen": 7}


def test_what_began_earlier_and_comes_back_counts_in_every_year(with_acties):
    plan = with_acties(actie(kosten=Decimal(7), jaar=2020, kostensoort="structureel"))
    assert [yearly for _, _, yearly, _ in table(plan)] == [7, 7, 7, 21]


def test_what_is_klaar_is_in_no_year(with_acties):
    assert money_of(with_acties(replace(ONCE, staat="gereed"))) is None


def test_without_a_period_or_an_estimate_there_is_no_table(with_acties):
    assert money_of(with_acties(ONCE, first=None)) is None
    assert money_of(with_acties(actie())) is None
    assert "Kosten en uren per jaar" not in said(render_document(with_acties(ONCE, last=None)))


def test_in_a_joint_plan_each_decides_about_its_own_money(with_acties):
    plan = with_acties(ONCE)
    other = replace(plan, gemeenten=(replace(plan.gemeenten[0], korte_naam="Voorbeeldstad"),))
    assert money_of(assemble([plan, other], jaar=2027)) is None


def test_what_was_not_said_counts_once_and_that_is_told(with_acties):
    money = money_of(with_acties(actie(kosten=Decimal(7), jaar=2027)))
    assert money.note == "Bij 1 actie is niet ingevuld of het elk jaar terugkomt. Die telt hier één keer."


def test_every_document_names_the_same_sums(with_acties):
    plan = with_acties(ONCE, YEARLY, ALWAYS)
    kosten, uren = "€ 8.500 eenmalig en € 12.100 per jaar", "40 uur eenmalig en 80 uur per jaar"
    pages = [render(plan) for render in (render_document, render_bestuurder, render_collegevoorstel)]
    for page in [*pages, render_uitvoeringsplan(plan)]:
        assert (kosten in said(page), uren in said(page)) == (True, True)
    for page in pages[1:]:
        assert "Over 2027–2029 is dat samen € 32.800 en 200 uur." in said(page)
    for page in (pages[0], pages[2]):
        assert "Samen € 8.500 € 24.300 € 32.800 200" in said(page)
    assert f"hiervoor {kosten} beschikbaar te stellen, met de dekking die onder Financiën staat" in said(pages[2])


def test_the_line_says_apart_what_falls_outside_the_period(with_acties):
    plan = with_acties(ONCE, actie(kosten=Decimal(500), uren=3, kostensoort="eenmalig", jaar=2031))
    assert money_of(plan).line == (
        "Over 2027–2029 is dat samen € 8.500 en 40 uur. Buiten de looptijd valt € 500 en 3 uur."
    )


def test_the_line_is_whole_when_it_costs_nothing(with_acties):
    plan = with_acties(actie(kosten=Decimal(0), kostensoort="eenmalig", jaar=2027))
    assert money_of(plan).line == "Over 2027–2029 is dat samen € 0."


def test_what_it_is_paid_from_is_one_line_per_source(with_acties):
    plan = with_acties(ONCE, YEARLY, ALWAYS, actie(kosten=Decimal(5), kostensoort="eenmalig"))
    assert [each.said for each in means_of(plan.acties).dekking] == [
        "Veiligheid: € 8.500 eenmalig en € 12.000 per jaar voor 2 acties",
        "Jeugd: € 100 per jaar voor 1 actie",
        "Nog geen dekking: € 5 voor 1 actie",
    ]
    assert "Nog geen dekking: € 5 voor 1 actie" in said(render_document(plan))
    assert means_of([actie(kosten=Decimal(5))]).dekking == ()


def test_what_costs_nothing_needs_nothing_to_be_paid_from(with_acties):
    free = actie(kosten=Decimal(0), uren=8, kostensoort="eenmalig", jaar=2027)
    means = means_of([ONCE, free])
    assert ([each.said for each in means.dekking], means.is_covered) == (["Veiligheid: € 8.500 voor 1 actie"], True)
    asked = "Of u € 8.500 beschikbaar stelt uit de budgetten die het plan noemt."
    assert asked in said(render_document(with_acties(ONCE, free)))
    assert means_of([ONCE, actie(kosten=Decimal(5))]).is_covered is False
    assert "beschikbaar stelt" not in said(render_document(with_acties(free)))


def test_a_decision_says_when_some_of_it_is_paid_from_nothing_yet(with_acties):
    whole = with_acties(ONCE, YEARLY, actie(kosten=Decimal(5), kostensoort="eenmalig"))
    gap = "met de dekking die onder Financiën staat (voor een deel is die er nog niet)"
    assert [gap in said(render_collegevoorstel(plan)) for plan in (whole, with_acties(ONCE, YEARLY))] == [True, False]


def test_what_is_neither_once_nor_yearly_is_said_shortly():
    asked = [ONCE, YEARLY, actie(kosten=Decimal(5))]
    assert means_of(asked).geld == "€ 8.500 eenmalig, € 12.000 per jaar en € 5 (nog onbekend of dat elk jaar is)"


def test_word_and_odt_have_the_table_too(with_acties):
    plan = with_acties(ONCE, YEARLY)
    assert words.of_docx(make("docx", plan).content) == words.of_html(render_office_document(plan))
    assert words.of_odt(make("odt", plan).content) == words.of_html(render_office_document(plan))
    assert words.of_docx(make("collegevoorstel", plan).content) == words.of_html(render_collegevoorstel(plan))
