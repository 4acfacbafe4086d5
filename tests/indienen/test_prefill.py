"""What the enquête is filled in with, and from where."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from indienen.prefill import prefill
from metingen.actions import store_indiening, withdraw_indiening
from reports.models import Planversie
from reports.versions.actions import save_version
from samenwerking.actions import start_plan
from tests.metingen.conftest import inhoud_of
from zelfevaluatie.models import AanvullendAntwoord, Antwoord
from zelfevaluatie.queries import antwoorden_of, current_zelfevaluatie

YEAR = timedelta(days=365)


@pytest.fixture
def found(gemeente):
    def make(**statussen):
        """By code with underscores: what the gemeente answered."""
        for code, status in statussen.items():
            name = code.replace("_", "-")
            Antwoord.objects.filter(bouwsteen__code=name).update(status=status)
            AanvullendAntwoord.objects.filter(vraag__code=name).update(status=status)
        zelfevaluatie = current_zelfevaluatie()
        return prefill(zelfevaluatie=zelfevaluatie, antwoorden=antwoorden_of(zelfevaluatie), gemeente=gemeente)

    return make


@pytest.fixture
def adopted(gemeente, bewerker):
    """A plan that was adopted, as far as these tests look."""

    def make(periode_tot=None, joint=None):
        versie = save_version(zelfevaluatie=current_zelfevaluatie(), gemeente=gemeente, by=bewerker, naam="Ons plan")
        Planversie.objects.filter(pk=versie.pk).update(
            vastgesteld_at=timezone.now(),
            vastgesteld_by=bewerker.pk,
            citeertitel="Ons plan",
            periode_tot=periode_tot,
            gezamenlijk_plan=joint,
        )

    return make


def test_nothing_entered_fills_nothing(found):
    assert (found().values, found().sources) == ({}, {})


@pytest.mark.parametrize(
    ("status", "answer"),
    [("geregeld", "ja"), ("deels", "ja"), ("in_voorbereiding", "nee"), ("nog_niet", "nee"), ("", None)],
)
def test_answers_to_bouwstenen_and_extra_questions_fill_it(found, status, answer):
    values = found(SV_P1_1=status, OH_P1_2=status, FI_1=status).values
    names = ("aandachtsfunctionaris", "zorgcoordinatie", "begroting")
    assert [values.get(name) for name in names] == [answer] * 3


def test_each_answer_says_where_it_came_from(found):
    assert found(FI_1="geregeld").sources == {"begroting": "Ingevuld naar jullie antwoord op FI-1."}


@pytest.mark.parametrize(("status", "plan"), [("in_voorbereiding", "in_de_maak"), ("nog_niet", "nee"), ("deels", None)])
def test_without_an_adopted_plan_the_bouwsteen_speaks(found, status, plan):
    assert found(AB_P1_4=status).values.get("beleidsplan") == plan


@pytest.mark.parametrize("until", [None, date(2029, 6, 30)])
def test_an_adopted_plan_fills_kind_and_date(found, adopted, until):
    adopted(until)
    values = found(AB_P1_4="nog_niet").values
    assert values == {"beleidsplan": "eigen", "beleidsplan_geldig_tot": until}


def test_an_adopted_joint_plan_is_one(found, adopted, gemeente):
    adopted(joint=start_plan(naam="Samen", jaar=2027, gemeente=gemeente, others=[]))
    assert found().values["beleidsplan"] == "gezamenlijk"


def test_a_plan_that_ran_out_fills_nothing(found, adopted):
    adopted(timezone.localdate() - YEAR)
    assert found().values == {}


def test_an_earlier_indiening_fills_what_nothing_else_says(meetronde, found, gemeente, bewerker):
    store_indiening(meetronde=meetronde, gemeente=gemeente, inhoud=inhoud_of(gemeente), by=bewerker.pk)
    filled = found(SV_P1_1="nog_niet")
    assert filled.values == {
        "begroting": "ja",
        "beleidsplan": "eigen",
        "beleidsplan_geldig_tot": date(2029, 1, 1),
        "aandachtsfunctionaris": "nee",  # the zelfevaluatie is newer, and without one there are no hours
        "zorgcoordinatie": "nee",
    }
    assert filled.sources["begroting"] == "Ingevuld naar jullie vorige indiening."


def test_what_was_withdrawn_fills_nothing(meetronde, found, gemeente, bewerker):
    made = store_indiening(meetronde=meetronde, gemeente=gemeente, inhoud=inhoud_of(gemeente), by=bewerker.pk)
    withdraw_indiening(indiening=made, by=bewerker.pk)
    assert found().values == {}
