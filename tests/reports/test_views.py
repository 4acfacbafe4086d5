import re
import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from aanpak.models import Actie
from jobs.actions import fail, progress
from jobs.models import Job
from reports.files.actions import render_rapport, request_rapport
from reports.files.formats import FORMS
from reports.files.views import ALREADY_MADE
from reports.gather.plan import gather_plan
from reports.models import Beleidsplan, Rapport
from tenants.context import in_gemeente
from tenants.files import POWERLESS
from tests.pages import present
from tests.reports.conftest import as_platform
from zelfevaluatie.models import Zelfevaluatie

PLAN = "/beleidsplan/"


def url(name, rapport):
    return reverse(f"reports:rapport_{name}", args=[getattr(rapport, "pk", rapport)], urlconf="kompas.urls_tenant")


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


@pytest.fixture
def done(job, pdf, gemeente):
    with as_platform():
        render_rapport(job=job, gemeente=gemeente)
    return Rapport.objects.get()


@pytest.fixture
def failed(rapport, job):
    with as_platform():
        fail(job=job, reason="Het plan is te groot.", final=True)
    return rapport


@pytest.fixture
def foreign(voorbeeldstad, buitenstaander, gemeente, pdf):
    """A finished rapport of another gemeente."""
    with in_gemeente(voorbeeldstad):
        theirs = request_rapport(zelfevaluatie=Zelfevaluatie.objects.get(), gemeente=voorbeeldstad, by=buitenstaander)
        Rapport.objects.update(content=b"%PDF", sha256="x", pages=1, finished_at=theirs.requested_at)
    return theirs


def test_plan_detail_shows_the_plan_and_makes_nothing(client):
    html = client.get(PLAN).content.decode()
    assert html.count("Zin over SV-P1-1.") == 1
    assert 'action="/beleidsplan/pdf/"' in html
    assert Beleidsplan.objects.count() == 0


@pytest.mark.parametrize("ahead", [0, 1])
def test_plan_detail_offers_the_uitvoeringsplan_of_the_year_to_come(client, ahead):
    """Also where the zelfevaluatie of that year was begun already, as from 1 October."""
    today = timezone.localdate().year
    Zelfevaluatie.objects.update(jaar=today + ahead)
    assert re.findall(r"Uitvoeringsplan (\d{4})", client.get(PLAN).text) == [str(today + 1)]


def test_plan_detail_for_a_lezer_has_no_button(client_for, lezer, filled):
    assert b"PDF maken" not in client_for(lezer).get(PLAN).content


def test_plan_detail_without_a_zelfevaluatie_shows_where_to_begin(client_for, bewerker, zelfevaluatie):
    zelfevaluatie.delete()
    assert b"Nog geen plan" in client_for(bewerker).get(PLAN).content


def test_plan_detail_lists_what_was_made_by_whom(client, done):
    html = client.get(PLAN).content.decode()
    assert url("download", done) in html
    assert "Beleidsplan downloaden (pdf, 3 pagina’s)" in html
    assert "door Beleidsadviseur Stadskanaal" in html


@pytest.mark.parametrize("count", [1, 3])
def test_plan_detail_asks_as_many_queries_for_one_rapport_as_for_three(
    client, filled, bewerker, gemeente, django_assert_num_queries, count
):
    beleidsplan = Beleidsplan.objects.create(zelfevaluatie=filled)
    plan = gather_plan(zelfevaluatie=filled, gemeente=gemeente).to_json()
    for _ in range(count):
        Rapport.objects.create(pk=uuid.uuid4(), beleidsplan=beleidsplan, plan=plan, requested_by=bewerker.pk)
    with django_assert_num_queries(23):
        client.get(PLAN)


def test_rapport_request_goes_to_its_progress(client):
    response = client.post("/beleidsplan/pdf/")
    assert (response.status_code, response.url) == (302, url("status", Rapport.objects.get()))


