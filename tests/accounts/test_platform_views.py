import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Gebruiker
from demo.people import make_gebruiker
from schema_replay.models import Entry
from tenants.models import BackupRun, Gemeente

PAGE = "/platform/"


@pytest.fixture
def platformbeheerder(db):
    email = "platform@vng.example"
    make_gebruiker(email, "Platformbeheerder", "platformbeheerder", organisatie="vng")
    return Gebruiker.objects.get(email=email)


@pytest.fixture
def client(client_for, platformbeheerder):
    return client_for(platformbeheerder, gemeente=None)


def fail(gemeente):
    Gemeente.objects.filter(pk=gemeente.pk).update(maintenance_since=timezone.now())
    entry = {"app": "aanpak", "name": "0009_budget", "way": "replayed", "state": "failed", "error": "lock timeout"}
    Entry.objects.create(schema_name=gemeente.schema_name, attempts=5, **entry)


def test_platform_detail_is_for_who_runs_kompas(client_for, client, redacteur, bewerker):
    others = [client_for(gebruiker, gemeente=None).get(PAGE).status_code for gebruiker in (redacteur, bewerker)]
    assert (client.get(PAGE).status_code, others) == (200, [403, 404])


def test_platform_detail_without_failures_names_who_is_up_to_date(client):
    context = client.get(PAGE).context
    assert [g.slug for g in context["fine"]] == ["stadskanaal", "voorbeelddijk", "voorbeeldstad"]
    assert context["attention"] == []


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
    (shown,) = [g for g in client.get(PAGE).context["fine"] if g.slug == "stadskanaal"]
    assert (shown.last_app, shown.last_name) == ("aanpak", "0002_last")


def test_platform_detail_asks_as_much_for_three_failures_as_for_one(client, django_assert_num_queries):
    fail(Gemeente.objects.get(slug="stadskanaal"))
    client.get(PAGE)
    with django_assert_num_queries(5):
        client.get(PAGE)
    for slug in ("voorbeeldstad", "voorbeelddijk"):
        fail(Gemeente.objects.get(slug=slug))
    with django_assert_num_queries(5):
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
    assert f"De laatste goede kopie is van {shown}: 27,7 MB, versleuteld en alleen op deze plaats." in said
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
