"""A night of the backup service, on the database of the tests: made, sealed, brought elsewhere, noted, and told of."""

import io
import os
from datetime import datetime, time, timedelta
from pathlib import Path
from time import sleep
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from tenants.backups.dump import read_backup
from tenants.backups.nightly import back_up, due
from tenants.backups.programs import BackupFout
from tenants.backups.queries import last_backup
from tenants.backups.sealed import make_keys, opened
from tenants.management.commands import backup as command
from tenants.models import BackupRun

URL = os.environ["DATABASE_OWNER_URL"]


@pytest.fixture(autouse=True)
def chosen(settings, db):
    """What an operator leaves as it is; the commands are told that they work as the owner."""
    settings.BACKUP_PUBLIC_KEYS, settings.BACKUP_HOOK = [], ""
    settings.BACKUP_KEEP, settings.BACKUP_AT, settings.BACKUP_MAX_AGE_HOURS = (7, 5, 3), time(4), 26
    settings.DATABASE_AS_OWNER = True
    return settings


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def hook(tmp_path, script):
    path = tmp_path / "elders"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    return str(path)


def test_a_copy_is_made_and_noted(folder):
    assert last_backup().is_late
    run = back_up(url=URL, folder=folder)
    (made,) = folder.iterdir()
    manifest = read_backup(made).manifest
    found = BackupRun.objects.get()
    assert (found.name, found.tables) == (made.name, len(manifest["tabellen"]))
    assert found.size == sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
    assert (found.is_sealed, found.is_elsewhere, found.error) == (False, False, "")
    last = last_backup()
    assert (last.good, last.latest, last.is_late) == (run, run, False)
    assert timedelta() < last.age < timedelta(minutes=5)


def test_a_sealed_copy_lies_there_alone_and_opens_with_the_key(folder, tmp_path, chosen):
    private, public = make_keys()
    key = tmp_path / "backup.key"
    key.write_text(private, encoding="utf-8")
    chosen.BACKUP_PUBLIC_KEYS = [public]
    run = back_up(url=URL, folder=folder)
    assert [path.name for path in folder.iterdir()] == [run.name]
    assert (run.is_sealed, run.name.endswith(".tar.age"), run.size) == (True, True, (folder / run.name).stat().st_size)
    with opened(folder / run.name, key) as backup:
        assert len(backup.manifest["tabellen"]) == run.tables


def test_a_key_that_is_none_leaves_nothing_readable_and_is_told(folder, chosen):
    chosen.BACKUP_PUBLIC_KEYS = ["age1onzin"]
    with pytest.raises(BackupFout, match="geen publieke sleutel"):
        back_up(url=URL, folder=folder)
    assert list(folder.iterdir()) == []
    assert last_backup().latest.error.startswith("KOMPAS_BACKUP_PUBLIC_KEY is geen publieke sleutel")


def test_the_hook_gets_the_copy_and_none_of_our_secrets(folder, tmp_path, chosen):
    chosen.BACKUP_HOOK = hook(tmp_path, f'cp -r "$1" {tmp_path}/ver-weg; env > {tmp_path}/omgeving')
    run = back_up(url=URL, folder=folder)
    assert run.is_elsewhere
    assert read_backup(tmp_path / "ver-weg").manifest == read_backup(folder / run.name).manifest
    given = {line.partition("=")[0] for line in (tmp_path / "omgeving").read_text().splitlines()}
    assert given & {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "KOMPAS_SECRET_KEY"} == set()
    assert "PATH" in given


def test_a_copy_that_did_not_get_elsewhere_is_no_good_copy(folder, tmp_path, chosen):
    chosen.BACKUP_HOOK = hook(tmp_path, "echo geen verbinding >&2; exit 7")
    with pytest.raises(BackupFout, match=r"KOMPAS_BACKUP_HOOK gaf code 7\. geen verbinding$"):
        back_up(url=URL, folder=folder)
    last = last_backup()
    assert (last.good, last.latest.is_elsewhere, last.is_late) == (None, False, True)
    assert len(list(folder.iterdir())) == 1


def test_a_hook_that_is_not_there_is_told(folder, chosen):
    chosen.BACKUP_HOOK = "/nergens/elders"
    with pytest.raises(OSError, match="/nergens/elders"):
        back_up(url=URL, folder=folder)
    assert "/nergens/elders" in last_backup().latest.error


def test_a_database_that_is_away_is_told_without_its_address(folder):
    with pytest.raises(BackupFout, match=r"^De database gaf een fout: OperationalError\.$"):
        back_up(url="postgres://kompas_owner:geheim@127.0.0.1:1/kompas", folder=folder)
    assert last_backup().latest.error == "De database gaf een fout: OperationalError."


@pytest.mark.parametrize(("hours", "most", "late"), [(25, 26, False), (27, 26, True), (27, 48, False), (999, 0, False)])
def test_a_copy_is_late_when_it_is_older_than_was_agreed(chosen, hours, most, late):
    chosen.BACKUP_MAX_AGE_HOURS = most
    at = timezone.now() - timedelta(hours=hours)
    BackupRun.objects.create(name="goed", started_at=at, ended_at=at)
    BackupRun.objects.create(name="mislukt", started_at=timezone.now(), ended_at=timezone.now(), error="weg")
    BackupRun.objects.create(name="bezig", started_at=timezone.now() + timedelta(seconds=1))
    last = last_backup()
    assert (last.good.name, last.latest.name, last.is_late) == ("goed", "bezig", late)


