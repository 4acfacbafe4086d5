from typing import Any

from django.core.management.base import BaseCommand

from jobs.actions import sweep


class Command(BaseCommand):
    help = "Biedt taken die zijn blijven liggen opnieuw aan. Voor cron, als er geen Celery beat draait."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"Opnieuw aangeboden taken: {sweep()}.")
