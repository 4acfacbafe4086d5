"""Commands that work as the owner of the database: they see that they may before they do anything."""

import os
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError


def owner_url() -> str:
    """For what opens connections of its own, or starts programs of PostgreSQL."""
    return os.environ["DATABASE_OWNER_URL"]


class OwnerCommand(BaseCommand):
    def execute(self, *args: Any, **options: Any) -> str | None:
        name = type(self).__module__.rpartition(".")[2]
        if not (settings.DATABASE_AS_OWNER and os.environ.get("DATABASE_OWNER_URL")):
            raise CommandError(
                f"{name} kan alleen met DATABASE_OWNER_URL, het adres waarmee de eigenaar van de database inlogt."
                f" Met Docker: docker compose run --rm migrate python manage.py {name} …"
            )
        try:
            return super().execute(*args, **options)
        except (psycopg.OperationalError, OperationalError) as error:
            raise CommandError(f"{name}: de database antwoordt niet. {str(error).strip()}") from None
