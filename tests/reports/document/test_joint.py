"""The assembly of a joint plan from plans: what each gemeente wrote once, under its own name."""

import json
import re
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from reports.document.html import context, render_document, sources
from reports.document.joint import PART_RULES, RULES, assemble, woven
from reports.document.plan import Plan, PlanActie, PlanDeel, PlanGemeente, PlanZin
from reports.files.formats import FORMS, render_page
from reports.gather.plan import gather_plan, gather_shared
from tests.printing import words
from tests.reports.conftest import MADE_AT

OTHERS = ("Voorbeeldstad", "Voorbeelddijk", "Voorbeeldwaard")
ACTIE = PlanActie("Training geven", "SV-P1-1", "team Zorg", date(2027, 3, 1), "", Decimal(500), 8, "open")


def of_another(plan: Plan, naam: str) -> Plan:
    """The plan of a gemeente with that name, which says everything in its own words."""
    parts = [
        replace(part, zinnen=tuple(replace(zin, tekst=f"{naam} over {zin.code}.") for zin in part.zinnen))
        for part in plan.onderdelen
    ]
    gemeente = PlanGemeente(code=f"GM9{len(naam):03}", naam=naam, korte_naam=naam)
    return replace(plan, gemeenten=(gemeente,), onderdelen=tuple(parts))


def with_part(plan: Plan, code: str, **values) -> Plan:
    parts = tuple(replace(part, **values) if part.code == code else part for part in plan.onderdelen)
    return replace(plan, onderdelen=parts)


@pytest.fixture
def shared(filled, gemeente):
    """What Stadskanaal shares."""
    return replace(gather_shared(zelfevaluatie=filled, gemeente=gemeente), made_at=MADE_AT, herkomst="")


@pytest.fixture
def plans(shared):
    """Of two gemeenten."""
    return [shared, of_another(shared, "Voorbeeldstad")]


def test_assemble_has_a_rule_for_every_field():
    """Whoever adds a field to the plan says here what several gemeenten make of it."""
    assert set(RULES) == {field.name for field in fields(Plan)}
    assert set(PART_RULES) == {field.name for field in fields(PlanDeel)}


def test_assemble_of_one_plan_is_that_plan(filled, gemeente, shared):
    own = replace(gather_plan(zelfevaluatie=filled, gemeente=gemeente), made_at=MADE_AT, herkomst="")
    acties = [replace(actie, gemeenten=()) for actie in assemble([shared], jaar=2026).acties]
    assembled = with_part(assemble([shared], jaar=2026), "ambitie_2", acties=tuple(acties))
    assert assembled == own


def test_assemble_takes_the_gemeenten_and_the_last_moment(plans):
    plans[1] = replace(plans[1], made_at=MADE_AT + timedelta(days=1))
    joint = assemble(plans, jaar=2028)
    assert ([g.naam for g in joint.gemeenten], joint.jaar) == (["Stadskanaal", "Voorbeeldstad"], 2028)
    assert (joint.made_at, joint.status, joint.is_joint) == (plans[1].made_at, "concept", True)


def test_assemble_of_the_same_plans_is_the_same_text(plans):
    assert json.dumps(assemble(plans, jaar=2027).to_json()) == json.dumps(assemble(list(plans), jaar=2027).to_json())


@pytest.mark.parametrize("count", [1, 2, 3])
def test_assemble_has_every_sentence_once_under_its_name(shared, count):
    plans = [shared, *(of_another(shared, naam) for naam in OTHERS[:count])]
    found = [
        (zin.gemeenten, zin.code, zin.tekst) for part in assemble(plans, jaar=2027).onderdelen for zin in part.zinnen
    ]
    expected = [
        ((plan.gemeenten[0].korte_naam,), zin.code, zin.tekst)
        for plan in plans
        for part in plan.onderdelen
        for zin in part.zinnen
    ]
    assert sorted(found) == sorted(expected)


