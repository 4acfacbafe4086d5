from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from tenants.actions import open_gemeente
from tenants.models import Gemeente
from tenants.owner import OwnerCommand


class Command(OwnerCommand):
    help = "Opent een gemeente in Kompas: schema, tabellen, rol en webadres."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="naam in het webadres, zoals stadskanaal")

    def handle(self, slug: str, **options: Any) -> None:
        try:
            gemeente = Gemeente.objects.get(slug=slug)
        except Gemeente.DoesNotExist:
            raise CommandError(f"Er is geen gemeente met de naam {slug}.") from None
        try:
            open_gemeente(gemeente=gemeente)
        except PermissionError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{gemeente.naam} staat open op {slug}.{settings.KOMPAS_HOST}.")
