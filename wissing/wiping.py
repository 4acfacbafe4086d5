"""What the worker does for a Wissing that was confirmed: look in every file, take the words out everywhere, and look
whether anything is left. All or nothing; when it cannot be done, nothing is wiped and the Wissing says why.
"""

import json
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction

from accounts.models import Gebruiker
from jobs.actions import fail, finish, progress, renew, request_job
from jobs.models import Job
from metingen.models import Indiening
from printing.file_words import OutOfTime
from reports.gather.gewist import hold_joint_plans, note_wiped, parts_of
from reports.models import Planversie
from samenwerking.models import Deelname
from tenants.canonical import sha256_of
from tenants.connection import connection
from tenants.context import in_gemeente
from tenants.locks import hold
from tenants.models import Gemeente
from tenants.sight import folded
from wissing.actions import WIPE_TASK
from wissing.copies import copies_with, remove_copies, remove_files
from wissing.files import look_in, stored_files
from wissing.journal import append, journal_line
from wissing.models import Wissing
from wissing.words import Unreadable, reveal

STEPS = ("Bevestigen", "In bestanden kijken", "Overal wissen en nakijken")
LOOK_SECONDS = 30.0  # in one job; what is left is for the next, for Celery ends a task after 75
GONE = "Dit verzoek is intussen ingetrokken of uitgevoerd."
FAILED = "Er is niets gewist. Op de pagina van de wissing staat waarom."
NEW_FILE, LEFT = "KW001", "KW002"  # tenants/migrations/0007
Fout = Wissing.Fout


class NotWiped(Exception):
    """Why, with what the page needs to say it."""

    def __init__(self, soort: Wissing.Fout, **facts: Any) -> None:
        super().__init__(soort)
        self.soort, self.facts = soort, facts


class NewFile(Exception):
    """One was put in while we looked in the others."""


def wipe_words(*, job: Job, gemeente: Gemeente) -> None:
    """The work of the task. Raises LeaseLost when another worker has taken over: then that one's result stands."""
    progress(job=job, step=2)
    with in_gemeente(gemeente):
        wissing = Wissing.objects.filter(job_id=job.pk, staat=Wissing.Staat.BEZIG).first()
    if wissing is None:
        return fail(job=job, reason=GONE, final=True)
    try:
        words = readable(wissing)
        if not look(wissing=wissing, words=words, gemeente=gemeente, still=lambda: renew(job=job)):
            return go_on(wissing=wissing, gemeente=gemeente, job=job)
        progress(job=job, step=3)
        # One transaction on one connection, though in two roles: the words and the job are both done with, or neither.
        with transaction.atomic():
            with in_gemeente(gemeente):
                wipe(wissing=wissing, words=words, gemeente=gemeente)
            finish(job=job)
    except NewFile:
        go_on(wissing=wissing, gemeente=gemeente, job=job)
    except NotWiped as error:
        give_up(wissing=wissing, gemeente=gemeente, job=job, error=error)
    return None


def readable(wissing: Wissing) -> str:
    try:
        return reveal(wissing.words)
    except Unreadable as error:
        raise NotWiped(Fout.KEY) from error


def look(
    *, wissing: Wissing, words: str, gemeente: Gemeente, still: Callable[[], None], seconds: float | None = None
) -> bool:
    """Open every file that was not opened yet; False when there was no time for all. Raises NotWiped when a file took
    longer than one may."""
    until = time.monotonic() + (LOOK_SECONDS if seconds is None else seconds)
    with in_gemeente(gemeente):
        files = [file for file in stored_files() if file.key not in wissing.looked]
    for number, file in enumerate(files):
        if number and time.monotonic() > until:  # each job does one at least
            return False
        try:
            with in_gemeente(gemeente):
                wissing.looked[file.key] = look_in(file, words)
        except OutOfTime:  # a report can be made again, so better that it goes
            wissing.looked[file.key] = True if file.is_made else None
        still()
    if late := [key for key, found in wissing.looked.items() if found is None]:
        raise NotWiped(Fout.TIME, bestanden=late)
    return True


