from typing import Any

from django.core.management.base import BaseCommand

from jobs.retention import enforce_all


class Command(BaseCommand):
    help = "Wist wat langer is bewaard dan docs/privacy.md zegt. Celery beat doet dit elke nacht; anders cron."

    def handle(self, **options: Any) -> None:
        removed = enforce_all()
        self.stdout.write("Gewist: " + ", ".join(f"{count} {name}" for name, count in removed.items()) + ".")
