"""What is in beeld and what is counted in the country: as figures of a PDF, in Word and ODT, and in a joint plan."""

import io
from dataclasses import replace

import pikepdf
import pytest

from reports.document.html import chapters, render_document
from reports.document.in_beeld import DRAWINGS, in_beeld
from reports.document.joint import assemble
from reports.document.plan import PlanCijfer, PlanNadruk
from sjablonen.landelijk_tabel import Landelijk
from tests.printing import words
from tests.reports.conftest import only
from tests.reports.forms import make

SIGNALS = tuple(PlanCijfer("Signalen", "", year, aantal, "team Zorg") for year, aantal in ((2024, "12"), (2025, "31")))


def with_parts(plan, **parts):
    found = (replace(part, **parts.get(part.code, {})) for part in plan.onderdelen)
    return replace(plan, onderdelen=tuple(found))


def figures_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as made:
        found = [o for o in made.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.Figure]
        return [str(figure.Alt) for figure in found]


def in_view(plan):
    return next(part for chapter in chapters(plan) for part in chapter.sections if part.id == "in-beeld")


def test_drawings_are_figures_that_are_read_out_in_the_pdf(empty):
    plan = only(with_parts(empty, bijlage_2={"cijfers": SIGNALS}), "h1_2", "bijlage_2")
    country = Landelijk(plan.onderdeel("bijlage_2").landelijk).figure.spoken
    assert sorted(figures_of(make("pdf", plan).content)) == sorted(["Signalen. 2024: 12; 2025: 31.", country])


@pytest.mark.parametrize("formaat", ["docx", "odt"])
def test_word_and_odt_have_the_same_in_words(empty, formaat):
    plan = with_parts(empty, bijlage_2={"cijfers": SIGNALS})
    content = make(formaat, plan).content
    said = " ".join({"docx": words.of_docx, "odt": words.of_odt}[formaat](content))
    assert "Signalen: 12 in 2024 en 31 in 2025. Bron: team Zorg." in said
    assert "Gemeld, volgens CoMensha 1.372 1.013 791 814 niet gevonden" in said
    assert b"<svg" not in content


def test_in_a_joint_plan_each_figure_and_reason_has_a_name(empty):
    vormen = {"nadruk": (), "zonder_nadruk": (PlanNadruk("x", "Organen", "Nooit gezien."),)}
    first = with_parts(empty, h1_2=vormen, bijlage_2={"cijfers": SIGNALS})
    naam = replace(first.gemeenten[0], code="GM9001", naam="Voorbeeldstad", korte_naam="Voorbeeldstad")
    other = with_parts(replace(first, gemeenten=(naam,)), h1_2={"zonder_nadruk": None}, bijlage_2={"cijfers": ()})
    here = in_view(assemble([first, other], jaar=2027))
    without, counted = here.blocks
    assert here.titel == "Onze gemeenten in beeld"
    assert [(vorm.titel, vorm.gemeenten) for vorm in without.nadruk] == [("Organen", ("Stadskanaal",))]
    assert [each.titel for each in counted.in_beeld.geteld] == ["Signalen, Stadskanaal"]


def test_no_more_is_drawn_than_fits_beside_each_other():
    rows = [replace(row, titel=f"Reeks {n}") for n in range(4) for row in SIGNALS]
    found = in_beeld(rows)
    assert (len(found.geteld), len(found.drawn)) == (4, DRAWINGS)


def test_a_year_without_a_row_keeps_its_place_in_the_drawing():
    rows = [PlanCijfer("Signalen", "", year, "9", "team Zorg") for year in (2023, 2025)]
    (geteld,) = in_beeld(rows).geteld
    assert geteld.said == "9 in 2023 en 9 in 2025"
    assert geteld.figure.spoken == "Signalen. 2023: 9; 2024: geen cijfer; 2025: 9."


def test_only_the_last_three_years_are_told():
    rows = [PlanCijfer("Signalen", "", year, "9", "team Zorg") for year in range(2018, 2026)]
    rows.append(PlanCijfer("Vroeger", "", 2018, "9", "team Zorg"))
    assert [each.said for each in in_beeld(rows).geteld] == ["9 in 2023, 9 in 2024 en 9 in 2025"]


def test_the_short_form_keeps_what_is_in_beeld(empty):
    plan = with_parts(empty, bijlage_2={"cijfers": SIGNALS})
    short = replace(plan, keuzes=replace(plan.keuzes, vorm="kort"))
    said = " ".join(words.of_html(render_document(short)))
    assert ("Signalen: 12 in 2024 en 31 in 2025." in said, "volgens CoMensha 1.372" in said) == (True, False)
