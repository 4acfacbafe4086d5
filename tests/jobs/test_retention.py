import importlib.util
import subprocess
import sys
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from jobs import tasks
from jobs.models import Job
from jobs.retention import enforce_retention
from kompas.celery import app

NOTHING = {"taken": 0}
NOW = timezone.now()


def test_nothing_is_removed_before_its_term(db, make_job):
    make_job(state=Job.State.DONE, finished_at=NOW - timedelta(days=89))
    make_job(state=Job.State.WAITING)
    assert enforce_retention() == NOTHING


def test_what_is_past_its_term_is_removed_once(db, make_job):
    make_job(state=Job.State.DONE, finished_at=NOW - timedelta(days=91))
    assert (enforce_retention(), enforce_retention()) == ({"taken": 1}, NOTHING)


@pytest.mark.parametrize("app", [config.name for config in apps.get_app_configs()])
def test_every_app_that_removes_something_is_asked_to(app):
    own = f"{app}.retention"
    there = importlib.util.find_spec(own) is not None
    assert (f"{own}.enforce_retention" in settings.RETENTION) == there


def test_enforce_retention_runs_every_night(db, capsys):
    names = {entry["task"] for entry in app.conf.beat_schedule.values()}
    tasks.enforce_retention()
    call_command("enforce_retention")
    assert ("jobs.tasks.enforce_retention" in names, capsys.readouterr().out) == (
        True,
        "Gewist: 0 sessies, 0 uitnodigingen, 0 gebruikers, 0 logregels, 0 verzoeken om te wissen, 0 taken, 0 processen,"
        " 0 berichten, 0 logins, 0 onderbouwingen, 0 vooraf gemaakte rapporten,"
        " 0 openbare plannen zonder versie, 0 oude plannen, 0 indieningen, 0 inzages, 0 antwoordlinks,"
        " 0 oude versies, 0 adressen,"
        " 0 handelingen, 0 openingsverzoeken, 0 delen van overdrachten,"
        " 0 rechten om te schrijven.\n",
    )


def test_an_operator_enforces_it_as_the_owner(db):
    """By hand, as docs/storingen.md says: with DATABASE_OWNER_URL, so not as the platform."""
    command = [sys.executable, "manage.py", "enforce_retention"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.startswith("Gewist: ")) == (0, True), done.stderr[-500:]