def test_assemble_says_once_what_all_say(plans, shared):
    alike = [shared, replace(shared, gemeenten=plans[1].gemeenten)]
    same, joint = assemble(alike, jaar=1), assemble([*alike, of_another(shared, "Voorbeelddijk")], jaar=1)
    assert [zin.gemeenten for zin in same.onderdeel("ambitie_2").zinnen] == [()]
    assert [(zin.gemeenten, zin.tekst) for zin in joint.onderdeel("ambitie_2").zinnen] == [
        (("Stadskanaal", "Voorbeeldstad"), "Zin over SV-P1-1."),
        (("Voorbeelddijk",), "Voorbeelddijk over SV-P1-1."),
    ]


def test_assemble_keeps_every_actie_with_whose_it_is(plans):
    plans = [with_part(plan, "ambitie_2", acties=(ACTIE,)) for plan in plans]
    assert assemble(plans, jaar=2027).acties == (
        replace(ACTIE, gemeenten=("Stadskanaal",)),
        replace(ACTIE, gemeenten=("Voorbeeldstad",)),
    )


def test_assemble_has_a_standard_text_once_with_all_names(plans):
    goal = [text for text in assemble(plans, jaar=2027).onderdeel("h1").passages if text.code == "h1.doel"]
    assert len(goal) == 1
    assert goal[0].tekst.startswith("Dit plan beschrijft hoe wij in Stadskanaal en Voorbeeldstad mensenhandel")
    assert goal[0].gemeenten == ()


def test_assemble_names_a_text_that_is_not_the_same(plans):
    goal = next(text for text in plans[0].onderdeel("h1").passages if text.code == "h1.doel")
    own = replace(goal, laag="lokaal", tekst="In {gemeente} zo.", bron="Van {gemeente}")
    plans[1] = with_part(plans[1], "h1", passages=(own,))
    joint = assemble(plans, jaar=2027)
    standard, local = (text for text in joint.onderdeel("h1").passages if text.code == goal.code)
    assert standard.tekst == goal.tekst.replace("{gemeente}", "Stadskanaal")
    assert (local.tekst, local.bron) == ("In {gemeente} zo.", "Van Voorbeeldstad")
    assert [text.titel for text in sources(joint) if text.code == goal.code] == [
        "Doel van dit plan (Stadskanaal)",
        "Doel van dit plan (Voorbeeldstad)",
    ]


def test_assemble_puts_what_one_lacks_in_its_own_place():
    assert woven([["a", "c"], ["a", "b", "c", "d"], ["0", "c"]]) == ["0", "a", "b", "c", "d"]


def test_assemble_says_a_herkomst_once_or_per_gemeente(plans):
    one, two = plans
    invented = [replace(plan, herkomst="Verzonnen.") for plan in plans]
    assert assemble(invented, jaar=1).herkomst == "Verzonnen."
    assert assemble([replace(one, herkomst="Afgeleid."), two], jaar=1).herkomst == "Stadskanaal: Afgeleid."


def test_assemble_takes_no_toelichting_and_no_stand(plans):
    assert "GEHEIM" not in json.dumps(assemble(plans, jaar=2027).to_json())


def test_a_joint_plan_comes_back_from_its_json(plans):
    joint = assemble(plans, jaar=2027)
    assert Plan.from_json(json.loads(json.dumps(joint.to_json()))) == joint


@pytest.fixture
def rich(plans):
    """A joint plan of three, with acties, local texts, a rol of its own words, and what is arranged without a word."""
    joint = [*plans, of_another(plans[0], "Voorbeelddijk")]
    made = [richer(plan, plan.gemeenten[0].korte_naam) for plan in joint]
    made[2] = with_part(made[2], "ambitie_2", zinnen=made[2].onderdeel("ambitie_2").zinnen[:1])
    return assemble(made, jaar=2027)


