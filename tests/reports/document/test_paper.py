"""How the pages of the plan are filled: no paper for nothing."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from reports.document.html import chapters, render_document
from reports.document.plan import PlanGemeente, PlanVaststelling
from tests.reports.conftest import only, printed

MM = 72 / 25.4
TOP, BOTTOM = 273 * MM, 21 * MM  # of the text on a page, from below; see paper.css
PAGES_MAX, HALF = 30, 0.5


def filled(page):
    """How far down the text of a page goes, from 0 to 1."""
    lowest = [TOP]

    def look(text, cm, tm, *_):
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip() and BOTTOM < y < TOP:
            lowest.append(y)

    page.extract_text(visitor_text=look)
    return (TOP - min(lowest)) / (TOP - BOTTOM)


@pytest.fixture
def reader(stadskanaal_plan):
    return PdfReader(io.BytesIO(printed(render_document(stadskanaal_plan)).content))


def test_the_plan_of_stadskanaal_is_short_and_no_page_is_half_empty(reader, stadskanaal_plan):
    parts = [part for part in chapters(stadskanaal_plan) if part.is_part]
    page_of = {entry.title: reader.get_destination_page_number(entry) for entry in flat(reader.outline)}
    starts = {page_of[f"{part.number} {part.titel}".strip()] for part in parts}
    last = {start - 1 for start in starts} | {len(reader.pages) - 1}
    pages = {n: round(filled(page), 2) for n, page in enumerate(reader.pages)}
    assert len(starts) == 3
    assert {n: share for n, share in pages.items() if n not in {0, *last} and share < HALF} == {}
    assert len(pages) <= PAGES_MAX


@pytest.mark.parametrize("decided", [True, False])
def test_the_title_page_has_room_for_what_eight_gemeenten_decide(empty, decided):
    naam = "Een Gemeente met een lange naam"
    gemeenten = tuple(PlanGemeente(f"GM000{n}", f"gemeente {naam} {n}", f"{naam} {n}") for n in range(8))
    besluiten = tuple(
        PlanVaststelling("college", "vaststelling", date(2027, 3, 1), "Z-17", "wethouder Zorg", each.korte_naam)
        for each in gemeenten
    )
    plan = replace(only(empty, "h1"), herkomst="", gemeenten=gemeenten, vaststellingen=besluiten if decided else ())
    lines = lines_of(PdfReader(io.BytesIO(printed(render_document(plan)).content)).pages[0])
    decisions = [y for y, text in lines if text.startswith("Vastgesteld door")]
    assert len(decisions) == 8
    assert min(y for y, text in lines if text.startswith("Beleidsplan")) > max(decisions) + 30
    assert min(y for y, _ in lines) > BOTTOM / 2


def lines_of(page):
    """What stands on a page, in the order of its text, each with its height."""
    found = []

    def look(text, cm, tm, *_):
        if text.strip():
            found.append((round(tm[4] * cm[1] + tm[5] * cm[3] + cm[5]), text.strip()))

    page.extract_text(visitor_text=look)
    return found


def test_a_page_that_is_nearly_empty_is_seen(reader):
    assert filled(reader.pages[0]) > HALF > filled(PdfReader(io.BytesIO(printed(SHORT).content)).pages[0])


SHORT = '<html lang="nl"><title>x</title><link rel="stylesheet" href="asset:plan/paper.css"><p>Een regel.</html>'


def flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def test_the_terms_stand_together_on_one_page():
    before = "<p>Een regel.</p>" * 35
    terms = "".join(f'<p class="plan-begrip">TERM{n} met een uitleg.</p>' for n in range(40))
    html = SHORT.replace("<p>Een regel.", f'<body class="plan"><section class="plan-chapter">{before}</section>')
    html = html.replace(
        "</html>", f'<section class="plan-chapter"><h2>B</h2><div class="plan-begrippen">{terms}</div></html>'
    )
    pages = PdfReader(io.BytesIO(printed(html).content)).pages
    assert [page.extract_text().count("TERM") for page in pages] == [0, 40]
