"""Only terms that stand in the plan are explained: where they stand first, and in a list at the end."""

import json
from dataclasses import replace

import pytest

from reports.document.begrippen import PlanBegrip, found_in
from reports.document.html import chapters, render_document
from reports.document.plan import Plan
from reports.gather.begrippen import gather_begrippen
from tests.printing import words
from tests.reports.forms import SKIP_LINK, make

DRIEHOEK = PlanBegrip("driehoek", "Driehoek", "Een overleg.", "Een wet", ("driehoek",), in_place=True)
HUIS = PlanBegrip("huis", "Huis", "Een plek.", "Een wet", ("Zorg- en Veiligheidshuis", "ZVH"))
B8 = PlanBegrip("b8", "B8", "Een regeling.", "Een circulaire", ("B8",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In de Driehoek spreken wij af.", {DRIEHOEK}),
        ("De gezagsdriehoek en de driehoekjes.", set()),
        ("Het Zorg- en\n    Veiligheidshuis; zie ook B8.", {HUIS, B8}),
        ("<p>Volgens <em>B8</em>: <a href='https://x.nl/driehoek'>hier</a></p>", {B8}),
        ("b8 en zvh met kleine letters", set()),
    ],
)
def test_a_term_is_found_as_a_whole_word(text, found):
    begrippen = (DRIEHOEK, HUIS, B8)
    assert {begrippen[number] for number in found_in([text], begrippen)} == found


def sections(plan):
    return [part for chapter in chapters(plan) for part in (chapter, *chapter.sections)]


def test_a_regulation_of_the_union_is_no_verordening_of_the_raad():
    term = PlanBegrip("v", "Verordening", "Regels van de raad.", "", ("verordening",), in_place=True)
    union = ("Algemene verordening gegevensbescherming (AVG)", "Verordening (EU) 2024/3015")
    assert (found_in(union, (term,)), found_in(("Een verordening van de raad.",), (term,))) == (set(), {0})


def test_a_plan_lists_what_stands_in_it_and_nothing_else(plan):
    (listed,) = [part.begrippen for part in sections(plan) if part.id == "begrippen"]
    said = " ".join(words.of_html(render_document(replace(plan, begrippen=()))))
    terms = {begrip.term for begrip in listed}
    assert {"Kader", "VNG", "Gezagsdriehoek"} <= terms
    assert [b.term for b in listed if not found_in([said], (b,))] == []
    assert "Convenant" not in terms


def test_a_hard_term_is_explained_once_below_the_first_text_that_has_it(plan):
    first = {begrip.code: part.id for part in sections(plan) for begrip in part.explained}
    codes = [begrip.code for part in sections(plan) for begrip in part.explained]
    assert len(codes) == len(set(codes)) > 2
    assert {begrip.code for begrip in plan.begrippen if begrip.in_place} >= set(codes)
    (triangle,) = [part for part in sections(plan) if part.id == first["gezagsdriehoek"]]
    assert "driehoek" in " ".join(words.of_html("".join(text.html for text in triangle.texts)))


def test_every_form_says_them_alike(plan):
    plan = replace(plan, keuzes=replace(plan.keuzes, codes=True))  # else they are in Word alone
    said = words.of_html(render_document(plan))
    assert words.of_docx(make("docx", plan).content) == said
    assert words.of_html(make("html", plan).content.decode()) == [*SKIP_LINK, *said]
    short = replace(plan, keuzes=replace(plan.keuzes, vorm="kort"))
    assert [part.id for part in chapters(short)][:3] == ["kern", "samenvatting", "begrippen"]


def test_a_plan_keeps_the_words_of_its_day_and_one_from_before_has_no_list(plan):
    assert plan.begrippen == gather_begrippen()
    kept = json.loads(json.dumps(plan.to_json()))
    assert Plan.from_json(kept) == plan
    del kept["begrippen"]
    old = Plan.from_json(kept)
    assert [part.id for part in sections(old) if part.explained or part.id == "begrippen"] == []
