"""What is measured: that it is true, and that it tells nothing of a gemeente."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.module_loading import import_string

from berichten.models import Bericht
from jobs.actions import sweep_all
from jobs.models import Job
from jobs.retention import enforce_all
from monitoring.actions import beat
from monitoring.measures import Measures, measure_backup, measure_gemeenten, measure_heartbeats
from monitoring.models import Heartbeat
from monitoring.retention import enforce_retention
from tenants.models import BackupRun, Gemeente

LABELS = {"version", "state", "name", "reason"}


def values_of(measure):
    return {found.name: found.values for found in measure()}


def measured(path):
    return values_of(import_string(path))


def ago(**delta):
    return timezone.now() - timedelta(**delta)


def test_jobs_are_counted_with_the_age_of_the_oldest_and_the_failed_of_a_day(make_job):
    for state, minutes in (("waiting", 10), ("waiting", 2), ("done", 60)):
        Job.objects.filter(pk=make_job(state=state).pk).update(created_at=ago(minutes=minutes))
    make_job(lease=30)
    for hours in (1, 23, 25):
        make_job(state="failed", reason="mislukt", finished_at=ago(hours=hours))
    found = measured("jobs.measures.measure")
    oldest = found.pop("kompas_job_oldest_waiting_seconds")[""]
    assert found == {"kompas_jobs": {"waiting": 2, "running": 1}, "kompas_jobs_failed_day": {"": 2}}
    assert 600 <= oldest < 610


def test_mails_are_counted_with_the_age_of_the_oldest_and_why_they_failed(db):
    Bericht.objects.all().delete()
    common = {"soort": "login", "address": "iemand@gemeente.example"}
    for minutes in (5, 1):
        Bericht.objects.create(**common, queued_at=ago(minutes=minutes))
    for reden, hours in (("vol", 1), ("vol", 25), ("onbereikbaar", 2)):
        Bericht.objects.create(**common, staat="mislukt", reden=reden, ended_at=ago(hours=hours))
    found = measured("berichten.measures.measure")
    assert found["kompas_mails_waiting"] == {"": 2}
    assert 300 <= found["kompas_mail_oldest_waiting_seconds"][""] < 310
    failed = found["kompas_mails_failed_day"]
    assert {reason: count for reason, count in failed.items() if count} == {"vol": 1, "onbereikbaar": 1}
    assert set(failed) == set(Bericht.Reden.values)


def test_nothing_waiting_is_an_age_of_nothing(db):
    Bericht.objects.all().delete()
    Job.objects.all().delete()
    assert measured("jobs.measures.measure")["kompas_job_oldest_waiting_seconds"] == {"": 0}
    assert measured("berichten.measures.measure")["kompas_mail_oldest_waiting_seconds"] == {"": 0}


def test_gemeenten_are_counted_by_how_they_are(stadskanaal):
    before = values_of(measure_gemeenten)["kompas_gemeenten"]
    Gemeente.objects.filter(pk=stadskanaal.pk).update(maintenance_since=Now())
    Gemeente.objects.filter(slug="zwolle").update(opening="tables")
    assert values_of(measure_gemeenten)["kompas_gemeenten"] == {
        "open": before["open"] - 1,
        "maintenance": before["maintenance"] + 1,
        "opening": before["opening"] + 1,
    }


def test_a_backup_has_an_age_and_is_late_when_it_is_too_old_or_never_came(db, settings):
    settings.BACKUP_MAX_AGE_HOURS = 26
    BackupRun.objects.all().delete()
    never = values_of(measure_backup)
    BackupRun.objects.create(name="a", started_at=ago(hours=30), ended_at=ago(hours=29))
    BackupRun.objects.create(name="b", started_at=ago(hours=2), ended_at=ago(hours=1), error="vol")
    old = values_of(measure_backup)
    BackupRun.objects.create(name="c", started_at=ago(hours=1), ended_at=ago(minutes=50))
    fresh = values_of(measure_backup)
    assert [found["kompas_backup_late"][""] for found in (never, old, fresh)] == [1, 1, 0]
    ages = [found["kompas_backup_age_seconds"][""] for found in (never, old, fresh)]
    assert [age and age // 3600 for age in ages] == [None, 30, 1]


def test_heartbeats_have_an_age_and_what_never_beat_has_none(db):
    Heartbeat.objects.all().delete()
    for name, instance, seconds in (("beat", "", 40), ("worker", "a", 10), ("worker", "b", 100), ("worker", "c", 300)):
        Heartbeat.objects.create(name=name, instance=instance, at=ago(seconds=seconds))
    found = values_of(measure_heartbeats)
    ages = {name: age // 10 if age is not None else None for name, age in found["kompas_heartbeat_age_seconds"].items()}
    assert ages == {"beat": 4, "worker": 1, "sweep": None, "retention": None, "opening": None}
    assert found["kompas_workers"] == {"": 2}


def test_sweeping_and_removing_leave_a_heartbeat(db):
    sweep_all()
    enforce_all()
    assert set(Heartbeat.objects.filter(at__gt=ago(minutes=1)).values_list("name", flat=True)) >= {"sweep", "retention"}


def test_beating_again_moves_the_one_row_with_one_statement(db, django_assert_num_queries):
    Heartbeat.objects.create(name="worker", instance="a", at=ago(days=1))
    with django_assert_num_queries(1):
        beat(name=Heartbeat.Name.WORKER, instance="a")
    row = Heartbeat.objects.get(name="worker", instance="a")
    assert timezone.now() - row.at < timedelta(minutes=1)


def test_processes_that_are_gone_are_forgotten_and_what_is_done_is_not(db):
    Heartbeat.objects.all().delete()
    for name, instance, days in (("worker", "a", 8), ("worker", "b", 6), ("retention", "", 8)):
        Heartbeat.objects.create(name=name, instance=instance, at=ago(days=days))
    assert enforce_retention() == {"processen": 1}
    assert set(Heartbeat.objects.values_list("instance", flat=True)) == {"b", ""}


@pytest.mark.parametrize("word", ["slug", "naam", "schema_name", "code"])
def test_no_metric_or_label_names_a_gemeente(stadskanaal, make_job, word):
    make_job()
    Gemeente.objects.filter(pk=stadskanaal.pk).update(maintenance_since=Now())
    families = list(Measures().collect())
    texts = {
        text for family in families for sample in family.samples for text in (sample.name, *sample.labels.values())
    }
    names = set(Gemeente.objects.values_list(word, flat=True))
    assert {text for text in texts if text.casefold() in {name.casefold() for name in names}} == set()
    assert {label for family in families for sample in family.samples for label in sample.labels} <= LABELS


def test_a_scrape_asks_the_database_as_often_whatever_is_there(stadskanaal, make_job, django_assert_num_queries):
    list(Measures().collect())
    with django_assert_num_queries(12):
        list(Measures().collect())
    for _ in range(5):
        make_job()
    with django_assert_num_queries(12):
        list(Measures().collect())


def test_every_app_that_measures_is_asked():
    there = {f"{path.parent.name}" for path in settings.BASE_DIR.glob("*/measures.py")}
    assert {path.partition(".")[0] for path in settings.MEASURES} == there