def wipe(*, wissing: Wissing, words: str, gemeente: Gemeente) -> None:
    """What a confirmed Wissing asks, as the gemeente, in the transaction that there is. Raises NotWiped or NewFile."""
    line = journal_line(wissing, gemeente)
    hold(f"indiening {gemeente.pk}")  # what is shared or handed over at this moment waits, see metingen/actions.py
    hold_joint_plans(gemeente)
    before = parts_of(gemeente)
    files = [key.rpartition(":")[2] for key, found in wissing.looked.items() if found]
    shown = copies_with(words, files=files, gemeente=gemeente)
    remove_files(shown)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT public.wissing_apply(%s, %s, %s::uuid[], %s)",
                [wissing.pk, folded(words), files, list(wissing.looked)],
            )
    except DatabaseError as error:
        if (said := meant(error)) is None:
            raise
        raise said from error
    rehash(gemeente)
    remove_copies(shown, gemeente=gemeente)
    note_wiped(before, gemeente)
    try:
        append(line)
    except OSError as error:
        raise NotWiped(Fout.JOURNAL) from error
    wissing.refresh_from_db()


def meant(error: DatabaseError) -> NotWiped | NewFile | None:
    """What our own function says (tenants/migrations/0007); None is a fault."""
    cause: Any = error.__cause__
    if getattr(cause, "sqlstate", "") == NEW_FILE:
        return NewFile()
    if getattr(cause, "sqlstate", "") == LEFT:
        return NotWiped(Fout.LEFT, tabellen=json.loads(cause.diag.message_primary))
    return None


def rehash(gemeente: Gemeente) -> None:
    """Of what was kept or shared, and whose text was just wiped, the hash of what is left."""
    with connection.cursor() as cursor:
        for pk, sha256 in stale_hashes():
            cursor.execute("SELECT public.wissing_rehash(%s, %s)", [pk, sha256])
        for indiening in Indiening.objects.filter(gemeente=gemeente, sha256="", inhoud__isnull=False):
            sha256 = sha256_of(indiening.inhoud or {})
            cursor.execute("SELECT public.wissing_rehash_indiening(%s, %s)", [indiening.pk, sha256])
    for deelname in Deelname.objects.filter(gemeente=gemeente, plan__isnull=False):
        sha256 = sha256_of(deelname.plan or {})
        if deelname.sha256 != sha256:
            Deelname.objects.filter(pk=deelname.pk).update(sha256=sha256)


def stale_hashes() -> list[tuple[UUID, str]]:
    versies = Planversie.objects.filter(sha256="").only("pk", "plan").iterator(chunk_size=20)
    return [(versie.pk, sha256_of(versie.plan)) for versie in versies]


@transaction.atomic
def go_on(*, wissing: Wissing, gemeente: Gemeente, job: Job) -> None:
    """In a job of its own: there are more files than one may look in."""
    with in_gemeente(gemeente):
        after = request_job(kind=WIPE_TASK, gemeente=gemeente, by=Gebruiker(pk=wissing.confirmed_by))
        Wissing.objects.filter(pk=wissing.pk, job_id=job.pk).update(job_id=after.pk, looked=wissing.looked)
    finish(job=job)


@transaction.atomic
def give_up(*, wissing: Wissing, gemeente: Gemeente, job: Job, error: NotWiped) -> None:
    fout = {"soort": error.soort, **error.facts}
    with in_gemeente(gemeente):
        mine = Wissing.objects.filter(pk=wissing.pk, job_id=job.pk)
        mine.update(staat=Wissing.Staat.MISLUKT, fout=fout, looked={})
    fail(job=job, reason=FAILED, final=True)


@transaction.atomic
def repeat_wissing(*, line: dict[str, Any], gemeente: Gemeente) -> bool:
    """After a restore, in the gemeente: wipe again what was wiped after the copy was made. Says whether it was. Raises
    NotWiped."""
    known = Wissing.objects.filter(pk=line["id"]).first()
    if known and known.staat == Wissing.Staat.UITGEVOERD:
        return False
    wissing = known or Wissing(pk=line["id"])
    for name in ("reden", "created_at", "created_by", "confirmed_at", "confirmed_by", "words"):
        setattr(wissing, name, line[name])
    wissing.staat, wissing.job_id, wissing.looked = Wissing.Staat.BEZIG, None, {}
    wissing.save(force_insert=known is None)
    wissing.refresh_from_db()
    words = readable(wissing)
    look(wissing=wissing, words=words, gemeente=gemeente, still=lambda: None, seconds=float("inf"))
    wipe(wissing=wissing, words=words, gemeente=gemeente)
    return True
