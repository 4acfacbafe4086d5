"""A document of any content is PDF/A-2a and PDF/UA-1, by veraPDF; and making it touches nothing outside."""

import io
from dataclasses import replace
from decimal import Decimal

import pikepdf

from reports.document.chosen import PlanBedrag, PlanOptie, PlanOptieActie, PlanScenarios
from reports.document.html import render_document
from reports.document.look import assets
from reports.document.plan import PlanEvaluatie, Uitvoering
from reports.files.formats import EVERY_FORM
from reports.gather.stand import gather_stand
from tests.printing.files import png
from tests.reports.conftest import MADE_AT, OWN_FILES, only
from tests.reports.forms import SVG, look
from tests.reports.stress import joint, stress
from tests.verapdf import PROFILES, validate_all

ADDRESS = "https://kompas.example/plannen/stadskanaal/2027-2030/controle/"
ACTIES = ("ambitie_1", "ambitie_2")  # a hundred, of all kinds; the second have costs too
KINDS = ("h1", "h1_2", *ACTIES, "ambitie_5", "evaluatie", "bijlage_2", "bijlage_5")  # of all there is on paper


def make(formaat, plan):
    form = EVERY_FORM[formaat]
    return form.make(plan, form.html(plan), lambda: None)


def untagged(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        del document.Root.MarkInfo
        document.save(spoiled := io.BytesIO())
    return spoiled.getvalue()


def with_everything(plan, stand):
    """With a text that must be checked, the stand, all codes, an own sentence on payment and an SVG as logo."""
    first, *others = plan.onderdeel("h1").passages
    parts = tuple(
        replace(part, passages=(replace(first, to_check=True), *others)) if part.code == "h1" else part
        for part in plan.onderdelen
    )
    keuzes = replace(plan.keuzes, stand=True, codes=True, hele_bijlagen=True)
    keuzes = replace(keuzes, financiering="anders", financiering_tekst="Samen.")
    return replace(plan, onderdelen=parts, keuzes=keuzes, stand=stand, huisstijl=look(SVG))


def options(count):
    """Three of them with so many acties, the last without an amount; in the plan too."""
    amount = PlanBedrag(Decimal(100), Decimal(250), "structureel", "Offerte van het bureau, 2026")
    acties = [PlanOptieActie(f"Actie {n}", "SV-P1-1", (1, 2, 3), amount, None, "Veiligheid") for n in range(count)]
    acties.append(PlanOptieActie("Zonder bedrag", "", (3,), in_lijst=False))
    opties = tuple(PlanOptie(nummer, f"Keuze {nummer}") for nummer in (1, 2, 3))
    return PlanScenarios(opties, tuple(acties), advies=1, reden="Daarom.", in_plan=True)


def documents(empty, plan, stand):
    """By the form and a word about what is special; one call, because veraPDF starts slowly."""
    kort = replace(plan, keuzes=replace(empty.keuzes, vorm="kort"), huisstijl=look(png((300, 100), "RGBA")))
    busy = with_everything(stress(plan), stand)
    return {
        "pdf": plan,
        "pdf of nothing": empty,
        "pdf kort": kort,
        "pdf of several gemeenten": joint(plan),
        "pdf that names its address": replace(empty, status="vastgesteld", adres=ADDRESS),
        "pdf of everything, as nobody hopes for": busy,
        "bestuurder": replace(plan, stand=stand, stand_op=MADE_AT.date()),
        "bestuurder of nothing": replace(empty, stand=stand),
        "uitvoeringsplan": replace(plan, uitvoering=Uitvoering(2027)),
        "uitvoeringsplan in one table": replace(only(plan, "ambitie_3"), uitvoering=Uitvoering(2027)),
        "uitvoeringsplan per kwartaal": replace(only(busy, *ACTIES), uitvoering=Uitvoering(2027, "kwartaal")),
        "uitvoeringsplan of nothing": replace(empty, uitvoering=Uitvoering(2027)),
        "collegevoorstel_pdf": replace(plan, scenarios=replace(options(40), advies=None)),
        "collegevoorstel_pdf of nothing": empty,
        "pdf with scenarios": replace(plan, scenarios=options(3)),
        **{
            f"{formaat} of {what}": replace(looked_at, evaluatie=PlanEvaluatie(2027, MADE_AT.date(), parts))
            for formaat in ("evaluatie_pdf", "raadsbrief_pdf", "voortgang_pdf")
            for what, looked_at, parts in (
                ("nothing", empty, ()),
                ("everything", only(busy, *ACTIES), only(plan, *KINDS).onderdelen),
            )
        },
    }


def test_every_document_is_pdf_a_2a_and_pdf_ua_1_and_what_should_be_short_is(empty, stadskanaal_plan, zelfevaluatie):
    plans = documents(empty, stadskanaal_plan, gather_stand(zelfevaluatie))
    made = {name: make(name.partition(" ")[0], plan) for name, plan in plans.items()}
    contents = {name: pdf.content for name, pdf in made.items()}
    contents["spoiled"] = untagged(contents["pdf of nothing"])  # else nobody notices when veraPDF stops looking

    broken = validate_all({(name, profile): content for name, content in contents.items() for profile in PROFILES})

    spoiled = {profile: [rule.partition(" ")[0] for rule in broken.pop(("spoiled", profile))] for profile in PROFILES}
    assert broken == {(name, profile): [] for name in plans for profile in PROFILES}
    assert spoiled == {"PDFA_2_A": ["6.7.2.2-1"], "PDFUA_1": ["6.2-1"]}
    assert 10 <= made["pdf kort"].pages <= 13
    one = ("bestuurder", "bestuurder of nothing", "uitvoeringsplan of nothing", "uitvoeringsplan in one table")
    assert [made[name].pages for name in one] == [1, 1, 1, 1]


def test_a_render_reaches_nothing_but_our_style_sheets_and_watermark(stadskanaal_plan, reached):
    plan = replace(only(stress(stadskanaal_plan), *KINDS), huisstijl=look(SVG))
    assert reached(render_document(plan), assets(plan.huisstijl)) == OWN_FILES
