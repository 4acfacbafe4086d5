from typing import Any

from django.core.management.base import BaseCommand

from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.actions import add_vragen


class Command(BaseCommand):
    help = (
        "Geeft elke open zelfevaluatie een leeg antwoord op de vragen die het Kader er sinds haar begin bij kreeg."
        " Herhalen mag; een gesloten jaar blijft zoals het was."
    )

    def handle(self, **options: Any) -> None:
        added = 0
        for gemeente in Gemeente.objects.at_work().order_by("code"):
            with in_gemeente(gemeente):
                added += add_vragen()
        self.stdout.write(f"{added} lege antwoorden toegevoegd.")
