from celery import shared_task

from jobs.tasks import work_on
from reports.files import actions


@shared_task(name=actions.RENDER_TASK, acks_late=True, ignore_result=True)
def render_rapport(job_id: str, gemeente_id: str) -> None:
    work_on(job_id=job_id, gemeente_id=gemeente_id, work=actions.render_rapport)
