"""What the college can choose between: the sums, what has no amount, and the same words in every document."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from reports.document.bestuurder import render_collegevoorstel
from reports.document.chosen import PlanBedrag, PlanOptie, PlanOptieActie, PlanScenarios
from reports.document.html import chapters, render_document, render_office_document
from reports.document.joint import assemble
from reports.document.means import means_of
from reports.document.passage import MIDDELEN
from reports.document.plan import Plan
from reports.document.scenarios import scenarios_of
from tests.printing import words
from tests.reports.acties import actie
from tests.reports.conftest import SCRIPT
from tests.reports.forms import make

OPTIES = (PlanOptie(1, "Basis"), PlanOptie(2, "Meer"), PlanOptie(3, "Alles"))


def bedrag(van, tot=None, soort="", bron=""):
    return PlanBedrag(Decimal(van), Decimal(van if tot is None else tot), soort, bron)


TRAINING = PlanOptieActie("Trainen", "SV-P1-3", (1, 2, 3), bedrag(1000, 1500, "structureel", "Offerte"), bedrag(40, 60))
PAGE = PlanOptieActie("Een pagina maken", "", (2, 3), bedrag(500, soort="eenmalig"), None, "Veiligheid")
UNKNOWN = PlanOptieActie("Iemand aanstellen", "SV-P1-1", (3,), in_lijst=False)
CHOSEN = PlanScenarios(OPTIES, (TRAINING, PAGE, UNKNOWN), advies=2, reden="Dat kunnen wij aan.")


def said(html):
    return " ".join(words.of_html(html))


@pytest.fixture
def offered(plan):
    return replace(plan, scenarios=CHOSEN)


def test_each_option_adds_what_is_known_and_counts_what_is_not():
    found = [(o.optie.naam, len(o.acties), o.geld, o.inzet, o.missing) for o in scenarios_of(CHOSEN).options]
    assert found == [
        ("Basis", 1, "€ 1.000 tot € 1.500 per jaar", "40 tot 60 uur", ""),
        ("Meer", 2, "€ 500 eenmalig en € 1.000 tot € 1.500 per jaar", "40 tot 60 uur", "1 actie zonder uren"),
        (
            *("Alles", 3, "€ 500 eenmalig en € 1.000 tot € 1.500 per jaar", "40 tot 60 uur"),
            "1 actie zonder bedrag en 2 acties zonder uren",
        ),
    ]


def test_an_option_without_an_amount_has_no_sum():
    found = scenarios_of(replace(CHOSEN, acties=(replace(UNKNOWN, opties=(1,)),))).options
    assert [(option.geld, option.inzet, option.missing) for option in found[:2]] == [
        ("geen bedrag bekend", "geen uren bekend", "1 actie zonder bedrag en 1 actie zonder uren"),
        ("geen bedrag bekend", "geen uren bekend", ""),
    ]


def test_nothing_to_pay_is_an_amount():
    free = replace(PAGE, kosten=bedrag(0, soort="eenmalig"))
    assert scenarios_of(replace(CHOSEN, acties=(free,))).options[1].geld == "€ 0"


def test_without_an_option_there_are_no_scenarios():
    assert (scenarios_of(None), scenarios_of(replace(CHOSEN, opties=()))) == (None, None)
    one = scenarios_of(replace(CHOSEN, opties=OPTIES[:1], advies=None))
    assert (one.amount, one.advies, [row.actie.wat for row in one.rows]) == ("één scenario", None, ["Trainen"])


def test_many_acties_add_up():
    many = tuple(replace(TRAINING, wat=f"Actie {n}") for n in range(300))
    option = scenarios_of(replace(CHOSEN, acties=many)).options[0]
    assert (len(option.acties), option.geld) == (300, "€ 300.000 tot € 450.000 per jaar")
    assert option.inzet == "12.000 tot 18.000 uur"


def test_exact_amounts_add_up_as_those_of_the_plan_do():
    acties = [
        actie(kosten=Decimal("8500.50"), uren=40, kostensoort="eenmalig"),
        actie(kosten=Decimal(12000), uren=80, kostensoort="structureel"),
        actie(kosten=Decimal(7), uren=1),
    ]
    chosen = [
        PlanOptieActie(a.wat, "", (1,), bedrag(a.kosten, soort=a.kostensoort), bedrag(a.uren, soort=a.kostensoort), "")
        for a in acties
    ]
    option, means = scenarios_of(replace(CHOSEN, acties=tuple(chosen))).options[0], means_of(acties)
    assert (option.geld, option.inzet) == (means.geld, means.inzet)
    assert option.geld == "€ 8.500,50 eenmalig, € 12.000 per jaar en € 7 (nog onbekend of dat elk jaar is)"


def test_what_it_is_paid_from_is_one_line_each_and_what_is_not_comes_last():
    assert [option.dekking for option in scenarios_of(CHOSEN).options] == [
        (),
        *[("Veiligheid: € 500 voor 1 actie", "Nog geen dekking: € 1.000 tot € 1.500 per jaar voor 1 actie")] * 2,
    ]


def test_the_collegevoorstel_has_the_scenarios_and_asks_for_one(offered):
    html = render_collegevoorstel(offered)
    parts = [part.partition("</h2>")[0] for part in html.split("<h2>")[1:]]
    assert parts[5:7] == ["Scenario’s", "Financiën"]
    text = said(html)
    for wanted in (
        "te kiezen voor scenario 2, ‘Meer’ (zie Scenario’s);",
        "Het college kan kiezen uit drie scenario’s.",
        "2. Meer 2 € 500 eenmalig en € 1.000 tot € 1.500 per jaar 40 tot 60 uur 1 actie zonder uren",
        "Ons advies: 2. Meer. Dat kunnen wij aan.",
        "Trainen Bron van het bedrag: Offerte 1, 2 en 3 € 1.000 tot € 1.500 per jaar 40 tot 60 uur –",
        "Iemand aanstellen Voorstel: nog geen actie in het plan. 3 geen bedrag bekend geen uren bekend –",
    ):
        assert text.count(wanted) == 1, wanted


def test_what_is_free_needs_no_dekking():
    free = replace(UNKNOWN, kosten=bedrag(0, soort="eenmalig"), opties=(2,))
    option = scenarios_of(replace(CHOSEN, acties=(PAGE, free))).options[1]
    assert (option.dekking, option.lacks_dekking) == (("Veiligheid: € 500 voor 1 actie",), False)


def test_the_college_is_asked_for_what_the_advised_scenario_asks_and_not_for_the_whole_plan(offered):
    priced = replace(offered.onderdeel("ambitie_1"), acties=(actie(kosten=Decimal(9876)),))
    rest = tuple(priced if part.code == "ambitie_1" else part for part in offered.onderdelen)
    offered = replace(offered, onderdelen=rest)
    asked = said(render_collegevoorstel(offered).split("<h2>Gevraagd besluit</h2>")[1].split("<h2>")[0])
    assert "in te stemmen met de 2 acties in dat scenario;" in asked
    assert (
        "hiervoor € 500 eenmalig en € 1.000 tot € 1.500 per jaar beschikbaar te stellen, met de dekking die onder"
        " Scenario’s staat (voor een deel is die er nog niet);"
    ) in asked
    assert ("in dat plan" in asked, "9.876" in asked, "Financiën" in asked) == (False, False, False)
    open_choice = render_collegevoorstel(replace(offered, scenarios=replace(CHOSEN, advies=None, reden="")))
    asked = said(open_choice.split("<h2>Gevraagd besluit</h2>")[1].split("<h2>")[0])
    assert ("in het gekozen scenario" in asked, "in dat plan" in asked, "9.876" in asked) == (True, False, False)
    assert "Dit vraagt het hele plan." in said(open_choice)


def test_without_advice_the_college_is_asked_to_choose(plan):
    text = said(render_collegevoorstel(replace(plan, scenarios=replace(CHOSEN, advies=None, reden=""))))
    assert ("te kiezen uit drie scenario’s (zie Scenario’s);" in text, "Ons advies" in text) == (True, False)
    assert "Een advies is nog niet gekozen." in text


def test_a_plan_without_scenarios_says_nothing_of_them(plan):
    assert plan.scenarios is None
    assert [word in render_collegevoorstel(plan) for word in ("Scenario", "scenario’s")] == [False, False]


def test_after_the_decision_they_are_what_lay_there(offered):
    html = render_collegevoorstel(replace(offered, status="vastgesteld"))
    assert ("<h2>Scenario’s die voorlagen</h2>" in html, "te kiezen voor" in html) == (True, False)


def test_the_plan_has_them_only_when_switched_on(offered):
    there = [section.id for chapter in chapters(offered) for section in chapter.sections]
    assert ("scenarios" in there, "geen bedrag bekend" in render_document(offered)) == (False, False)
    on = replace(offered, scenarios=replace(CHOSEN, in_plan=True))
    middelen = next(chapter for chapter in chapters(on) if chapter.id == MIDDELEN)
    assert [section.titel for section in middelen.sections][:2] == ["Middelen", "Scenario’s"]
    short = replace(on, keuzes=replace(on.keuzes, vorm="kort"))
    for html in (render_document(on), render_document(short)):
        assert "3. Alles 3 € 500 eenmalig en € 1.000 tot € 1.500 per jaar" in said(html)


def test_the_collegevoorstel_says_the_same_in_every_form(offered):
    html = render_collegevoorstel(offered)
    wanted = words.of_html(html)
    assert words.of_docx(make("collegevoorstel", offered).content) == wanted
    assert words.of_odt(make("collegevoorstel_odt", offered).content) == wanted
    part = words.of_html(html.split("<h2>Scenario’s</h2>")[1].split("<h2>")[0])
    printed = words.of_pdf(make("collegevoorstel_pdf", offered).content).replace("•", "")
    assert "".join(part) in printed


def test_word_and_odt_of_the_plan_have_them_too(offered):
    on = replace(offered, scenarios=replace(CHOSEN, in_plan=True))
    wanted = words.of_html(render_office_document(on))
    assert words.of_docx(make("docx", on).content) == words.of_odt(make("odt", on).content) == wanted


def test_it_comes_back_from_its_json_and_an_older_plan_has_none(offered):
    data = json.loads(json.dumps(offered.to_json()))
    assert Plan.from_json(data) == offered
    del data["scenarios"]
    assert Plan.from_json(data).scenarios is None


def test_a_joint_plan_has_none(offered):
    assert assemble([offered], jaar=2027).scenarios is None


def test_what_somebody_types_is_text(plan):
    hostile = replace(CHOSEN, opties=(PlanOptie(1, SCRIPT),), acties=(replace(TRAINING, wat=SCRIPT, dekking=SCRIPT),))
    html = render_collegevoorstel(replace(plan, scenarios=replace(hostile, advies=1, reden=SCRIPT)))
    assert ("<script" in html, html.count("&lt;script") >= 4) == (False, True)
