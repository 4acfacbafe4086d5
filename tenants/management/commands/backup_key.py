from typing import Any

from django.core.management.base import BaseCommand

from tenants.backups.sealed import make_keys


class Command(BaseCommand):
    help = "Maakt sleutels voor de kopieën: een geheime als bestand, en de publieke voor KOMPAS_BACKUP_PUBLIC_KEY."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        private, public = make_keys()
        self.stdout.write(private, ending="")
        self.stderr.write(
            f"KOMPAS_BACKUP_PUBLIC_KEY={public}\nBewaar de geheime sleutel op twee plaatsen, niet op deze server."
            " Zonder haar is geen kopie terug te zetten."
        )
