from typing import Any

from django.core.management.base import BaseCommand

from jobs.actions import sweep_all


class Command(BaseCommand):
    help = "Biedt taken en mails die zijn blijven liggen opnieuw aan. Voor cron, als er geen Celery beat draait."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"Opnieuw aangeboden taken: {sweep_all()}.")
