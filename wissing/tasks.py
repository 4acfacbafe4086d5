from celery import shared_task

from jobs.tasks import work_on
from wissing.actions import WIPE_TASK
from wissing.wiping import wipe_words


@shared_task(name=WIPE_TASK, acks_late=True, ignore_result=True)
def wipe(job_id: str, gemeente_id: str) -> None:
    work_on(job_id=job_id, gemeente_id=gemeente_id, work=wipe_words)
