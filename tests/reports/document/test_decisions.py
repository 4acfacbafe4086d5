"""What a bestuurder reads about the decision, on the one page and in the collegevoorstel, at every status."""

from dataclasses import replace
from datetime import date

import pytest

from reports.document.bestuurder import render_bestuurder, render_collegevoorstel, summary
from reports.document.plan import PlanVaststelling
from tests.printing import words

COLLEGE = PlanVaststelling("college", "vaststelling", date(2026, 3, 1), "Z-17", "wethouder zorg")
RAAD = PlanVaststelling("raad", "kennisname", date(2026, 4, 2), "", "")
ADOPTED = [
    "Het college van burgemeester en wethouders stelde het plan op 1 maart 2026 vast (kenmerk Z-17).",
    "De gemeenteraad nam op 2 april 2026 kennis van het plan.",
    "De looptijd is vanaf 1 april 2026 tot en met 31 december 2029.",
]
PASSED = "Die tijd is voorbij en er is nog geen nieuw plan vastgesteld. U beslist of er een nieuw plan komt."


@pytest.fixture
def at(plan):
    def make(status):
        if status in {"concept", "ter_vaststelling"}:
            return replace(plan, status=status)
        return replace(
            plan,
            status=status,
            periode_van=date(2026, 4, 1),
            periode_tot=date(2029, 12, 31),
            evaluatiedatum=date(2028, 3, 1),
            vaststellingen=(COLLEGE, RAAD),
        )

    return make


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("vastgesteld", [*ADOPTED, "De evaluatie is op 1 maart 2028."]),
        ("vervangen", [*ADOPTED, "Daarna is een ander plan vastgesteld. Dit plan geldt niet meer."]),
        ("verlopen", [*ADOPTED, PASSED]),
    ],
)
def test_what_was_decided_is_told_and_not_asked_again(at, status, said):
    assert list(summary(at(status)).decisions) == said


@pytest.mark.parametrize(
    ("status", "first"),
    [
        ("concept", "Of u het beleidsplan 2026 vaststelt. Nu is het een concept."),
        ("ter_vaststelling", "Of u het beleidsplan 2026 vaststelt. Het ligt nu voor."),
    ],
)
def test_what_is_to_be_decided_is_asked(at, status, first):
    assert list(summary(at(status)).decisions) == [first, "Of u instemt met de 1 actie in het plan."]


@pytest.mark.parametrize("status", ["concept", "ter_vaststelling", "vastgesteld", "vervangen", "verlopen"])
def test_page_and_collegevoorstel_name_the_status_in_words(at, status):
    plan = at(status)
    decided = status in {"vastgesteld", "vervangen", "verlopen"}
    page, voorstel = (" ".join(words.of_html(made(plan))) for made in (render_bestuurder, render_collegevoorstel))
    assert ("Wat is besloten?" in page, "Wat beslist u?" in page) == (decided, not decided)
    assert ("Genomen besluit" in voorstel, "Gevraagd besluit" in voorstel) == (decided, not decided)
    assert f"· {plan.status_label}, tekst van 23 november 2026" in page
    assert f"({plan.status_label}, tekst van 23 november 2026)" in voorstel
    assert "_" not in page + voorstel


def test_the_collegevoorstel_of_an_adopted_plan_fills_in_what_is_known(at):
    said = " ".join(words.of_html(render_collegevoorstel(at("vastgesteld"))))
    assert "Portefeuillehouder wethouder zorg Datum van het besluit 1 maart 2026 Kenmerk Z-17" in said
    assert "Wij kijken op 1 maart 2028 of het plan werkt" in said
