from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tenants.backups.queries import last_backup


class Command(BaseCommand):
    help = "Zegt hoe oud de laatste goede kopie is; code 1 als dat te oud is. Voor een alarm."

    def handle(self, **options: Any) -> None:
        last = last_backup()
        said = "Er is nog geen goede kopie."
        if last.good and last.age is not None:
            at = timezone.localtime(last.good.started_at)
            said = (
                f"De laatste goede kopie is van {at:%d-%m-%Y %H:%M}, {last.age.total_seconds() / 3600:.1f} uur geleden."
            )
        if last.is_late:
            raise CommandError(f"{said} {last.latest.error if last.latest else ''}".strip())
        self.stdout.write(said)
