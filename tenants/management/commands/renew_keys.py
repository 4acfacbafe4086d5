from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from tenants.secrets import CURRENT, RENEWED, UNREADABLE, Tally, refuse_weak_key

NEXT = (
    "Haal KOMPAS_SECRET_KEY_FORMER nu weg en start alles opnieuw. Wie nog was ingelogd, logt dan opnieuw in;"
    " links voor een nieuw wachtwoord die al verstuurd zijn, werken dan niet meer."
)


class Command(BaseCommand):
    help = "Versleutelt met de nieuwste KOMPAS_SECRET_KEY wat nog met een vorige versleuteld is. Mag vaker."

    def handle(self, **options: Any) -> None:
        if not settings.DATABASE_AS_OWNER:
            raise CommandError("Sleutels vernieuwen kan alleen met DATABASE_OWNER_URL.")
        refuse_weak_key()
        total = Tally()
        for path in settings.ENCRYPTED:
            for name, tally in import_string(path)().items():
                self.stdout.write(f"{name}: {', '.join(f'{tally[each]} {each}' for each in (RENEWED, CURRENT))}.")
                if tally[UNREADABLE]:
                    self.stderr.write(f"{name}: {tally[UNREADABLE]} {UNREADABLE}.")
                total += tally
        if total[UNREADABLE]:
            raise CommandError(
                "Zet de sleutel waarmee dat versleuteld is in KOMPAS_SECRET_KEY_FORMER en begin opnieuw."
            )
        if settings.SECRET_KEY_FALLBACKS:
            self.stdout.write(NEXT)
