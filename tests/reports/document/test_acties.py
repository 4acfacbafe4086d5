"""What the plan prints of an actie: what comes first, when, what came of it, and what is not done and why."""

import re
from dataclasses import replace

import pytest

from aanpak.models import Actie
from reports.document.html import render_document, render_office_document
from reports.document.joint import assemble
from reports.document.uitvoeringsplan import moment
from reports.gather.plan import gather_plan
from tests.printing import words
from tests.reports.conftest import MADE_AT
from tests.reports.forms import make


@pytest.fixture
def gathered(filled, gemeente):
    """A function that makes acties, by `wat`, and gives the plan with them."""

    def gather(**acties):
        Actie.objects.all().delete()
        for wat, values in acties.items():
            Actie.objects.create(**{"ambitie": 2, "wat": wat, **values})
        return replace(gather_plan(zelfevaluatie=filled, gemeente=gemeente), made_at=MADE_AT)

    return gather


def text_of(html):
    return " ".join(words.of_html(html))


def test_what_is_now_stands_first_with_its_word_and_year(gathered):
    plan = gathered(Ooit={}, Straks={"prioriteit": "later"}, Meteen={"prioriteit": "nu", "jaar": 2027})
    assert [actie.wat for actie in plan.acties] == ["Meteen", "Straks", "Ooit"]
    said = text_of(render_document(plan))
    assert "Meteen Nu 2027 nog te doen" in said
    assert "Straks Later nog te bepalen nog te doen" in said


def test_a_standing_duty_is_no_task_that_waits(gathered):
    plan = gathered(Betalen={"staat": "doorlopend"})
    assert "Betalen steeds doorlopend" in text_of(render_document(plan))
    assert [moment(plan.acties[0], jaar) for jaar in (2026, 2030)] == ["hele jaar", "hele jaar"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"jaar": 2027}, "hele jaar"),
        ({"jaar": 2026}, "loopt nog"),
        ({"jaar": 2028}, "loopt door"),
        ({}, "nog geen datum"),
        ({"jaar": 2027, "staat": "gereed"}, ""),
    ],
)
def test_a_year_alone_says_where_it_stands_in_the_uitvoeringsplan(gathered, values, said):
    assert moment(gathered(Iets=values).acties[0], 2027) == said


def test_what_came_of_it_and_what_is_not_done_stand_in_every_form(gathered):
    plan = gathered(
        Training={"staat": "gereed", "resultaat": "Alle twaalf teams deden mee."},
        Meldpunt={"staat": "vervallen", "niet_gedaan": "De regio heeft er al een."},
        Stil={"staat": "vervallen"},
    )
    said = text_of(render_document(plan))
    assert "Training Resultaat: Alle twaalf teams deden mee." in said
    assert "Dit doen wij niet: Meldpunt Waarom niet: De regio heeft er al een." in said
    assert "Stil" not in re.findall(r"\w+", said)
    assert words.of_docx(make("docx", plan).content) == words.of_html(render_office_document(plan))
    assert words.of_odt(make("odt", plan).content) == words.of_html(render_office_document(plan))


def test_in_a_joint_plan_it_says_who_does_not_do_it(gathered):
    plan = gathered(Meldpunt={"staat": "vervallen", "niet_gedaan": "De regio heeft er al een."})
    other = replace(plan, gemeenten=(replace(plan.gemeenten[0], korte_naam="Voorbeeldstad"),))
    joint = assemble([plan, other], jaar=2027)
    found = [actie.gemeenten for part in joint.onderdelen for actie in part.vervallen]
    assert found == [("Stadskanaal",), ("Voorbeeldstad",)]
    assert "Meldpunt (Voorbeeldstad) Waarom niet:" in text_of(render_document(joint))


def test_a_dropped_actie_counts_nowhere(gathered):
    plan = gathered(Meldpunt={"staat": "vervallen", "niet_gedaan": "Te duur.", "kosten": 51234})
    assert plan.acties == ()
    assert "51.234" not in text_of(render_document(plan))
