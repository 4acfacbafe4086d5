from celery import shared_task

from berichten import actions


@shared_task(name=actions.SEND_TASK, ignore_result=True)
def send() -> None:
    actions.send_due()
