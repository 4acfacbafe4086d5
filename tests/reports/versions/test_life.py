"""The life of a plan: kept, offered, adopted, frozen, replaced; what differs; and who may do what."""

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from aanpak.models import Actie
from jobs.actions import claim
from jobs.models import Job
from printing.pdf import render_pdf
from reports.document.html import render_document
from reports.files.actions import render_rapport, request_rapport
from reports.files.subjects import OfVersion
from reports.gather.adres import check_url
from reports.gather.version import plan_of
from reports.models import Beleidsplan, Overgang, Planversie, Rapport, Vaststelling
from reports.versions.actions import (
    ALLOWED,
    EXAMPLE,
    NOBODY_ADOPTS,
    Adoption,
    OvergangFout,
    adopt_version,
    change,
    offer_version,
    save_version,
    withdraw_version,
)
from reports.versions.queries import all_versions, evaluation_due
from tenants.canonical import sha256_of
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.pages import present
from tests.reports.conftest import SCRIPT, as_platform
from zelfevaluatie.models import Antwoord, Zelfevaluatie

Status = Beleidsplan.Status
Orgaan, Besluit = Vaststelling.Orgaan, Vaststelling.Besluit


def college(besluit=Besluit.VASTSTELLING, orgaan=Orgaan.COLLEGE, datum=date(2026, 3, 1)):
    return Vaststelling(orgaan=orgaan, besluit=besluit, datum=datum, kenmerk="Z-1", portefeuillehouder="burgemeester")


def adoption(**changes):
    values = {
        "citeertitel": "Beleidsplan mensenhandel 2026",
        "besluiten": (college(), college(Besluit.KENNISNAME, Orgaan.RAAD, date(2026, 3, 20))),
        "periode_van": date(2026, 4, 1),
        "periode_tot": date(2029, 12, 31),
        "evaluatiedatum": date(2028, 3, 1),
    }
    return Adoption(**{**values, **changes})


@pytest.fixture
def real(gemeente):
    """Stadskanaal as if it had filled in its answers itself."""
    gemeente.herkomst = ""
    return gemeente


@pytest.fixture
def versie(filled, real, bewerker):
    return save_version(zelfevaluatie=filled, gemeente=real, by=bewerker, naam="Voor het college")


@pytest.fixture
def offered(versie, bewerker):
    offer_version(versie=versie, by=bewerker)
    return versie


@pytest.fixture
def adopted(offered, real, bewerker):
    adopt_version(versie=offered, gemeente=real, by=bewerker, adoption=adoption())
    return Planversie.objects.select_related("beleidsplan").get(pk=offered.pk)


def statuses():
    return {stand.versie.naam: stand.status.value for stand in all_versions()}


def make_pdf(rapport, gemeente):
    """As the worker does, with the real WeasyPrint."""
    with as_platform():
        render_rapport(job=claim(job_id=rapport.pk), gemeente=gemeente)
    return Rapport.objects.get(pk=rapport.pk)


