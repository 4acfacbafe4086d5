from typing import Any

from django.core.management.base import BaseCommand

from metingen.correction_actions import correct_all


class Command(BaseCommand):
    help = "Publiceert groepscijfers van een eerdere rekenregel opnieuw (docs/cijfers.md). Gebeurt ook elke nacht."

    def handle(self, **options: Any) -> None:
        for publicatie in (made := correct_all()):
            self.stdout.write(f"{publicatie.meetronde}: groepscijfers {publicatie.nummer} gemaakt.")
        self.stdout.write(f"Opnieuw gemaakt: {len(made)}.")
