import re
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from beheer.actions import bring_aboard
from berichten.models import Bericht
from jobs.models import Job
from monitoring.actions import beat
from monitoring.models import Heartbeat
from schema_replay.models import Entry
from tenants.models import BackupRun, Gemeente

PAGE = "/platform/"
NOTHING = "Er is niets dat gemeenten opent"


def fail(gemeente):
    Gemeente.objects.filter(pk=gemeente.pk).update(maintenance_since=timezone.now())
    entry = {"app": "aanpak", "name": "0009_budget", "way": "replayed", "state": "failed", "error": "lock timeout"}
    Entry.objects.create(schema_name=gemeente.schema_name, attempts=5, **entry)


def test_platform_detail_is_for_who_runs_kompas(client_for, client, redacteur, bewerker):
    others = [client_for(gebruiker, gemeente=None).get(PAGE).status_code for gebruiker in (redacteur, bewerker)]
    assert (client.get(PAGE).status_code, others) == (200, [403, 404])


def test_platform_detail_without_failures_counts_who_is_up_to_date(client):
    context = client.get(PAGE).context
    assert (context["fine"], context["attention"]) == (3, [])


def test_platform_detail_puts_a_failed_gemeente_apart_with_the_reason(client, stadskanaal):
    fail(stadskanaal)
    response = client.get(PAGE)
    assert [g.slug for g in response.context["attention"]] == ["stadskanaal"]
    page = " ".join(response.content.decode().split())
    assert "1 gemeente vraagt aandacht, 2 zijn bij." in page
    assert 'aanpak.0009_budget <span class="k-meta"> lock timeout' in page


def test_platform_detail_shows_an_opening_that_broke_off(client):
    Gemeente.objects.filter(slug="zwolle").update(opening="tables")
    assert [g.slug for g in client.get(PAGE).context["attention"]] == ["zwolle"]


def test_platform_detail_names_the_last_migration(client, stadskanaal):
    for name in ("0001_initial", "0002_last"):
        Entry.objects.create(
            schema_name=stadskanaal.schema_name, app="aanpak", name=name, state="applied", way="replayed"
        )
    (stand,) = client.get("/platform/gemeenten/GM0037/").context["stand"]
    assert (stand.last_app, stand.last_name) == ("aanpak", "0002_last")


def test_platform_detail_asks_as_much_for_three_failures_as_for_one(client, django_assert_num_queries):
    fail(Gemeente.objects.get(slug="stadskanaal"))
    client.get(PAGE)
    with django_assert_num_queries(10):
        client.get(PAGE)
    for slug in ("voorbeeldstad", "voorbeelddijk"):
        fail(Gemeente.objects.get(slug=slug))
    with django_assert_num_queries(10):
        client.get(PAGE)


def said_of_copies(client):
    page = " ".join(client.get(PAGE).content.decode().split())
    return re.sub(r"<[^>]+>", "", page.partition('<h2 id="reservekopie">')[2].partition("</section>")[0])


def test_platform_detail_says_how_old_the_last_copy_is_and_what_it_lacks(client, settings):
    settings.BACKUP_MAX_AGE_HOURS = 26
    assert "Er is nog geen goede kopie" in said_of_copies(client)
    at = timezone.now() - timedelta(hours=5)
    BackupRun.objects.create(name="kopie", started_at=at, ended_at=at, size=29_000_000, is_sealed=True)
    said = said_of_copies(client)
    shown = date_format(timezone.localtime(at), "j F Y H:i")
    assert f"De laatste goede kopie is van {shown}: 29,0 MB, versleuteld en alleen op deze plaats." in said
    assert "te oud" not in said


def test_platform_detail_warns_when_the_last_copy_is_late_and_says_why(client, settings):
    settings.BACKUP_MAX_AGE_HOURS = 26
    at = timezone.now() - timedelta(hours=27)
    BackupRun.objects.create(name="goed", started_at=at, ended_at=at, is_elsewhere=True)
    BackupRun.objects.create(name="fout", started_at=timezone.now(), ended_at=timezone.now(), error="schijf vol")
    said = said_of_copies(client)
    assert "De laatste goede kopie is te oud" in said
    assert "niet versleuteld en ook op een andere plaats." in said
    assert "is mislukt: schijf vol" in said


def test_platform_detail_where_others_make_the_copies_warns_of_nothing(client, settings):
    settings.BACKUP_MAX_AGE_HOURS = 0
    assert said_of_copies(client).split("Reservekopie")[1].strip() == "Kompas maakt hier geen kopieën."


def test_start_leads_a_platformbeheerder_to_the_page(client):
    assert client.get("/start/?verder")["Refresh"] == f"0; url={PAGE}"


def test_platform_detail_says_what_waits_and_what_failed(client, stadskanaal):
    Job.objects.create(kind="reports.render", gemeente=stadskanaal)
    Job.objects.create(kind="reports.render", state="failed", reason="Kapot.", finished_at=timezone.now())
    Bericht.objects.create(
        soort="toegang", address="a@b.example", staat="mislukt", reden="vol", ended_at=timezone.now()
    )
    beat(name=Heartbeat.Name.WORKER, instance="een")
    running = client.get(PAGE).context["running"]
    assert (running.waiting, running.failed, running.mails, running.workers) == (1, 1, 1, 1)


def test_platform_detail_says_when_nothing_opens_what_was_asked_for(client, platformbeheerder, zwolle):
    bring_aboard(gemeente=zwolle, by=platformbeheerder.pk)
    warned = [NOTHING in client.get(PAGE).text]
    beat(name=Heartbeat.Name.OPENING)
    warned.append(NOTHING in client.get(PAGE).text)
    assert warned == [True, False]


def test_job_list_names_what_failed_and_why(client, stadskanaal):
    Job.objects.create(kind="reports.render", gemeente=stadskanaal, state="done", finished_at=timezone.now())
    Job.objects.create(
        kind="reports.render", gemeente=stadskanaal, state="failed", reason="Te groot.", finished_at=timezone.now()
    )
    page = client.get("/platform/wachtrij/")
    assert [job.reason for job in page.context["page"].rows] == ["Te groot."]
    assert "Te groot." in page.text
