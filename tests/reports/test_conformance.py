"""A plan of any content is PDF/A-2a and PDF/UA-1, by veraPDF; and making it touches nothing outside."""

import io
from dataclasses import replace

import pikepdf

from reports.formats import FORMS
from reports.html import render_document
from reports.pdf import render_pdf
from reports.plan import Uitvoering
from reports.stand import gather_stand
from tests.reports.conftest import MADE_AT, OWN_FILES
from tests.reports.stress import joint, stress
from tests.verapdf import PROFILES, validate_all


def render(plan):
    return render_pdf(render_document(plan), made_at=MADE_AT).content


def make(formaat, plan):
    form = FORMS[formaat]
    return form.make(plan, form.html(plan), lambda: None)


def untagged(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        del document.Root.MarkInfo
        document.save(spoiled := io.BytesIO())
    return spoiled.getvalue()


def test_every_plan_is_pdf_a_2a_and_pdf_ua_1(empty, stadskanaal_plan):
    plans = {"stadskanaal": stadskanaal_plan, "empty": empty, "stress": stress(stadskanaal_plan)}
    plans["joint"] = joint(stadskanaal_plan)
    made = {name: render(plan) for name, plan in plans.items()}
    made["spoiled"] = untagged(made["empty"])  # else nobody notices when veraPDF stops looking

    broken = validate_all({(name, profile): content for name, content in made.items() for profile in PROFILES})

    spoiled = {profile: [rule.partition(" ")[0] for rule in broken.pop(("spoiled", profile))] for profile in PROFILES}
    assert broken == {(name, profile): [] for name in plans for profile in PROFILES}
    assert spoiled == {"PDFA_2_A": ["6.7.2.2-1"], "PDFUA_1": ["6.2-1"]}


def test_the_short_forms_are_pdf_a_2a_and_pdf_ua_1(empty, stadskanaal_plan, zelfevaluatie):
    stand = gather_stand(zelfevaluatie)
    busy = stress(stadskanaal_plan)
    plans = {
        "bestuurder": replace(stadskanaal_plan, stand=stand, stand_op=MADE_AT.date()),
        "bestuurder of nothing": replace(empty, stand=stand),
        "uitvoeringsplan": replace(stadskanaal_plan, uitvoering=Uitvoering(2027)),
        "uitvoeringsplan per kwartaal": replace(busy, uitvoering=Uitvoering(2027, "kwartaal")),
        "uitvoeringsplan of nothing": replace(empty, uitvoering=Uitvoering(2027)),
    }
    made = {name: make(name.partition(" ")[0], plan) for name, plan in plans.items()}

    broken = validate_all({(name, profile): pdf.content for name, pdf in made.items() for profile in PROFILES})

    assert broken == {(name, profile): [] for name in plans for profile in PROFILES}
    assert [made[name].pages for name in ("bestuurder", "bestuurder of nothing", "uitvoeringsplan of nothing")] == [
        1
    ] * 3


def test_a_render_reaches_nothing_but_our_style_sheets_and_watermark(stadskanaal_plan, reached):
    assert reached(render_document(stress(stadskanaal_plan))) == OWN_FILES