def test_rapport_request_of_a_plan_that_did_not_change_says_so(client, done):
    again = client.post("/beleidsplan/pdf/", follow=True)
    assert (again.request["PATH_INFO"], Rapport.objects.get()) == (url("status", done), done)
    assert present(again.text, ALREADY_MADE, "Je bestand is klaar.") == [ALREADY_MADE, "Je bestand is klaar."]


def test_rapport_request_is_not_for_a_lezer(client_for, lezer, filled):
    assert client_for(lezer).post("/beleidsplan/pdf/").status_code == 403
    assert Rapport.objects.count() == 0


def test_rapport_status_names_the_step(client, rapport, job):
    with as_platform():
        progress(job=job, step=2)
    html = client.get(url("status", rapport)).content.decode()
    assert "Hoofdstukken samenstellen, 2 van 4" in html
    assert f'hx-get="{url("status", rapport)}?seen=running-2"' in html
    assert "Vernieuwen" in html


def test_rapport_status_for_htmx_is_a_fragment_and_nothing_when_nothing_changed(client, rapport, job):
    htmx = {"HX-Request": "true"}
    changed = client.get(url("status", rapport), {"seen": "waiting-0"}, headers=htmx)
    assert (changed.status_code, b"<html" in changed.content, b"hx-trigger" in changed.content) == (200, False, True)
    same = client.get(url("status", rapport), {"seen": "running-1"}, headers=htmx)
    assert (same.status_code, same.content) == (204, b"")


def test_rapport_status_when_done_offers_the_download_and_asks_no_more(client, done):
    html = client.get(url("status", done)).content.decode()
    assert present(html, url("download", done), "hx-get") == [url("download", done)]


def test_rapport_status_when_done_says_what_the_file_is_and_where_to_go_on(client, done):
    Rapport.objects.update(content=b"x" * 83_211, pages=10)
    html = client.get(url("status", done)).content.decode()
    assert ">PDF downloaden (83 kB, 10 pagina’s)</a>" in html
    assert re.findall(r'href="([^"]+)">(Versie bewaren|Terug naar het plan)</a>', html) == [
        ("/beleidsplan/versies/bewaren/", "Versie bewaren"),
        (PLAN, "Terug naar het plan"),
    ]


def test_rapport_status_for_a_lezer_offers_nothing_to_keep(client_for, lezer, done):
    html = client_for(lezer).get(url("status", done)).content.decode()
    assert present(html, "Versie bewaren", "Terug naar het plan") == ["Terug naar het plan"]


@pytest.mark.parametrize(
    ("formaat", "crumb"),
    [("pdf", "PDF"), ("docx", "Word"), ("html", "Webpagina"), ("bestuurder", "Voor de bestuurder")],
)
def test_rapport_status_names_the_plan_once_in_its_breadcrumb(client, done, formaat, crumb):
    Rapport.objects.update(formaat=formaat)
    html = client.get(url("status", done)).content.decode()
    trail = html[html.index("utrecht-breadcrumb-nav") :]
    trail = " ".join(strip_tags(trail[trail.index(">") + 1 : trail.index("</nav>")]).split())
    assert trail == f"Beleidsplan {crumb}"


def test_rapport_status_when_failed_says_why_and_offers_another_try(client, failed):
    html = client.get(url("status", failed)).content.decode()
    assert "Het plan is te groot." in html
    assert f'action="{url("retry", failed)}"' in html


def test_rapport_status_after_its_job_was_lost_has_failed(client, rapport):
    with as_platform():
        Job.objects.all().delete()
    assert "De opdracht is niet meer te vinden." in client.get(url("status", rapport)).content.decode()


def test_rapport_retry_goes_to_the_new_one(client, failed):
    response = client.post(url("retry", failed))
    assert Rapport.objects.get() != failed
    assert response.url == url("status", Rapport.objects.get())