def test_save_version_keeps_the_plan_and_its_hash(versie):
    Antwoord.objects.update(plan_zin="Later geschreven.")
    kept = Planversie.objects.get()
    assert [zin.tekst for zin in plan_of(kept).onderdeel("ambitie_2").zinnen] == ["Zin over SV-P1-1."]
    assert (kept.sha256, kept.formaat) == (sha256_of(kept.plan), kept.plan["formaat"])
    assert (
        kept.sha256
        == hashlib.sha256(
            json.dumps(kept.plan, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        ).hexdigest()
    )


def test_save_version_refuses_a_name_that_is_taken(versie, filled, real, bewerker):
    with pytest.raises(OvergangFout, match="al een versie met deze naam"):
        save_version(zelfevaluatie=filled, gemeente=real, by=bewerker, naam=versie.naam)


@pytest.mark.parametrize("van", ALLOWED)
@pytest.mark.parametrize("naar", Status)
def test_change_goes_only_where_the_table_says(versie, van, naar):
    held = versie if van == Status.TER_VASTSTELLING else None
    Beleidsplan.objects.update(status=van, voorstel=held)
    beleidsplan = Beleidsplan.objects.get()
    if naar in ALLOWED[van]:
        change(beleidsplan, naar, versie if naar == Status.TER_VASTSTELLING else None)
        assert Beleidsplan.objects.get().status == naar
    else:
        with pytest.raises(OvergangFout, match=f"status ‘{van.label}’ kan niet naar ‘{naar.label}’"):
            change(beleidsplan, naar)


def test_the_whole_life_is_recorded_with_who_and_when(offered, real, bewerker):
    withdraw_version(versie=offered, by=bewerker)
    assert (statuses(), Beleidsplan.objects.get().status) == ({"Voor het college": "concept"}, "concept")
    offer_version(versie=offered, by=bewerker)
    adopt_version(versie=offered, gemeente=real, by=bewerker, adoption=adoption())
    moves = list(Overgang.objects.order_by("created_at").values_list("van", "naar", "created_by"))
    assert moves == [
        ("concept", "ter_vaststelling", bewerker.pk),
        ("ter_vaststelling", "concept", bewerker.pk),
        ("concept", "ter_vaststelling", bewerker.pk),
        ("ter_vaststelling", "vastgesteld", bewerker.pk),
    ]
    kept = Planversie.objects.get()
    assert (kept.vastgesteld_by, kept.citeertitel) == (bewerker.pk, "Beleidsplan mensenhandel 2026")


def test_adopt_version_tells_the_zelfevaluatie_and_leaves_the_answer_alone(adopted, client_for, bewerker):
    assert Zelfevaluatie.objects.get().plan_status == "vastgesteld"
    assert Antwoord.objects.get(bouwsteen__code="AB-P1-4").status == ""
    page = client_for(bewerker).get("/zelfevaluatie/AB-P1-4/").text
    assert "Je beleidsplan is vastgesteld. Daar past ‘geregeld’ bij." in page


def test_adopt_version_needs_an_offer_and_somebody_who_adopts(versie, real, bewerker):
    with pytest.raises(OvergangFout, match="ligt niet ter vaststelling"):
        adopt_version(versie=versie, gemeente=real, by=bewerker, adoption=adoption())
    offer_version(versie=versie, by=bewerker)
    nobody = adoption(besluiten=(college(Besluit.KENNISNAME),))
    with pytest.raises(OvergangFout, match=NOBODY_ADOPTS):
        adopt_version(versie=versie, gemeente=real, by=bewerker, adoption=nobody)
    assert statuses() == {"Voor het college": "ter_vaststelling"}


def test_adopt_version_not_alone_is_of_what_somebody_else_offered(offered, real, bewerker, lezer):
    with pytest.raises(OvergangFout, match="Jij bood deze versie zelf aan."):
        adopt_version(versie=offered, gemeente=real, by=bewerker, adoption=adoption(), alone=False)
    adopt_version(versie=offered, gemeente=real, by=lezer, adoption=adoption(), alone=False)
    assert Planversie.objects.get(pk=offered.pk).vastgesteld_by == lezer.pk


def test_adopt_version_is_refused_for_a_plan_that_others_derived(offered, stadskanaal, voorbeeldstad, bewerker):
    stadskanaal.herkomst = "Afgeleid uit een openbaar beleidsstuk."
    assert [gemeente for gemeente in (stadskanaal, voorbeeldstad) if gemeente.may_adopt] == [voorbeeldstad]
    with pytest.raises(OvergangFout, match=EXAMPLE):
        adopt_version(versie=offered, gemeente=stadskanaal, by=bewerker, adoption=adoption())


def test_only_one_version_is_offered_at_a_time(offered, filled, real, bewerker):
    other = save_version(zelfevaluatie=filled, gemeente=real, by=bewerker, naam="Nog een")
    with pytest.raises(OvergangFout, match="al een versie ter vaststelling"):
        offer_version(versie=other, by=bewerker)


def test_a_newer_adoption_replaces_the_former(adopted, filled, real, bewerker):
    newer = save_version(zelfevaluatie=filled, gemeente=real, by=bewerker, naam="Herzien")
    offer_version(versie=newer, by=bewerker)
    assert statuses() == {"Herzien": "ter_vaststelling", "Voor het college": "vastgesteld"}
    withdraw_version(versie=newer, by=bewerker)
    assert Beleidsplan.objects.get().status == "vastgesteld"
    offer_version(versie=newer, by=bewerker)
    adopt_version(versie=newer, gemeente=real, by=bewerker, adoption=adoption())
    assert statuses() == {"Herzien": "vastgesteld", "Voor het college": "vervangen"}
    assert list(adopted.overgangen.values_list("naar", flat=True)) == ["vervangen", "vastgesteld", "ter_vaststelling"]


def test_an_adoption_in_the_next_year_replaces_that_plan_too(adopted, filled, real, bewerker):
    Zelfevaluatie.objects.update(staat="gesloten")
    later = Zelfevaluatie.objects.create(kaderversie=filled.kaderversie, jaar=filled.jaar + 1)
    newer = save_version(zelfevaluatie=later, gemeente=real, by=bewerker, naam="Volgend plan")
    offer_version(versie=newer, by=bewerker)
    adopt_version(versie=newer, gemeente=real, by=bewerker, adoption=adoption())
    assert statuses() == {"Volgend plan": "vastgesteld", "Voor het college": "vervangen"}
    assert Beleidsplan.objects.get(pk=adopted.beleidsplan_id).status == "vervangen"


def test_an_adopted_version_is_over_after_its_period_without_a_write(adopted):
    for today, expected in [(date(2029, 12, 31), "vastgesteld"), (date(2030, 1, 1), "verlopen")]:
        assert adopted.status_on(today, latest=adopted) == expected


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_planversie SET naam = 'x'",
        "UPDATE reports_planversie SET vastgesteld_at = NULL, vastgesteld_by = NULL, citeertitel = ''",
        "DELETE FROM reports_planversie",
        "UPDATE reports_vaststelling SET datum = '2020-01-01'",
        "DELETE FROM reports_vaststelling WHERE orgaan = 'raad'",
        "UPDATE reports_vaststelling SET planversie_id = gen_random_uuid()",
        "INSERT INTO reports_vaststelling SELECT gen_random_uuid(), 'burgemeester', besluit, datum, kenmerk,"
        " portefeuillehouder, planversie_id FROM reports_vaststelling WHERE orgaan = 'college'",
        "UPDATE reports_rapport SET content = 'x'",
        "UPDATE reports_rapport SET planversie_id = NULL",
        "DELETE FROM reports_rapport",
    ],
)
def test_what_was_adopted_cannot_be_changed_by_the_role_of_the_gemeente(adopted, pdf, real, statement):
    make_pdf(Rapport.objects.get(), real)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (f"{connection.settings_dict['NAME']}_gm0037",)
        with pytest.raises(IntegrityError, match="is vastgesteld en kan niet meer veranderen"), transaction.atomic():
            cursor.execute(statement)


