import logging
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, close_old_connections

from beheer.actions import carry_out
from monitoring.actions import beat
from monitoring.models import Heartbeat
from tenants.owner import OwnerCommand

LOOK = 10  # seconds between two looks
PULSE = Path(tempfile.gettempdir()) / "kompas-opening"  # for the health check of the container
logger = logging.getLogger(__name__)


def alive() -> None:
    beat(name=Heartbeat.Name.OPENING)
    PULSE.touch()


class Command(OwnerCommand):
    help = "Opent de gemeenten waarvoor een operator dat op de website vroeg, en nodigt hun eerste beheerder uit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--watch", action="store_true", help="blijf draaien en kijk elke tien seconden")

    def handle(self, **options: Any) -> None:
        while options["watch"]:
            try:
                alive()
                carry_out(alive=alive)
            except DatabaseError:
                logger.exception("De database antwoordt niet; over %s seconden nog eens.", LOOK)
            close_old_connections()
            time.sleep(LOOK)
        opened, failed = carry_out()
        if failed:
            raise CommandError(f"{failed} gemeenten zijn niet geopend; {opened} wel. Waarom staat in het log.")
        self.stdout.write(f"{opened} gemeenten geopend.")
