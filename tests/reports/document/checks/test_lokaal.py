from dataclasses import replace
from datetime import date

import pytest

from reports.document.plan import PlanCijfer, PlanKeuzes, PlanMeldroute, PlanStap
from sjablonen.landelijk import Jaarcijfer, Reeks
from tests.reports.document.checks.small import TODAY, deel, of_zin, passage, plan, remarks, said


def route(*stappen):
    return plan(deel("bijlage_5", meldroutes=[PlanMeldroute("inwoner", "Inwoners", stappen)]))


def stap(wat, wie="", telefoon=""):
    return PlanStap(wat, wie, telefoon, "", False)


def test_a_route_names_112_in_a_step_or_as_its_number():
    assert said("route_haste", route(stap("Bel de aandachtsfunctionaris."))) == ["Inwoners"]
    assert said("route_haste", route(stap("Bel 112 bij direct gevaar."))) == []
    assert said("route_haste", route(stap("Bel de politie.", telefoon="112"))) == []


def test_the_newest_figure_of_the_country_may_not_be_old():
    cijfers = tuple(Jaarcijfer(year, 900, "Rapporteur", "", TODAY) for year in (2023, 2024))
    whole = plan(deel("bijlage_2", landelijk=[Reeks("a", "Gemeld", "Rapporteur", "Wie.", cijfers)]))
    assert said("old_landelijk", whole) == []
    assert said("old_landelijk", whole, today=date(2027, 1, 1)) == ["Landelijke cijfers"]
    without = replace(whole, keuzes=PlanKeuzes(bijlagen=(1, 3)))
    assert said("old_landelijk", without, today=date(2027, 1, 1)) == []


@pytest.mark.parametrize(
    ("wat", "wie", "found"),
    [
        ("Casussen gaan naar het ZVH Groningen.", "Zorg- en Veiligheidshuis Groningen", True),
        ("Casussen gaan naar het Zorg- en Veiligheidshuis.", "Zorg- en Veiligheidshuis", True),
        ("Vertel wat je zag.", "aandachtsfunctionaris", False),
        ("Vertel wat je zag.", "", False),
    ],
)
def test_who_is_said_once(wat, wie, found):
    assert bool(said("route_twice", route(stap(wat, wie)))) == found
    assert said("route_twice", route(stap(wat, wie, telefoon="0900-8844"))) == []


def test_of_what_is_counted_only_the_last_year_may_be_old():
    rows = [
        *(PlanCijfer("Signalen", "", year, "12", "team Zorg") for year in (2019, 2025)),
        *(PlanCijfer("Controles", "", year, "4", "") for year in (2021, 2023)),
        PlanCijfer("Politie", "", 2024, "7", "politie"),
    ]
    whole = plan(deel("bijlage_2", cijfers=rows))
    assert said("old_cijfer", whole) == ["Controles"]
    assert said("cijfer_source", whole) == ["Controles", "Controles"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2019 waren er 1.334 aanmeldingen.", True),
        ("- **2020:** 984 personen.\n- **2021:** 791 personen.", True),
        ("In 2019 waren er 1.334 aanmeldingen. In 2025 waren dat er 900 slachtoffers.", False),
        ("In 2025 kwamen er 31 signalen binnen.", False),
        ("Sinds 2019 geldt een nieuwe wet over signalen.", False),
        ("Volgens de Wmo 2015 helpen wij slachtoffers.", False),
    ],
)
def test_a_count_of_long_ago_is_old_until_there_is_a_newer_one(text, found):
    assert bool(said("old_figure", plan(deel("bijlage_2", passages=[passage(text)])))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wij willen uiterlijk 1 maart 2026 een route hebben.", True),
        ("In 2025 gaan wij de balie trainen.", True),
        ("Eind 2025 zal de monitor er zijn.", True),
        ("Eind 2026 zal de monitor er zijn.", False),
        ("In 2025 hebben wij de balie getraind.", False),
        ("Wij willen in 2027 beginnen.", False),
        ("Wij gaan door met wat in juli 2021 begon.", False),
    ],
)
def test_a_plan_for_a_day_that_is_past(text, found):
    assert bool(of_zin("past_day", text)) == found


def test_the_days_of_the_plan_itself():
    whole = plan(periode_tot=date(2026, 11, 29), evaluatiedatum=date(2026, 11, 30))
    assert said("over", whole) == ["Looptijd van het plan"]
    assert said("over", plan(periode_tot=date(2026, 11, 30))) == []
    (found,) = remarks("over", whole)
    assert (found.found.place.kind, found.found.place.field) == ("keuzes", "periode_tot")