def test_the_guard_does_not_look_where_a_search_path_points(adopted):
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="vastgesteld"), transaction.atomic():
        cursor.execute("SET LOCAL search_path = ''; DELETE FROM gm0037.reports_vaststelling")


def test_the_role_of_the_gemeente_can_neither_drop_nor_disable_the_guard(adopted):
    for statement in (
        "ALTER TABLE reports_planversie DISABLE TRIGGER ALL",
        "DROP TRIGGER reports_frozen ON reports_planversie",
        "SET session_replication_role = replica",
        "TRUNCATE reports_vaststelling",
        "DELETE FROM reports_overgang",
    ):
        with connection.cursor() as cursor, pytest.raises(Exception, match=r"owner|denied"), transaction.atomic():
            cursor.execute(statement)


def test_every_gemeente_has_the_guard_in_its_own_schema(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tables.nspname, count(*), bool_and(tables.oid = functions.pronamespace) FROM pg_trigger"
            " JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_namespace tables ON tables.oid = relnamespace"
            " JOIN pg_proc functions ON functions.oid = tgfoid WHERE tgname LIKE 'reports_frozen%'"
            " GROUP BY 1 ORDER BY 1"
        )
        found = cursor.fetchall()
    schemas = Gemeente.objects.opened().order_by("schema_name").values_list("schema_name", flat=True)
    assert found == [(schema, 4, True) for schema in schemas]


def test_the_text_of_a_kept_version_cannot_change_but_an_unused_one_may_go(versie):
    with pytest.raises(IntegrityError, match="tekst van een bewaarde versie"), transaction.atomic():
        Planversie.objects.update(sha256="0" * 64)
    assert Planversie.objects.update(naam="Andere naam") == 1
    assert Planversie.objects.all().delete()[0] == 1


def test_json_and_pdf_of_what_was_adopted_are_the_same_bytes_after_answers_change(adopted, offered, filled, real):
    first = make_pdf(Rapport.objects.get(), real)
    Antwoord.objects.update(plan_zin="Later geschreven.", status="geregeld")
    Actie.objects.all().delete()
    again = Planversie.objects.select_related("beleidsplan").get()
    assert (again.plan, again.sha256, sha256_of(again.plan)) == (offered.plan, offered.sha256, offered.sha256)
    document = replace(plan_of(again), adres=check_url(again, real))
    made = render_pdf(render_document(document), made_at=document.made_at)
    assert (made.content, made.sha256) == (bytes(first.content), first.sha256)


