"""By what one sees whether an ambitie lukt: in every form, of whom in a joint plan, and said where it is not chosen."""

from dataclasses import replace

import pytest

from aanpak.models import Indicator
from reports.document.html import render_document, render_office_document
from reports.document.joint import assemble
from reports.document.plan import Plan
from reports.gather.plan import gather_plan
from tests.printing import words
from tests.reports.conftest import MADE_AT
from tests.reports.forms import make

NOT_CHOSEN = "Waaraan wij zien of dit lukt, is nog niet gekozen."


@pytest.fixture
def chosen(filled, gemeente):
    values = {"ambitie": 2, "streefwaarde": "80%", "streefjaar": 2029, "bron": "peiling"}
    Indicator.objects.create(wat="Collega’s die de route kennen", nulwaarde="40%", nuljaar=2026, **values)
    Indicator.objects.create(wat="Teams met training", **values)
    return replace(gather_plan(zelfevaluatie=filled, gemeente=gemeente), made_at=MADE_AT)


def said(plan):
    return " ".join(words.of_html(render_document(plan)))


def test_the_plan_says_where_it_stands_and_what_is_wanted(chosen):
    text = said(chosen)
    assert "Collega’s die de route kennen 40% in 2026 80% in 2029 peiling" in text
    assert "Teams met training niet bekend 80% in 2029 peiling" in text
    assert text.count(NOT_CHOSEN) == 5


def test_word_and_odt_say_the_same(chosen):
    for formaat, read in (("docx", words.of_docx), ("odt", words.of_odt)):
        assert read(make(formaat, chosen).content) == words.of_html(render_office_document(chosen))


def test_stadskanaal_has_none_that_nobody_chose(stadskanaal_plan):
    assert said(stadskanaal_plan).count(NOT_CHOSEN) == 6


def test_a_plan_from_before_there_were_any_says_nothing_of_it(plan):
    data = plan.to_json()
    for part in data["onderdelen"]:
        del part["indicatoren"]
    assert NOT_CHOSEN not in said(Plan.from_json(data))


def test_in_a_joint_plan_each_stands_under_its_name(chosen):
    other = replace(chosen, gemeenten=(replace(chosen.gemeenten[0], korte_naam="Voorbeeldstad"),))
    joint = assemble([chosen, other], jaar=2027)
    assert [row.gemeenten for row in joint.onderdeel("ambitie_2").indicatoren] == [
        *[("Stadskanaal",)] * 2,
        *[("Voorbeeldstad",)] * 2,
    ]
    assert "Teams met training (Voorbeeldstad)" in said(joint)
    assert joint.onderdeel("h1").indicatoren is None