def test_backup_age_ends_with_an_error_when_it_is_late():
    with pytest.raises(CommandError, match=r"^Er is nog geen goede kopie\.$"):
        call_command("backup_age")
    at = datetime(2027, 1, 9, 4, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    BackupRun.objects.create(name="goed", started_at=at, ended_at=at)
    out = io.StringIO()
    with time_machine.travel(at + timedelta(hours=5), tick=False):
        call_command("backup_age", stdout=out)
    assert out.getvalue() == "De laatste goede kopie is van 09-01-2027 04:00, 5.0 uur geleden.\n"
    BackupRun.objects.create(name="fout", started_at=at + timedelta(days=1), error="schijf vol")
    with time_machine.travel(at + timedelta(hours=27), tick=False), pytest.raises(CommandError, match="schijf vol$"):
        call_command("backup_age")


AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        ("2027-01-10 12:00", None, "2027-01-10 12:00"),  # the first: at once
        ("2027-01-10 12:00", "2027-01-10 04:00", "2027-01-11 04:00"),
        ("2027-01-10 03:59", "2027-01-09 04:00", "2027-01-10 04:00"),
        ("2027-01-10 04:00", "2027-01-09 04:00", "2027-01-10 04:00"),
        ("2027-01-10 09:30", "2027-01-09 04:00", "2027-01-10 09:30"),  # the machine was off at four
        ("2027-01-10 09:30", "2027-01-09 23:00", "2027-01-10 09:30"),  # by hand, before four
        ("2027-03-28 12:00", "2027-03-28 04:00", "2027-03-29 04:00"),  # summer time began at two
    ],
)
def test_due(now, last, expected):
    now, last, expected = (
        datetime.fromisoformat(each).replace(tzinfo=AMSTERDAM) if each else None for each in (now, last, expected)
    )
    assert due(now=now, last=last, at=time(4)) == expected


class Stopped(Exception):
    pass


def nights(folder, monkeypatch, *, until, at):
    """Let the service run, with an hour in place of each minute that it rests; returns when copies were begun."""
    with time_machine.travel(at, tick=False) as clock:

        def rest():
            clock.shift(timedelta(hours=1))
            if timezone.now() >= until:
                raise Stopped

        monkeypatch.setattr(command, "rest", rest)
        with pytest.raises(Stopped):
            call_command("backup", str(folder), "--nightly", stdout=io.StringIO())
    begun = BackupRun.objects.order_by("started_at").values_list("started_at", "error")
    return [(f"{timezone.localtime(at):%d %H:%M}", bool(error)) for at, error in begun]


START = datetime(2027, 1, 9, 14, 0, tzinfo=AMSTERDAM)


def test_the_service_makes_one_at_once_and_then_one_each_night(folder, monkeypatch, chosen):
    chosen.BACKUP_KEEP = (2, 0, 0)
    (folder / "kompas-20260101-040000.half").mkdir()
    begun = nights(folder, monkeypatch, at=START, until=START + timedelta(days=2))
    assert begun == [("09 14:00", False), ("10 04:00", False), ("11 04:00", False)]
    copies = ["kompas-20270110-040000", "kompas-20270111-040000"]
    assert sorted(path.name for path in folder.iterdir()) == [*copies, "wissingen.jsonl"]  # and the journal of wipes


def test_the_service_tries_again_after_a_failure(folder, tmp_path, monkeypatch, chosen):
    """The hook takes the journal of wipes, and a copy from the third one on."""
    count = f'echo x >> {tmp_path}/tel; test "$(wc -l < {tmp_path}/tel)" -ge 3'
    chosen.BACKUP_HOOK = hook(tmp_path, f'case "$1" in *wissingen.jsonl) exit 0;; esac; {count}')
    begun = nights(folder, monkeypatch, at=START, until=START + timedelta(hours=8))
    assert begun == [("09 14:00", True), ("09 15:00", True), ("09 16:00", False)]


def test_old_notes_go(folder):
    BackupRun.objects.create(name="oud", started_at=timezone.now() - timedelta(days=401))
    back_up(url=URL, folder=folder)
    assert not BackupRun.objects.filter(name="oud").exists()


def test_backup_by_hand_removes_older_copies_only_when_asked(folder, chosen):
    chosen.BACKUP_KEEP = (1, 0, 0)
    old = folder / "kompas-20200101-040000"
    old.mkdir()
    call_command("backup", str(folder), stdout=io.StringIO())
    assert old.exists()
    sleep(1)  # the name of a copy has seconds
    out = io.StringIO()
    call_command("backup", str(folder), "--prune", stdout=out)
    assert not old.exists()
    (last,) = folder.glob("kompas-*")
    assert read_backup(last).manifest["schemas"]
    assert out.getvalue().startswith(f"{last}: ")


def test_backup_that_fails_by_hand_says_why(chosen, tmp_path):
    chosen.BACKUP_HOOK = hook(tmp_path, "exit 1")
    with pytest.raises(CommandError, match=r"^Er is geen kopie gemaakt\. De kopie is niet elders: "):
        call_command("backup", str(Path(tmp_path, "b")))
