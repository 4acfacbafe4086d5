from celery import shared_task

from jobs.tasks import work_on
from metingen import beeld_actions


@shared_task(name=beeld_actions.BEELD_TASK, acks_late=True, ignore_result=True)
def render_beeld(job_id: str, gemeente_id: str | None) -> None:
    work_on(job_id=job_id, gemeente_id=gemeente_id, work=beeld_actions.render_beeld)
