"""From an adopted plan to one that everybody reads, and back; who may do that, and what is refused."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import Toegang
from openbaar.models import OpenbaarPlan
from reports.models import Rapport
from reports.versions.actions import offer_version, save_version
from reports.versions.openbaar_actions import FILES, NOT_READY, OpenbaarFout, publish_plan
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.builders.openbaar import TITEL, adopt, make_files, make_public
from tests.builders.plans import of_itself
from tests.pages import present

STEPS = ("files", "publish", "gemeenteblad", "withdraw")


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


@pytest.fixture
def real(filled, gemeente):
    """Stadskanaal as if it had filled in its answers itself, also in the database."""
    return of_itself(gemeente)


@pytest.fixture
def adopted(real, bewerker):
    return adopt(gemeente=real, by=bewerker)


@pytest.fixture
def ready(adopted, bewerker):
    """With its files."""
    make_files(adopted, bewerker)
    return adopted


def url(name, versie):
    return reverse(f"reports:openbaar_{name}", args=[versie.pk], urlconf="kompas.urls_tenant")


def test_version_detail_leads_to_it_for_who_may_adopt(client, client_for, lezer, adopted):
    detail = f"/beleidsplan/versies/{adopted.pk}/"
    assert url("detail", adopted) in client.get(detail).text
    page = client_for(lezer).get(detail).text
    assert ("Dit plan staat niet op een openbaar webadres" in page, url("detail", adopted) in page) == (True, False)


def test_openbaar_detail_shows_it_as_everybody_will(client, ready):
    page = " ".join(client.get(url("detail", ready)).text.split())
    for words in (
        "/plannen/stadskanaal/2027-2030/",
        "Zo ziet iedereen het",
        "Zin over SV-P1-1.",
        "Plan openbaar maken</button>",
    ):
        assert words in page
    assert "GEHEIM" not in page
    assert OpenbaarPlan.objects.count() == 0


def test_openbaar_files_has_them_made_once_and_only_then_it_can_go_on(client, adopted):
    Rapport.objects.all().delete()
    page = client.get(url("detail", adopted))
    assert ("Bestanden klaarzetten</button>" in page.text, "Plan openbaar maken</button>" in page.text) == (True, False)
    for _ in range(2):
        client.post(url("files", adopted))
    assert sorted(Rapport.objects.values_list("formaat", flat=True)) == sorted(FILES)
    page = client.get(url("detail", adopted)).text
    assert present(page, "Kijk of ze klaar zijn", "klaarzetten</button>", "Plan openbaar maken</button>") == [
        "Kijk of ze klaar zijn"
    ]


def test_openbaar_publish_is_refused_while_a_file_is_missing(client, adopted, bewerker):
    make_files(adopted, bewerker, without=["odt"])
    answer = client.post(url("publish", adopted), {"gemeenteblad": "gmb-2027-1"})
    assert (answer.status_code, NOT_READY in answer.text, OpenbaarPlan.objects.count()) == (422, True, 0)


def test_openbaar_publish_copies_the_plan_and_its_files(client, client_for, ready):
    answer = client.post(url("publish", ready), {"gemeenteblad": "Gemeenteblad 2027, nr. 12345"}, follow=True)
    plan = OpenbaarPlan.objects.get()
    assert (plan.titel, plan.gemeenteblad, plan.sha256) == (TITEL, "gmb-2027-12345", ready.sha256)
    assert {each.formaat: each.sha256 for each in plan.bestanden.all()} == {
        each.formaat: each.sha256 for each in Rapport.objects.all()
    }
    assert "Het plan is openbaar." in answer.text
    assert plan.url in client.get(f"/beleidsplan/versies/{ready.pk}/").text
    assert client_for(None, gemeente=None).get(plan.path).status_code == 200


def test_openbaar_publish_of_two_clicks_makes_one(client, ready):
    for _ in range(2):
        assert client.post(url("publish", ready), {}).status_code == 302
    assert OpenbaarPlan.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("gmb-2027-12345", "gmb-2027-12345"),
        (" GMB 2027 012345 ", "gmb-2027-12345"),
        ("Gemeenteblad 2027, nr. 12345", "gmb-2027-12345"),
        ("2027/12345", "gmb-2027-12345"),
        ("", ""),
    ],
)
def test_openbaar_gemeenteblad_is_kept_in_one_form(client, real, ready, typed, kept):
    publish_plan(versie=ready, gemeente=real)
    assert client.post(url("gemeenteblad", ready), {"gemeenteblad": typed}).status_code == 302
    assert OpenbaarPlan.objects.get().gemeenteblad == kept


@pytest.mark.parametrize("step", ["publish", "gemeenteblad"])
def test_what_is_no_number_is_said_and_stays_in_the_field(client, real, ready, step):
    if step == "gemeenteblad":
        publish_plan(versie=ready, gemeente=real)
    answer = client.post(url(step, ready), {"gemeenteblad": "volgende week"})
    assert (answer.status_code, "Dit herkent Kompas niet als nummer." in answer.text) == (422, True)
    assert 'value="volgende week"' in answer.text


def test_openbaar_gemeenteblad_of_a_colleague_is_not_overwritten_unseen(client, real, ready):
    publish_plan(versie=ready, gemeente=real, gemeenteblad="gmb-2027-1")
    answer = client.post(url("gemeenteblad", ready), {"gemeenteblad": "gmb-2027-2", "gezien": ""})
    assert (answer.status_code, "Een collega vulde intussen een ander nummer in: gmb-2027-1." in answer.text) == (
        409,
        True,
    )
    assert 'value="gmb-2027-2"' in answer.text
    assert OpenbaarPlan.objects.get().gemeenteblad == "gmb-2027-1"
    client.post(url("gemeenteblad", ready), {"gemeenteblad": "gmb-2027-2", "gezien": "gmb-2027-1"})
    assert OpenbaarPlan.objects.get().gemeenteblad == "gmb-2027-2"


def test_openbaar_withdraw_takes_it_off_the_web_and_it_can_come_back(client, real, ready):
    plan = publish_plan(versie=ready, gemeente=real)
    assert "Het plan is niet meer openbaar." in client.post(url("withdraw", ready), follow=True).text
    assert OpenbaarPlan.objects.count() == 0
    assert "Het plan was al niet meer openbaar." in client.post(url("withdraw", ready), follow=True).text
    assert publish_plan(versie=ready, gemeente=real).path == plan.path


def test_a_public_plan_keeps_the_name_of_the_gemeente_until_it_is_made_public_anew(client, real, ready):
    plan = publish_plan(versie=ready, gemeente=real)
    said = "Op de openbare pagina staat de naam van toen: Stadskanaal."
    assert said not in " ".join(client.get(url("detail", ready)).text.split())
    connection.set_schema_to_public()
    Gemeente.objects.filter(pk=real.pk).update(korte_naam="Kanaalstad")
    connection.set_tenant(real)
    assert said in " ".join(client.get(url("detail", ready)).text.split())
    client.post(url("withdraw", ready))
    client.post(url("publish", ready))
    anew = OpenbaarPlan.objects.get()
    assert (plan.gemeente_naam, anew.gemeente_naam, anew.path) == ("Stadskanaal", "Kanaalstad", plan.path)
    assert "naam van toen" not in client.get(url("detail", ready)).text


@pytest.mark.parametrize("step", STEPS)
def test_a_lezer_decides_nothing_and_who_may_only_adopt_does(client_for, lezer, real, ready, step):
    if step in ("gemeenteblad", "withdraw"):
        publish_plan(versie=ready, gemeente=real)
    own, before = client_for(lezer), OpenbaarPlan.objects.count()
    assert (own.post(url(step, ready)).status_code, own.get(url("detail", ready)).status_code) == (403, 403)
    assert OpenbaarPlan.objects.count() == before
    connection.set_schema_to_public()
    Toegang.objects.create(gebruiker=lezer, functie="vaststeller", gemeente=real)
    connection.set_tenant(real)
    assert own.post(url(step, ready)).status_code == 302


@pytest.mark.parametrize("step", ["detail", *STEPS])
def test_another_gemeente_finds_nothing(client_for, buitenstaander, real, ready, step):
    publish_plan(versie=ready, gemeente=real)
    theirs = client_for(buitenstaander, gemeente="voorbeeldstad")
    asked = theirs.get if step == "detail" else theirs.post
    assert asked(url(step, ready)).status_code == 404
    assert OpenbaarPlan.objects.count() == 1


def test_another_gemeente_publishes_no_version_of_ours(real, ready, voorbeeldstad):
    """Not in her schema, and PostgreSQL lets her write nothing in our name: see tests/openbaar/test_role.py."""
    with in_gemeente(voorbeeldstad), pytest.raises(ready.DoesNotExist):
        publish_plan(versie=type(ready)(pk=ready.pk), gemeente=real)


@pytest.mark.parametrize("step", ["detail", *STEPS])
@pytest.mark.parametrize("offered", [True, False])
def test_a_concept_is_never_public(client, real, filled, bewerker, step, offered):
    versie = save_version(zelfevaluatie=filled, gemeente=real, by=bewerker, naam="Concept")
    if offered:
        offer_version(versie=versie, by=bewerker)
    make_files(versie, bewerker)
    asked = client.get if step == "detail" else client.post
    assert (asked(url(step, versie)).status_code, OpenbaarPlan.objects.count()) == (404, 0)
    with pytest.raises(OpenbaarFout):
        publish_plan(versie=versie, gemeente=real)


@pytest.mark.parametrize("step", STEPS)
def test_what_changes_something_is_post_only(client, ready, step):
    assert client.get(url(step, ready)).status_code == 405


def test_adopting_the_next_plan_tells_readers_of_the_former(real, ready, bewerker):
    former = publish_plan(versie=ready, gemeente=real)
    following = make_public(gemeente=real, by=bewerker, naam="Volgende")
    former.refresh_from_db()
    assert (former.vervangen_op is None, following.vervangen_op, following.adres) == (False, None, "2027-2030-2")


def test_a_plan_that_was_replaced_before_says_so_when_it_is_made_public(real, ready, bewerker):
    adopt(gemeente=real, by=bewerker, naam="Volgende")
    assert publish_plan(versie=ready, gemeente=real).vervangen_op is not None


def test_addresses_without_a_period_have_the_year_of_the_plan(real, bewerker):
    versie = adopt(gemeente=real, by=bewerker, periode_van=None)
    make_files(versie, bewerker)
    assert publish_plan(versie=versie, gemeente=real).adres == str(versie.plan["jaar"])
