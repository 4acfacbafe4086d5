from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from tenants.actions import open_gemeente
from tenants.models import Gemeente
from tenants.owner import OwnerCommand


class Command(OwnerCommand):
    help = "Opent gemeenten: de genoemde, of met --all elke die nog niet open is. Herhalen gaat verder waar het bleef."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="slug", help="naam in het webadres, zoals stadskanaal")
        parser.add_argument("--all", action="store_true", help="elke gemeente die vandaag bestaat")

    def handle(self, slugs: list[str], **options: Any) -> None:
        found = self.wanted(slugs, everybody=options["all"])
        failed = []
        for number, gemeente in enumerate(found, start=1):
            try:
                open_gemeente(gemeente=gemeente)
            except PermissionError as error:
                raise CommandError(str(error)) from None
            except Exception as error:  # noqa: BLE001 - one that fails stops no other; all are named in the end
                failed.append(f"  {gemeente.slug}: {error}")
            self.show(number, len(found), options["verbosity"])
        if failed:
            raise CommandError("\n".join([f"{len(failed)} gemeenten zijn niet geopend:", *failed]))
        self.stdout.write(f"{len(found)} gemeenten geopend.")

    def wanted(self, slugs: list[str], *, everybody: bool) -> list[Gemeente]:
        if bool(slugs) == everybody:
            raise CommandError("Noem de gemeenten, of geef --all.")
        waiting = Gemeente.objects.exclude(opening=Gemeente.Opening.ACTIVE)
        if everybody:
            return list(waiting.today().invented(False))
        if unknown := set(slugs) - set(Gemeente.objects.filter(slug__in=slugs).values_list("slug", flat=True)):
            raise CommandError(f"Er is geen gemeente met de naam {', '.join(sorted(unknown))}.")
        return list(waiting.filter(slug__in=slugs))

    def show(self, number: int, total: int, verbosity: int) -> None:
        if verbosity and self.stdout.isatty():
            self.stdout.write(f"\r   gemeenten openen: {number} van {total}", ending="\n" if number == total else "")
            self.stdout.flush()
