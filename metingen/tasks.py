from celery import shared_task

from metingen.meetronde_actions import REMIND_TASK
from metingen.models import Meetronde
from metingen.reminders import reminders_of, send


@shared_task(name=REMIND_TASK)
def send_reminders(meetronde_id: str) -> None:
    """As the platform: it alone knows the people of every gemeente."""
    send(reminders_of(Meetronde.objects.get(pk=meetronde_id)))