def test_an_adopted_version_has_one_pdf_for_good(adopted, filled, real, bewerker, lezer, pdf):
    asked = Rapport.objects.get()
    assert request_rapport(zelfevaluatie=filled, gemeente=real, by=lezer, about=OfVersion(adopted)) == asked
    make_pdf(asked, real)
    assert request_rapport(zelfevaluatie=filled, gemeente=real, by=bewerker, about=OfVersion(adopted)) == asked
    assert (Rapport.objects.count(), Job.objects.count()) == (1, 1)


def test_what_was_adopted_is_printed_with_its_decisions_and_without_concept(adopted):
    html = render_document(plan_of(adopted))
    for words in (
        "<strong>Vastgesteld</strong> op 1 maart 2026",
        "college van burgemeester en wethouders, 1 maart 2026, kenmerk Z-1",
        "Ter kennisname",
        "gemeenteraad, 20 maart 2026",
        "Portefeuillehouder: burgemeester",
        "Beleidsplan mensenhandel 2026",
        "tot en met 31 december 2029",
        "asset:plan/vastgesteld.css",
        "(vastgesteld)</title>",
    ):
        assert words in html
    assert "oncept" not in html


def test_a_plan_that_is_offered_is_named_so_and_keeps_its_watermark(offered):
    html = render_document(plan_of(offered))
    assert present(html, "asset:plan/ter_vaststelling.css", "asset:plan/vastgesteld.css") == [
        "asset:plan/ter_vaststelling.css"
    ]
    assert "<strong>Ter vaststelling</strong>, tekst van" in html


def test_the_adoption_speaks_in_the_sentence_of_the_bouwsteen_that_asks_for_a_plan(filled, real, bewerker):
    said = "Met de vaststelling van dit plan hebben wij een beleidsplan"
    Antwoord.objects.filter(bouwsteen__code="AB-P1-4").update(status="in_voorbereiding", plan_zin="Het is kort.")
    versie = save_version(zelfevaluatie=filled, gemeente=real, by=bewerker, naam="Met zin")
    assert said not in render_document(plan_of(versie))
    offer_version(versie=versie, by=bewerker)
    html = render_document(plan_of(versie))
    assert (html.count(said), html.count('id="AB-P1-4"')) == (1, 1)
    assert f"{said} voor de aanpak van mensenhandel. Het is kort." in html


def test_the_adoption_speaks_too_where_the_gemeente_wrote_nothing(offered):
    html = render_document(plan_of(offered))
    assert html.count("Met de vaststelling van dit plan") == html.count('id="AB-P1-4"') == 1


def test_no_decision_becomes_markup(offered, real, bewerker):
    hostile = Vaststelling(
        orgaan="raad", besluit="vaststelling", datum=date(2026, 3, 1), kenmerk=SCRIPT, portefeuillehouder=SCRIPT
    )
    changes = {"citeertitel": SCRIPT, "besluiten": (hostile,)}
    adopt_version(versie=offered, gemeente=real, by=bewerker, adoption=adoption(**changes))
    html = render_document(plan_of(Planversie.objects.select_related("beleidsplan").get()))
    assert (html.count("<script"), html.count("&lt;script&gt;")) == (0, 4)


@pytest.mark.parametrize(
    ("today", "due"), [("2027-08-01", False), ("2027-09-15", True), ("2028-03-01", True), ("2030-01-01", True)]
)
def test_the_evaluation_is_on_the_overzicht_from_half_a_year_before(adopted, today, due):
    with time_machine.travel(today, tick=False):
        assert (evaluation_due() is not None) == due


def test_versions_of_another_gemeente_are_not_there(versie, voorbeeldstad, buitenstaander):
    with in_gemeente(voorbeeldstad):
        assert all_versions() == []
        theirs = save_version(
            zelfevaluatie=Zelfevaluatie.objects.get(), gemeente=voorbeeldstad, by=buitenstaander, naam="KANARIE"
        )
        offer_version(versie=theirs, by=buitenstaander)
        adopt_version(versie=theirs, gemeente=voorbeeldstad, by=buitenstaander, adoption=adoption())
    assert statuses() == {"Voor het college": "concept"}
    assert evaluation_due() is None
