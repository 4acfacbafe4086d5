"""What a page of an answer says about its place in the plan is where the plan prints it."""

from collections.abc import Iterable

import pytest
from lxml import html as lxml_html

from kader.models import Status
from reports.document.html import Section, chapters, render_document
from reports.document.in_beeld import SECTORS
from reports.gather.plan import gather_plan
from reports.models import Keuzes
from tests.zelfevaluatie.browser import HTMX, post
from zelfevaluatie.models import AanvullendAntwoord, Antwoord
from zelfevaluatie.places import SCANS, place_of

SAID = ["", *Status.values]


def answers():
    bouwstenen = Antwoord.objects.select_related("bouwsteen__thema", "bouwsteen__plan")
    vragen = AanvullendAntwoord.objects.select_related("vraag__plan")
    return [*((a.bouwsteen.code, a) for a in bouwstenen), *((a.vraag.code, a) for a in vragen)]


def headings(sections: Iterable[Section], above: str = "") -> Iterable[tuple[str, str]]:
    """Per code the heading under which the plan prints it; under 'Wat doen we al' with that of the chapter."""
    for section in sections:
        titel = f"Wat doen we al: {section.titel}" if above == "Wat doen we al" else section.titel
        printed = [*section.zinnen, *(zin for done in section.done for zin in done.zinnen)]
        yield from ((zin.code, titel) for zin in printed)
        yield from headings(section.sections, section.titel)


def choose(zelfevaluatie, vorm):
    Keuzes.objects.update_or_create(zelfevaluatie=zelfevaluatie, defaults={"vorm": vorm, "bijlagen": [1, 4]})
    zelfevaluatie.refresh_from_db()


@pytest.mark.parametrize("vorm", Keuzes.Vorm.values)
@pytest.mark.parametrize("zin", ["Wij doen dit.", ""])
@pytest.mark.parametrize("status", SAID)
def test_the_place_of_every_answer_is_that_of_the_plan(zelfevaluatie, gemeente, vorm, zin, status):
    for model in (Antwoord, AanvullendAntwoord):
        model.objects.update(status=status, plan_zin=zin, nvt_reden="Reden.")
    choose(zelfevaluatie, vorm)
    plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    printed = dict(headings(chapters(plan)))
    places = {code: place_of(antwoord) for code, antwoord in answers()}
    speaks = bool(zin) or status in {"deels", "geregeld"}
    assert printed == ({code: place.titel for code, place in places.items()} if speaks else {})
    anchors = set(lxml_html.fromstring(render_document(plan)).xpath("//@id"))
    assert {place.anchor for place in places.values()} - anchors == set()


def test_a_save_while_typing_moves_the_place_along(client_for, bewerker, zelfevaluatie):
    fragment = post(client_for(bewerker), HTMX, path="/zelfevaluatie/BB-P1-3/opslaan/", status="deels").text
    assert '<a href="/beleidsplan/#BB-P1-3">Wat doen we al: Beleidsmatige basis</a>' in fragment


@pytest.mark.parametrize(
    ("code", "status", "zin", "titel", "anchor"),
    [
        ("BB-P1-3", "deels", "Wij delen.", "Wat doen we al: Beleidsmatige basis", "BB-P1-3"),
        ("BB-P1-3", "nog_niet", "Wij delen.", "Ambitie 2: Signaleren, melden en monitoren", "BB-P1-3"),
        ("BB-P1-3", "nog_niet", "", "Ambitie 2: Signaleren, melden en monitoren", "ambitie_2"),
        ("FI-1", "geregeld", "Er is geld.", "Middelen", "FI-1"),
        ("BB-P1-2", "", "", "Vormen van mensenhandel", "inleiding"),
    ],
)
def test_the_page_of_an_answer_links_to_its_place(
    client_for, bewerker, zelfevaluatie, code, status, zin, titel, anchor
):
    for model, name in ((Antwoord, "bouwsteen__code"), (AanvullendAntwoord, "vraag__code")):
        model.objects.filter(**{name: code}).update(status=status, plan_zin=zin)
    page = client_for(bewerker).get(f"/zelfevaluatie/{code}/" if "-P" in code else f"/zelfevaluatie/vraag/{code}/")
    assert f'<a href="/beleidsplan/#{anchor}">{titel}</a>' in page.text


def test_the_page_of_an_answer_knows_the_scans_of_the_plan():
    assert SCANS == SECTORS
