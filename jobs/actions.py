"""The life of a Job: asked for, claimed, renewed, and finished or failed; and the sweeper that loses none.

`request_job` runs as the gemeente, inside the transaction of the request. Everything else runs as the platform, on
public, and changes a claimed row only while the caller still holds it (`JobQuerySet.held_by`).
"""

import logging
import uuid
from collections.abc import Iterable
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from jobs.models import LEASE, MAX_ATTEMPTS, REPUBLISH_AFTER, Job
from monitoring.actions import beat
from monitoring.context import headers, reference
from monitoring.models import Heartbeat
from tenants.models import Gemeente

logger = logging.getLogger(__name__)

IMPATIENT = {"max_retries": 0, "socket_connect_timeout": 2, "socket_timeout": 2}
LAST = 9  # of the priorities of the broker: taken up when nothing of another waits
WORN_OUT = f"Het maken is {MAX_ATTEMPTS} keer afgebroken. Probeer het later nog eens."


class LeaseLost(Exception):
    """Another worker has claimed the job since; whatever this one made must not be kept."""


@transaction.atomic
def request_job(*, kind: str, gemeente: Gemeente | None, by: Any, pk: uuid.UUID | None = None) -> Job:
    """Write the row and, once it is committed, tell the broker. `kind` is the name of a Celery task; `pk` that of what
    the job is about, where that is there already."""
    job = Job.objects.create(
        pk=pk or uuid.uuid4(), kind=kind, gemeente=gemeente, created_by=by.pk, reference=reference()
    )
    transaction.on_commit(lambda: publish(jobs=[job]))
    return job


def publish(*, jobs: Iterable[Job]) -> bool:
    """Hint to the workers that these rows are there. Without a broker, rows wait for the sweeper: then False."""
    return tell([(job.kind, arguments_of(job), headers(job.reference)) for job in jobs])


def arguments_of(job: Job) -> dict[str, str | None]:
    return {"job_id": str(job.pk), "gemeente_id": text_of(job.gemeente_id)}


def text_of(pk: uuid.UUID | str | None) -> str | None:
    return str(pk) if pk else None


def hint(*, task: str) -> bool:
    """Tell the workers that there is something for this task, which finds its rows itself. As `publish`."""
    return tell([(task, {}, headers(reference()))])


def hint_spare(*, task: str, gemeente: Gemeente) -> bool:
    """As `hint`, for a worker that has nothing else to do within the minute; what comes later is forgotten."""
    return tell([(task, {"gemeente_id": str(gemeente.pk)}, headers(reference()))], priority=LAST, expires=60)


def tell(tasks: list[tuple[str, dict[str, str | None], dict[str, str]]], **options: int) -> bool:
    """On an impatient connection of its own; that of the app would hold up the request for seconds."""
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as connection:
            for name, arguments, found in tasks:
                current_app.send_task(
                    name, kwargs=arguments, headers=found, retry=False, connection=connection, **options
                )
    except Exception:
        logger.warning("De broker is er niet; de veger biedt later aan wat in de database wacht.", exc_info=True)
        return False
    return True


@transaction.atomic
def claim(*, job_id: uuid.UUID | str) -> Job | None:
    """Take the job for this worker, or None when it is done, taken, gone or worn out.

    The UPDATE locks the row until we commit, so what we read back is our own claim.
    """
    mine = Job.objects.claimable().filter(pk=job_id, attempts__lt=MAX_ATTEMPTS)
    claimed = mine.update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, lease_until=Now() + LEASE, step=0, reason=""
    )
    return Job.objects.get(pk=job_id) if claimed else None


def renew(*, job: Job) -> None:
    """Hold the job for another LEASE. To be called every few seconds; raises LeaseLost."""
    change(job, lease_until=Now() + LEASE)


def progress(*, job: Job, step: int) -> None:
    """Show that `step` (from 1; the kind names them) has begun, and renew. Raises LeaseLost."""
    change(job, lease_until=Now() + LEASE, step=step)


def finish(*, job: Job) -> None:
    """In the transaction that writes the result: either both stand, or LeaseLost undoes both."""
    change(job, state=Job.State.DONE, lease_until=None, finished_at=Now())


def fail(*, job: Job, reason: str, final: bool) -> None:
    """Give up for now, or for good when `final` or worn out. `reason` is plain Dutch, for the user."""
    if final or job.attempts >= MAX_ATTEMPTS:
        change(job, state=Job.State.FAILED, lease_until=None, finished_at=Now(), reason=reason)
    else:
        change(job, state=Job.State.WAITING, lease_until=None)


def change(job: Job, **values: Any) -> None:
    if not Job.objects.held_by(job).update(**values):
        raise LeaseLost(job.pk)


def sweep_all() -> int:
    """What every app that has rows for the worker picks up again; returns how many were offered."""
    offered = sum(import_string(path)() for path in settings.SWEEPERS)
    beat(name=Heartbeat.Name.SWEEP)
    return offered


def sweep() -> int:
    """Offer again what nobody took up, and end what broke off too often. Returns how many were offered.

    Runs every few seconds, from Celery's beat or from cron; two at once are harmless.
    """
    # A gemeente that is closed or in maintenance cannot be entered; its jobs wait until it is back.
    claimable = Job.objects.claimable().exclude(
        Q(gemeente__isnull=False), Q(gemeente__opened_at=None) | Q(gemeente__maintenance_since__isnull=False)
    )
    claimable.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=Job.State.FAILED, lease_until=None, finished_at=Now(), reason=WORN_OUT
    )
    overdue = claimable.filter(published_at__lt=Now() - REPUBLISH_AFTER).order_by("created_at")
    jobs = list(overdue)
    if not jobs or not publish(jobs=jobs):
        return 0
    Job.objects.filter(pk__in=[job.pk for job in jobs]).update(published_at=Now())
    return len(jobs)
