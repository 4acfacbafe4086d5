"""The forms of a version: all can be had, what was adopted is made once, what speaks of today is made anew."""

import hashlib
import json
from datetime import date

import pytest
import time_machine

from jobs.actions import claim
from reports.document.plan import Plan
from reports.files.actions import render_rapport, request_rapport
from reports.files.formats import FORMS, OF_A_VERSION
from reports.files.queries import rapport_or_404
from reports.files.subjects import OfVersion
from reports.models import Planversie, Rapport, Vaststelling
from reports.versions.actions import Adoption, adopt_version, offer_version, save_version
from reports.versions.queries import all_versions, form_stands, version_or_404
from tests.reports.conftest import as_platform
from zelfevaluatie.models import Antwoord

OF_TODAY = {"metadata", "bestuurder", "collegevoorstel", "collegevoorstel_odt", "collegevoorstel_pdf"}


@pytest.fixture
def real(gemeente):
    gemeente.herkomst = ""
    return gemeente


@pytest.fixture
def adopt(filled, real, bewerker):
    def make(naam):
        versie = save_version(zelfevaluatie=filled, gemeente=real, by=bewerker, naam=naam)
        offer_version(versie=versie, by=bewerker)
        besluit = Vaststelling(orgaan="college", besluit="vaststelling", datum=date(2026, 3, 1), kenmerk="Z-1")
        adoption = Adoption("Plan mensenhandel", (besluit,), date(2026, 4, 1), date(2029, 12, 31))
        adopt_version(versie=versie, gemeente=real, by=bewerker, adoption=adoption)
        return Planversie.objects.select_related("beleidsplan").get(pk=versie.pk)

    return make


@pytest.fixture
def ask(filled, real, bewerker):
    return lambda versie, formaat: request_rapport(
        zelfevaluatie=filled, gemeente=real, by=bewerker, about=OfVersion(versie), formaat=formaat
    )


def made(rapport, gemeente):
    with as_platform():
        render_rapport(job=claim(job_id=rapport.pk), gemeente=gemeente)
    return Rapport.objects.get(pk=rapport.pk)


def test_every_form_of_a_version_can_be_had(adopt):
    stands = form_stands(adopt("Eerste"))
    assert {stand.formaat for stand in stands} == {
        formaat for formaat, form in FORMS.items() if not (form.of_year or form.of_changes)
    }
    assert {stand.formaat for stand in stands if stand.is_kept} == set(OF_A_VERSION) - OF_TODAY
    # The PDF is being made since the adoption.
    assert {stand.formaat for stand in stands if not stand.can_ask} == {"pdf"}


@pytest.mark.parametrize("formaat", ["docx", "html"])
def test_a_form_of_what_was_adopted_is_made_once_for_good(adopt, ask, real, formaat):
    versie = adopt("Eerste")
    first = made(ask(versie, formaat), real)
    Antwoord.objects.update(plan_zin="Later geschreven.")
    assert ask(versie, formaat) == first
    stand = next(stand for stand in form_stands(versie) if stand.formaat == formaat)
    assert (stand.rapport.rapport.pk, stand.can_ask) == (first.pk, False)


def test_the_pdf_of_what_was_adopted_stays_the_one_whatever_else_is_made(adopt, ask, real, pdf):
    versie = adopt("Eerste")
    first = made(Rapport.objects.get(), real)
    made(ask(versie, "html"), real)
    assert ask(versie, "pdf") == first
    assert [stand.rapport.rapport.pk for stand in all_versions()] == [first.pk]


def test_metadata_of_a_version_say_what_has_become_of_it(adopt, ask, real):
    versie = adopt("Eerste")
    before = json.loads(made(ask(versie, "metadata"), real).content)
    adopt("Tweede")
    after = json.loads(made(ask(versie, "metadata"), real).content)
    assert [data["status"] for data in (before, after)] == ["vastgesteld", "vervangen"]
    assert {**before, "status": ""} == {**after, "status": ""}
    assert (after["vastgesteld_door"], after["geldig_tot"]) == (
        ["college van burgemeester en wethouders"],
        "2029-12-31",
    )


@pytest.mark.parametrize(("day", "status"), [(date(2026, 5, 1), "vastgesteld"), (date(2030, 1, 1), "verlopen")])
def test_the_page_of_the_bestuurder_has_the_status_and_the_tally_of_that_day(adopt, ask, day, status):
    versie = adopt("Eerste")
    with time_machine.travel(day, tick=False):
        plan = Plan.from_json(ask(versie, "bestuurder").plan)
    assert (plan.status, plan.stand_op, len(plan.stand)) == (status, day, 5)


def test_an_offered_version_says_so_in_its_forms(filled, real, bewerker, ask):
    versie = save_version(zelfevaluatie=filled, gemeente=real, by=bewerker, naam="Voor het college")
    offer_version(versie=versie, by=bewerker)
    versie = version_or_404(versie.pk).versie
    assert {ask(versie, formaat).plan["status"] for formaat in OF_A_VERSION} == {"ter_vaststelling"}


def test_form_stands_are_of_that_version_alone(adopt, ask, real):
    first, second = adopt("Eerste"), adopt("Tweede")
    rapport = made(ask(second, "html"), real)
    html = {v.naam: next(s for s in form_stands(v) if s.formaat == "html").rapport for v in (first, second)}
    assert (html["Eerste"], html["Tweede"].rapport.pk) == (None, rapport.pk)
    assert rapport_or_404(rapport.pk).titel == "Beleidsplan"
    assert hashlib.sha256(bytes(rapport.content)).hexdigest() == rapport.sha256
