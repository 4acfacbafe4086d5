"""One copy from begin to end, made, encrypted, brought elsewhere and noted; and when the next one is due."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from django.utils import timezone

from tenants.backups.dump import files, make_backup
from tenants.backups.keeping import name_of, remove_left, remove_surplus
from tenants.backups.programs import BackupFout
from tenants.backups.sealed import seal
from tenants.models import BackupRun

RUNS_KEPT = timedelta(days=400)
HOOK_SECONDS = 6 * 60 * 60
# A program of somebody else's gets the copy, and none of these.
SECRETS = ("DATABASE_", "REDIS_", "EMAIL_", "KOMPAS_SECRET_KEY")


def back_up(*, url: str, folder: Path) -> BackupRun:
    """Make a copy in `folder`. Raises BackupFout and OSError; how it went is noted in any case."""
    now = timezone.localtime()
    BackupRun.objects.filter(started_at__lt=now - RUNS_KEPT).delete()
    run = BackupRun.objects.create(name=name_of(now), started_at=now)
    with noted(run):
        made = make_backup(url, folder / run.name, at=now)
        run.tables = len(made.manifest["tabellen"])
        path = sealed(made.folder)
        run.name, run.is_sealed = path.name, path != made.folder
        run.size = sum(file.stat().st_size for file in (files(path) if path.is_dir() else [path]))
        if settings.BACKUP_HOOK:
            bring_elsewhere(path)
            run.is_elsewhere = True
    return run


@contextmanager
def noted(run: BackupRun) -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        run.error = f"De database gaf een fout: {type(error).__name__}."
        raise BackupFout(run.error) from None
    except (BackupFout, OSError) as error:
        run.error = str(error)[:500]
        raise
    finally:
        run.ended_at = timezone.now()
        run.save()


def sealed(folder: Path) -> Path:
    """The copy as one file in place of the folder, which may not stay readable, also when encrypting fails.

    Without a public key: the folder, as it is.
    """
    if not settings.BACKUP_PUBLIC_KEYS:
        return folder
    try:
        return seal(folder, settings.BACKUP_PUBLIC_KEYS)
    finally:
        shutil.rmtree(folder)


def bring_elsewhere(path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(SECRETS)}
    try:
        done = subprocess.run(
            [settings.BACKUP_HOOK, str(path)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=HOOK_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BackupFout(f"De kopie is niet elders: KOMPAS_BACKUP_HOOK duurde langer dan {HOOK_SECONDS} s.") from None
    if done.returncode:
        said = done.stdout.strip()[-300:]
        raise BackupFout(f"De kopie is niet elders: KOMPAS_BACKUP_HOOK gaf code {done.returncode}. {said}")


def clean(folder: Path) -> list[str]:
    """What is past its term, and what was broken off; returns the names of the copies that went."""
    remove_left(folder, now=timezone.now())
    days, weeks, months = settings.BACKUP_KEEP
    return remove_surplus(folder, days=days, weeks=weeks, months=months)


def due(*, now: datetime, last: datetime | None, at: time) -> datetime:
    """When the next copy must be made: at once when the last one is of before the last time that it was `at`."""
    today = datetime.combine(now.date(), at, tzinfo=now.tzinfo)
    passed = today if today <= now else today - timedelta(days=1)
    return now if last is None or last < passed else passed + timedelta(days=1)