def richer(plan, naam):
    local = replace(plan.passages[0], laag="lokaal")
    rol = replace(local, code="h2.rol.regisseur", titel="Regisseur", tekst=f"Zo regelt {naam}.")
    lokaal = replace(local, code="lokaal.niet", titel="Wat we niet doen", tekst=f"{naam} laat dit.")
    zinnen = (*plan.onderdeel("ambitie_2").zinnen, PlanZin("SV-P1-2", "Meldpunt", "SV", "geregeld", ""))
    changed = with_part(with_part(plan, "ambitie_2", acties=(ACTIE,), zinnen=zinnen), "h2", passages=(rol,))
    return replace(changed, onderdelen=(*changed.onderdelen, PlanDeel("lokaal", "", passages=(lokaal,))))


def chapter(plan, code):
    chapters = context(plan)["chapters"]
    return next(part for chapter in chapters for part in (chapter, *chapter.sections) if part.id == code)


def test_chapters_put_texts_of_each_under_one_heading(rich):
    section = chapter(rich, "lokaal-niet")
    assert [(text.titel, str(text.html).strip()) for text in section.texts] == [
        (f"In {naam}", f"<p>{naam} laat dit.</p>") for naam in ("Stadskanaal", "Voorbeeldstad", "Voorbeelddijk")
    ]
    rollen = [text.titel for text in chapter(rich, "h2").texts if text.code]
    assert rollen == [f"Regisseur ({naam})" for naam in ("Stadskanaal", "Voorbeeldstad", "Voorbeelddijk")]


def test_means_are_of_each_gemeente(rich):
    each = "voor 1 actie zijn kosten geraamd, samen € 500. De geschatte inzet voor de acties is 8 uur."
    assert chapter(rich, "middelen").note == (
        f"Stadskanaal: {each} Voorbeeldstad: {each} Voorbeelddijk: {each}"
        " Samen: voor 3 acties zijn kosten geraamd, samen € 1.500. De geschatte inzet voor de acties is 24 uur."
    )


def test_document_names_who_has_arranged_what(rich):
    text = " ".join(words.of_html(render_document(rich)))
    assert text.count("Meldpunt (Stadskanaal en Voorbeeldstad)") == 1
    assert text.count("Gemeenten Stadskanaal, Voorbeeldstad en Voorbeelddijk") == 1


def test_document_has_every_sentence_of_each_once(rich):
    text = render_document(rich)
    zinnen = [zin.tekst for part in rich.onderdelen for zin in part.zinnen if zin.tekst]
    assert {zin: text.count(zin) for zin in zinnen} == dict.fromkeys(zinnen, 1)


def test_document_has_no_id_twice(rich):
    ids = re.findall(r'\sid="([^"]+)"', render_document(rich))
    assert sorted(ids) == sorted(set(ids))


def test_an_offered_joint_plan_says_once_what_the_adoption_does(rich):
    zin = PlanZin("AB-P1-4", "Plan", "AB", "geregeld", "")
    own = tuple(replace(zin, tekst=f"Zin van {naam}.", gemeenten=(naam,)) for naam in ("A", "B"))
    text = render_document(with_part(replace(rich, status="ter_vaststelling"), "h1", zinnen=own))
    said = ("Met de vaststelling van dit plan hebben wij", "Zin van A.", "Zin van B.")
    assert [text.count(sentence) for sentence in said] == [1, 1, 1]


def test_title_page_has_lines_for_every_gemeente(rich):
    text = " ".join(words.of_html(render_document(rich)))
    assert [text.count(f"Vastgesteld door, {g.korte_naam}") for g in rich.gemeenten] == [1, 1, 1]


@pytest.mark.parametrize("formaat", ["docx", "odt"])
def test_office_forms_of_a_joint_plan_have_the_words_of_the_page(rich, formaat):
    form = FORMS[formaat]
    made = form.make(rich, form.html(rich), lambda: None).content
    read = {"docx": words.of_docx, "odt": words.of_odt}[formaat](made)
    assert read == words.of_html(form.html(rich))


def test_page_of_a_joint_plan_has_the_words_of_the_document(rich):
    page, document = " ".join(words.of_html(render_page(rich))), " ".join(words.of_html(render_document(rich)))
    assert page.removeprefix("Naar de tekst van het plan ") == document
