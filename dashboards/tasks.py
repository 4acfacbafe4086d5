from celery import shared_task

from dashboards import actions
from jobs.tasks import work_on


@shared_task(name=actions.STAND_TASK, acks_late=True, ignore_result=True)
def render_stand(job_id: str, gemeente_id: str | None) -> None:
    work_on(job_id=job_id, gemeente_id=gemeente_id, work=actions.render_stand)
