"""Exactly what is shared, and above all what is not."""

import json

import pytest

from indienen.gather import gather_preview
from metingen.inhoud import Inhoud
from tenants.canonical import canonical
from tenants.context import in_gemeente
from tests.indienen.conftest import CANARIES, CODE, OTHER
from zelfevaluatie.models import Antwoord, Onderbouwing


@pytest.fixture
def preview(prepared, zelfevaluatie_dijk, filled):
    with in_gemeente(filled):
        antwoord = Antwoord.objects.get(bouwsteen__code=CODE)
        Onderbouwing.objects.create(antwoord=antwoord, titel="KANARIE-ONDERBOUWING", url="https://kanarie.example/")
        return gather_preview(voorbereiding=prepared, zelfevaluatie=zelfevaluatie_dijk, gemeente=filled)


def test_what_is_shared_is_exactly_this(preview):
    data = preview.inhoud.to_json()
    antwoorden = {antwoord.pop("code"): antwoord for antwoord in data.pop("antwoorden")}
    assert data == {
        "formaat": 1,
        "kaderversie": "2021-02",
        "peildatum": "2026-10-01",
        "gemeente": {
            "code": "GM9002",
            "naam": "Voorbeelddijk",
            "inwoners": 12_400,
            "regios": [{"soort": "ketenregie", "code": "proef", "naam": "Proefregio"}],
        },
        "enquete": {
            "begroting": "ja",
            "beleidsplan": "",
            "beleidsplan_geldig_tot": None,
            "aandachtsfunctionaris": "",
            "aandachtsfunctionaris_uren": None,
            "zorgcoordinatie": "",
        },
    }
    assert antwoorden.pop(CODE) == {
        "status": "deels",
        "organisatieniveau": ["zelf", "regio"],
        "plan_zin": "Wij bespreken dit elk jaar.",
        "deelcriteria": [f"{CODE}.a"],
    }
    nothing = {"organisatieniveau": [], "plan_zin": None, "deelcriteria": None}
    assert antwoorden.pop(OTHER) == {"status": "geregeld", **nothing}
    assert (len(antwoorden), *antwoorden.values()) == (21, *[{"status": "", **nothing}] * 21)


@pytest.mark.parametrize("word", [*CANARIES.values(), "KANARIE-ONDERBOUWING", "Er is iemand", "2031"])
def test_what_was_not_ticked_and_what_is_never_shared_is_nowhere(preview, word):
    assert word not in json.dumps(preview.inhoud.to_json())


def test_the_snapshot_is_read_back_as_it_was(preview):
    data = preview.inhoud.to_json()
    assert Inhoud.from_json(data) == preview.inhoud
    assert canonical(json.loads(json.dumps(data))) == canonical(data)


def test_a_regio_that_the_gemeente_left_gets_nothing(prepared, zelfevaluatie_dijk, filled, regio):
    from tenants.models import Indeling

    Indeling.objects.filter(regio=regio).update(valid_until="2026-10-31")
    with in_gemeente(filled):
        left = gather_preview(voorbereiding=prepared, zelfevaluatie=zelfevaluatie_dijk, gemeente=filled)
    assert (left.regios, [regio.naam for regio in left.inhoud.gemeente.regios]) == ((), ["Proefregio"])


def test_outside_a_round_there_is_no_enquete_and_no_organisation(prepared, zelfevaluatie_dijk, filled, regio):
    prepared.meetronde = None
    with in_gemeente(filled):
        alone = gather_preview(voorbereiding=prepared, zelfevaluatie=zelfevaluatie_dijk, gemeente=filled)
    assert (alone.inhoud.enquete, alone.organisaties, alone.regios) == (None, (), (regio.pk,))


@pytest.mark.parametrize("change", [{"status": "geregeld"}, {"plan_zin": "Anders."}, {"organisatieniveau": []}])
def test_the_mark_changes_with_what_is_shared(preview, prepared, zelfevaluatie_dijk, filled, change):
    with in_gemeente(filled):
        Antwoord.objects.filter(bouwsteen__code=CODE).update(**change)
        later = gather_preview(voorbereiding=prepared, zelfevaluatie=zelfevaluatie_dijk, gemeente=filled)
    assert later.mark != preview.mark


def test_the_mark_changes_with_whom_it_is_shared(preview, prepared, zelfevaluatie_dijk, filled):
    prepared.organisaties = []
    with in_gemeente(filled):
        later = gather_preview(voorbereiding=prepared, zelfevaluatie=zelfevaluatie_dijk, gemeente=filled)
    assert later.mark != preview.mark
    assert later.sha256 == preview.sha256
