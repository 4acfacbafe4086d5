from celery import shared_task

from jobs.tasks import work_on
from reports.files import actions, ahead
from reports.passages.oudplan import actions as oudplan
from tenants.models import Gemeente


@shared_task(name=actions.RENDER_TASK, acks_late=True, ignore_result=True)
def render_rapport(job_id: str, gemeente_id: str) -> None:
    work_on(job_id=job_id, gemeente_id=gemeente_id, work=actions.render_rapport)


@shared_task(name=oudplan.READ_TASK, acks_late=True, ignore_result=True)
def read_oudplan(job_id: str, gemeente_id: str) -> None:
    work_on(job_id=job_id, gemeente_id=gemeente_id, work=oudplan.read_oudplan)


# Forgotten with the worker that dies of it: nobody waits for it.
@shared_task(name=ahead.AHEAD_TASK, acks_late=False, ignore_result=True)
def make_ahead(gemeente_id: str) -> None:
    gemeente = Gemeente.objects.at_work().not_over().filter(pk=gemeente_id).first()
    if gemeente:
        ahead.make_ahead(gemeente=gemeente)
