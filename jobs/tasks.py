import logging
from collections.abc import Callable
from contextlib import suppress

from celery import shared_task

from jobs import actions, retention
from tenants.models import Gemeente

logger = logging.getLogger(__name__)

BROKE_OFF = "Er ging iets mis bij het maken. Probeer het nog eens."


@shared_task(ignore_result=True)
def sweep() -> None:
    actions.sweep_all()


@shared_task(ignore_result=True)
def enforce_retention() -> None:
    logger.info("Gewist: %s", retention.enforce_all())


def work_on(*, job_id: str, gemeente_id: str | None, work: Callable[..., None]) -> None:
    """Claim the job and do `work(job=, gemeente=)`, which ends with `actions.finish` or `actions.fail`.

    `work` starts on public as the platform and enters the gemeente itself; work for the country has none. Raises
    Gemeente.DoesNotExist when the gemeente is gone or closed: nothing may then run elsewhere.
    """
    gemeente = Gemeente.objects.opened().get(pk=gemeente_id) if gemeente_id else None
    job = actions.claim(job_id=job_id)
    if job is None:
        return
    if job.gemeente_id != (gemeente and gemeente.pk):
        actions.fail(job=job, reason=BROKE_OFF, final=True)
        raise ValueError(f"Taak {job.pk} hoort niet bij {gemeente.schema_name if gemeente else 'het land'}.")
    try:
        work(job=job, gemeente=gemeente)
    except actions.LeaseLost:
        logger.warning("Taak %s is intussen van een ander; dit resultaat vervalt.", job.pk)
    except Exception:
        logger.exception("Taak %s brak af bij poging %s.", job.pk, job.attempts)
        with suppress(actions.LeaseLost):
            actions.fail(job=job, reason=BROKE_OFF, final=False)
