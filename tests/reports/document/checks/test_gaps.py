from dataclasses import replace

import pytest
import yaml
from django.conf import settings

from reports.document.checks.gaps import OPTIONAL, WHO_AND_WHEN
from reports.document.passage import LOKALE_TEKSTEN
from reports.document.plan import PlanCijfer, PlanInstrument, PlanKeuzes, PlanMeldroute, PlanNadruk, PlanStap
from tests.reports.document.checks.small import actie, deel, passage, plan, said, zin

PROMISE = "In dit plan staat wat wij gaan doen, wie dat doet en wanneer."


def test_a_gap_is_a_basis_that_is_not_there_without_an_actie():
    stand = [
        *(("AB-P1-1", 1, "nog_niet"), ("AB-P1-2", 1, "in_voorbereiding"), ("AB-P1-3", 1, "deels")),
        *(("AB-P1-4", 1, "nvt"), ("AB-P2-1", 2, "nog_niet"), ("SV-P1-1", 1, "")),
    ]
    whole = plan(deel(acties=[actie(code="AB-P1-1")]), stand=stand)
    assert said("gap", whole) == ["Titel van AB-P1-2"]
    assert said("unanswered", whole) == ["Titel van SV-P1-1"]


def test_an_actie_that_is_done_fills_no_gap():
    stand = [("AB-P1-1", 1, "nog_niet")]
    assert said("gap", plan(deel(acties=[actie(code="AB-P1-1", staat="gereed")]), stand=stand)) == ["Titel van AB-P1-1"]


def test_geregeld_without_a_sentence_is_named():
    whole = plan(deel(zinnen=[zin(""), zin("Wij doen dit.", code="BB-P1-2"), replace(zin("", "BB-P1-3"), status="")]))
    assert said("unsaid", whole) == ["Titel van BB-P1-1"]


def test_an_ambitie_without_actie_is_named():
    whole = plan(*(deel(f"ambitie_{n}", acties=[actie()] if n != 4 else []) for n in range(1, 7)))
    assert said("idle_ambitie", whole) == ["Titel van ambitie_4"]


def filled():
    route = PlanMeldroute("inwoner", "Inwoners", (PlanStap("Bel 112.", "", "", "", True),))
    texts = [passage("Tekst.", guide.code, "lokaal") for guide in LOKALE_TEKSTEN]
    return plan(
        deel("lokaal", passages=texts),
        deel("h1_2", nadruk=[PlanNadruk("a", "Arbeidsuitbuiting", "")]),
        deel("ambitie_5", instrumenten=[PlanInstrument("apv", "x", "APV", "", "", "ja", "", "", "")]),
        deel("bijlage_2", cijfers=[PlanCijfer("Signalen", "", 2025, "12", "team Zorg")]),
        deel("bijlage_5", meldroutes=[route]),
        keuzes=PlanKeuzes(financiering="onbekend"),
    )


def test_what_only_the_gemeente_can_fill_is_named_when_it_is_empty():
    assert said("empty", filled()) == []
    assert said("empty", plan()) == [
        *(guide.titel for guide in LOKALE_TEKSTEN if guide.code not in OPTIONAL),
        *("Vormen waar de nadruk op ligt", "Cijfers van onze gemeente", "Meldroute", "Instrumenten"),
        "Betaling van de zorgcoördinatie",
    ]


def test_an_empty_bijlage_that_is_not_printed_is_no_remark():
    whole = replace(filled(), onderdelen=filled().onderdelen[:3])
    assert said("empty", whole) == ["Cijfers van onze gemeente", "Meldroute"]
    assert said("empty", replace(whole, keuzes=PlanKeuzes(financiering="anders", bijlagen=(1, 3)))) == []


def test_a_vorm_asks_a_reason():
    whole = plan(
        deel("h1_2", nadruk=[PlanNadruk("a", "Arbeid", ""), PlanNadruk("c", "Crimineel", "Wij zien dit veel.")])
    )
    assert said("vorm_reason", whole) == ["Arbeid"]


def test_a_vorm_without_emphasis_asks_a_reason_once_another_has_it():
    rows = [PlanNadruk("b", "Crimineel", ""), PlanNadruk("c", "Organen", "Nooit gezien.")]
    chosen = deel("h1_2", nadruk=[PlanNadruk("a", "Arbeid", "Kassen.")], zonder_nadruk=rows)
    assert said("vorm_absent", plan(chosen)) == ["Crimineel"]
    assert said("vorm_absent", plan(deel("h1_2", zonder_nadruk=rows))) == []
    assert said("vorm_absent", plan(deel("h1_2", nadruk=chosen.nadruk))) == []


@pytest.mark.parametrize(
    ("values", "found"),
    [({}, [PROMISE]), ({"trekker": "team Zorg"}, [PROMISE]), ({"trekker": "team Zorg", "cadans": "jaarlijks"}, [])],
)
def test_a_text_that_promises_who_and_when_is_held_to_it(values, found):
    whole = plan(deel("samenvatting", passages=[passage(PROMISE)]), deel(acties=[actie(**values)]))
    assert said("promise", whole) == found


@pytest.mark.parametrize("file", sorted(settings.BASE_DIR.glob("fixtures/sjablonen*.yaml")), ids=lambda path: path.name)
def test_no_standard_text_promises_who_and_when(file):
    rows = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)["passages"]
    assert [row["code"] for row in rows if WHO_AND_WHEN.search(" ".join(row["tekst"].split()))] == []


def test_what_is_not_done_is_promised_and_said():
    text = "In dit plan leest u wat wij al doen en wat nog niet."
    first = deel("samenvatting", passages=[passage(text)])
    assert said("promise", plan(first)) == [text]
    assert said("promise", plan(first, deel("lokaal", passages=[passage("Dit.", "lokaal.niet", "lokaal")]))) == []


def test_a_bijlage_that_is_off_is_not_referred_to():
    first = deel(passages=[passage("Zie bijlage 3 en bijlage 6. In bijlage 2 staan cijfers.")])
    assert said("lost_bijlage", plan(first)) == ["Zie bijlage 3 en bijlage 6."]
    shown = plan(first, stand=[("AB-P1-1", 1, "deels")], keuzes=PlanKeuzes(stand=True))
    assert said("lost_bijlage", shown) == []


def test_the_duty_to_give_a_home_is_asked_for_until_the_plan_says_it():
    assert said("home", plan()) == ["Wonen na de opvang"]
    text = "Wie de opvang verlaat na mensenhandel, krijgt urgentie voor een woning."
    assert said("home", plan(deel("ambitie_3", passages=[passage(text)]))) == []