def test_rapport_download_is_a_file_that_can_do_nothing(client, done, pdf):
    response = client.get(url("download", done))
    assert response.content == pdf.content
    expected = {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'attachment; filename="beleidsplan-stadskanaal-{done.plan["jaar"]}-concept.pdf"',
        "Content-Security-Policy": POWERLESS,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert {name: response[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("formaat", "mimetype", "name"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "beleidsplan-{}.docx"),
        ("odt", "application/vnd.oasis.opendocument.text", "beleidsplan-{}.odt"),
        ("html", "text/html; charset=utf-8", "beleidsplan-{}.html"),
        ("metadata", "application/json", "metadata-{}.json"),
        ("bestuurder", "application/pdf", "bestuurder-{}.pdf"),
        (
            "collegevoorstel",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "collegevoorstel-{}.docx",
        ),
    ],
)
def test_rapport_download_has_the_name_and_type_of_its_formaat(client, done, formaat, mimetype, name):
    Rapport.objects.update(formaat=formaat)
    response = client.get(url("download", done))
    wanted = name.format(f"stadskanaal-{done.plan['jaar']}-concept")
    assert (response["Content-Type"], response["Content-Disposition"]) == (mimetype, f'attachment; filename="{wanted}"')
    assert response["Content-Security-Policy"] == POWERLESS


@pytest.mark.parametrize(
    "formaat", [formaat for formaat, form in FORMS.items() if not (form.of_changes or form.of_adoption)]
)
def test_rapport_request_asks_for_that_formaat(client, client_for, lezer, formaat):
    assert client_for(lezer).post(f"/beleidsplan/{formaat}/").status_code == 403
    assert client.post(f"/beleidsplan/{formaat}/").status_code == 302
    assert Rapport.objects.get().formaat == formaat


def test_rapport_request_for_an_unknown_formaat_is_not_there(client):
    assert client.post("/beleidsplan/exe/").status_code == 404


def test_bestuurder_detail_says_where_we_stand(client, client_for, lezer):
    html = client.get("/beleidsplan/voor-de-bestuurder/").content.decode()
    assert "Wat beslist u?" in html
    assert 'action="/beleidsplan/bestuurder/"' in html
    assert b"<form" not in client_for(lezer).get("/beleidsplan/voor-de-bestuurder/").content.partition(b"<main")[2]


def test_bestuurder_detail_sets_what_is_late_apart(client):
    html = client.get("/beleidsplan/voor-de-bestuurder/").text
    assert "Wat is te laat?" not in html
    Actie.objects.create(ambitie=1, wat="Poster ophangen", gereed=date(2020, 3, 1))
    said = " ".join(strip_tags(client.get("/beleidsplan/voor-de-bestuurder/").text).split())
    assert "Wat is te laat? Poster ophangen ▲ te laat: 1 maart 2020, trekker nog te bepalen Wat komt er" in said
    assert said.count("Poster ophangen") == 1


def test_bestuurder_detail_without_a_zelfevaluatie_is_not_there(client_for, bewerker, zelfevaluatie):
    zelfevaluatie.delete()
    assert client_for(bewerker).get("/beleidsplan/voor-de-bestuurder/").status_code == 404


def test_rapport_download_before_it_is_made_is_not_there(client, rapport):
    assert client.get(url("download", rapport)).status_code == 404


@pytest.mark.parametrize("name", ["status", "download"])
def test_a_rapport_of_another_gemeente_is_not_there(client, client_for, foreign, buitenstaander, name):
    theirs = client_for(buitenstaander, gemeente="voorbeeldstad")
    assert theirs.get(url(name, foreign)).status_code == 200
    assert client.get(url(name, foreign)).status_code == 404
    assert client_for(buitenstaander).get(url(name, foreign)).status_code == 404
    assert client.get(url(name, uuid.uuid4())).status_code == 404


def test_a_rapport_of_another_gemeente_cannot_be_retried(client, foreign):
    assert client.post(url("retry", foreign)).status_code == 404
