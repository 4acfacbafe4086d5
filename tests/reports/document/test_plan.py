import json
from dataclasses import is_dataclass
from datetime import date

import pytest
from django.apps import apps
from pydantic import ValidationError

from aanpak.models import Actie
from kader.models import Bouwsteen
from reports.document import plan as plan_module
from reports.document.plan import Plan
from reports.gather.plan import gather_plan
from sjablonen.models import Passage
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import Antwoord


def test_gather_plan_puts_answers_and_acties_in_their_part(plan):
    ambitie = plan.onderdeel("ambitie_2")
    assert [(zin.code, zin.tekst) for zin in ambitie.zinnen] == [("SV-P1-1", "Zin over SV-P1-1.")]
    assert [(actie.wat, actie.trekker, actie.cadans) for actie in ambitie.acties] == [
        ("Training geven", "team Zorg", "jaarlijks")
    ]
    assert [part.code for part in plan.onderdelen][:3] == ["vaststelling", "h1", "h1_2"]


def test_gather_plan_takes_nothing_that_was_not_meant_for_it(plan):
    assert "GEHEIM" not in json.dumps(plan.to_json())


def test_gather_plan_takes_nothing_of_another_gemeente(filled, gemeente, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        Antwoord.objects.update(plan_zin="KANARIE", status="geregeld")
        Actie.objects.create(ambitie=1, wat="KANARIE")
    assert "KANARIE" not in json.dumps(gather_plan(zelfevaluatie=filled, gemeente=gemeente).to_json())


def test_gather_plan_leaves_out_acties_that_are_off(filled, gemeente):
    Actie.objects.update(staat=Actie.Staat.VERVALLEN)
    assert gather_plan(zelfevaluatie=filled, gemeente=gemeente).acties == ()


def test_gather_plan_tidies_what_was_pasted(filled, gemeente):
    Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin=" Een\r\nTwee\x0bDrie\x1f\u200b ")
    zin = gather_plan(zelfevaluatie=filled, gemeente=gemeente).onderdeel("ambitie_2").zinnen[0]
    assert zin.tekst == "Een\nTwee\nDrie\u200b"


def test_gather_plan_names_where_an_actie_came_from(filled, gemeente):
    Actie.objects.update(bouwsteen=Bouwsteen.objects.get(code="SV-P1-3"))
    assert gather_plan(zelfevaluatie=filled, gemeente=gemeente).acties[0].code == "SV-P1-3"


def test_gather_plan_fills_in_the_gemeente(filled, gemeente):
    gemeente.korte_naam = "'s-Gravenhage"
    passages = gather_plan(zelfevaluatie=filled, gemeente=gemeente).passages
    texts = " ".join(passage.tekst for passage in passages)
    assert "{gemeente}" not in texts
    assert "Wij willen dat niemand in ’s-Gravenhage wordt uitgebuit." in texts


def test_gather_plan_records_source_and_version_of_every_text(plan):
    fields = ("code", "versie", "gecontroleerd_op")
    mine = Passage.objects.for_gemeente(Gemeente.objects.get(slug="stadskanaal"))
    regional = {row[0]: row for row in mine.filter(laag="regionaal").values_list(*fields)}
    expected = {row[0]: row for row in Passage.objects.current().values_list(*fields)} | regional
    assert {(p.code, p.versie, p.gecontroleerd_op) for p in plan.passages} == set(expected.values())
    assert (plan.kader.versie, plan.kader.datum) == ("2021-02", date(2021, 2, 1))


@pytest.mark.parametrize("count", [1, 3])
def test_gather_plan_asks_fifteen_queries(filled, gemeente, django_assert_num_queries, count):
    for number in range(count):
        Actie.objects.create(ambitie=1, wat=f"Actie {number}", bouwsteen=Bouwsteen.objects.first())
    assert filled.kaderversie
    with django_assert_num_queries(15):
        gather_plan(zelfevaluatie=filled, gemeente=gemeente)


def test_plan_comes_back_from_its_json(plan):
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_plan_of_another_formaat_is_refused(plan):
    with pytest.raises(ValidationError, match="formaat"):
        Plan.from_json({**plan.to_json(), "formaat": 4})


def test_no_part_of_a_plan_has_the_name_of_a_model():
    """Who reads `Actie` then knows that it is the row, and `PlanActie` the printed one."""
    parts = {
        name for name, value in vars(plan_module).items() if is_dataclass(value) and value.__module__.endswith(".plan")
    }
    assert {model.__name__ for model in apps.get_models()} & parts == set()
    assert {"Plan", "PlanActie", "PlanStap", "PlanDeel"} - parts == set()
