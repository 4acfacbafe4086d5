"""One passage, found without the rest of the plan, is the one that the preview has."""

import pytest
from django.http import Http404

from aanpak.models import Routestap
from reports.gather.layers import layers
from reports.gather.plan import gather_plan
from reports.models import Keuzes
from reports.passages import preview
from reports.passages.actions import save_passage
from tests.reports.passages.texts import CODE, STANDARD

URL = f"/beleidsplan/passage/{CODE}/opslaan/"
POSTED = {"version": "0", "standard_laag": "landelijk", "standard_versie": "1", "tekst": "Ons eigen doel."}


def in_preview(zelfevaluatie, gemeente):
    """Every text that has a place, by code."""
    chapters = preview.context(zelfevaluatie=zelfevaluatie, gemeente=gemeente)["chapters"]
    sections = [section for chapter in chapters for section in (chapter, *chapter.sections)]
    return {text.code: text for section in sections for text in section.texts if text.layer}


def alone(zelfevaluatie, gemeente):
    """The same, each found on its own; a place that the preview does not have is left out."""
    found = {}
    for code in layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente):
        try:
            found[code], _ = preview.place_or_404(code, zelfevaluatie=zelfevaluatie, gemeente=gemeente)
        except Http404:
            continue
    return found


def test_every_place_alone_is_as_in_the_preview(filled, gemeente, bewerker):
    for code, standard in ((CODE, STANDARD), ("lokaal.niet", None)):
        save_passage(zelfevaluatie=filled, code=code, tekst="### Eigen", standard=standard, version=0, by=bewerker)
    found = alone(filled, gemeente)
    assert found == in_preview(filled, gemeente)
    assert {"lokaal.niet", "lokaal.waarom_hier", CODE} - set(found) == set()


def test_what_the_choices_leave_out_is_not_found_alone_either(filled, gemeente):
    Keuzes.objects.create(zelfevaluatie=filled, vorm=Keuzes.Vorm.KORT)
    found = alone(filled, gemeente)
    assert found == in_preview(filled, gemeente)
    assert len(found) < len(layers(zelfevaluatie=filled, gemeente=gemeente))


def test_an_example_that_a_route_of_its_own_replaced_is_not_found_alone_either(filled, gemeente):
    before = set(alone(filled, gemeente))
    Routestap.objects.create(melder="burger", volgorde=1, wat="Bel ons", wie="Meldpunt")
    found = alone(filled, gemeente)
    assert found == in_preview(filled, gemeente)
    assert before - set(found) == {"bijlage_5.burger"}


def test_a_place_that_is_not_there_is_404(filled, gemeente):
    with pytest.raises(Http404):
        preview.place_or_404("h1.niets", zelfevaluatie=filled, gemeente=gemeente)


@pytest.mark.parametrize(("headers", "times"), [({"HX-Request": "true"}, 1), ({}, 0)])
def test_saving_gathers_the_plan_at_most_once(client_for, bewerker, filled, monkeypatch, headers, times):
    gathered = []
    monkeypatch.setattr(
        preview, "gather_plan", lambda **arguments: gathered.append(arguments) or gather_plan(**arguments)
    )
    client_for(bewerker).post(URL, POSTED, headers=headers)
    assert len(gathered) == times
