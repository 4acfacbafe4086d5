import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from django_tenants.management.commands.migrate_schemas import MigrateSchemasCommand
from django_tenants.migration_executors.standard import StandardExecutor
from django_tenants.utils import schema_exists

from schema_replay.command import SOME_FAILED, complain, is_plain
from schema_replay.executor import AlreadyRunning, Group, migrate, pending
from schema_replay.ledger import Outcome
from tenants.models import Gemeente
from tenants.rechten import apply_rights, apply_tenant_rights, renew_tenant_rights
from tenants.secrets import refuse_weak_key


class Command(MigrateSchemasCommand):
    """Migrate public by Django, then the opened gemeenten by replay (schema_replay), each with its rights.

    A gemeente that fails goes into maintenance, and the others go on; the next run takes up what is left. What asks
    for anything but «everything to the newest» goes to django-tenants' own executor, gemeente by gemeente.
    """

    help = "Werkt public en alle geopende gemeenten bij, en zet daarna de rechten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--tolerate",
            action="store_true",
            help=f"code 0 in plaats van {SOME_FAILED} als gemeenten in onderhoud blijven en de andere bij zijn",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DATABASE_AS_OWNER:
            raise CommandError("Migreren kan alleen met DATABASE_OWNER_URL.")
        refuse_weak_key()  # the first that starts: nothing is kept under a key that can be guessed
        super(MigrateSchemasCommand, self).handle(*args, **options)
        plain = is_plain(options)
        looking = options["check_unapplied"] or options["plan"]
        if self.sync_public and not self.schema_name:
            StandardExecutor(self.args, self.options).run_migrations(tenants=["public"])
            if not looking:
                apply_rights()
        if not self.sync_tenant:
            return
        schemas = self.schemas()
        if looking and plain:
            self.look(pending(schemas), check=options["check_unapplied"])
        elif plain:
            self.bring_up_to_date(schemas)
        else:
            for schema_name in schemas:
                StandardExecutor(self.args, self.options).run_migrations(tenants=[schema_name])
                apply_tenant_rights(schema_name)

    def schemas(self) -> list[str]:
        if self.schema_name and not schema_exists(self.schema_name):
            raise CommandError(f"Schema {self.schema_name} bestaat niet.")
        if self.schema_name:
            return [self.schema_name]
        return list(Gemeente.objects.opened().values_list("schema_name", flat=True))

    def look(self, groups: list[Group], *, check: bool) -> None:
        """What is to be done; with `--check`, code 1 when that is anything."""
        for group in groups:
            names = ", ".join(f"{app}.{name}" for app, name in group.keys)
            self.stdout.write(f"{len(group.schemas)} gemeenten, zoals {group.schemas[0]}: {names}")
        if not groups:
            self.stdout.write("Alle gemeenten zijn bij.")
        elif check:
            sys.exit(1)

    def bring_up_to_date(self, schemas: list[str]) -> None:
        self.total, self.seen = 0, 0
        try:
            report = migrate(schemas, listen=self.listen)
        except AlreadyRunning:
            raise CommandError("Er is al een migratie bezig. Wacht tot die klaar is.") from None
        # Of all: a release may change the rights alone, and a run that was killed gave none and ended no maintenance.
        fine = [schema for schema in schemas if schema not in report.failed]
        renew_tenant_rights(fine)
        Gemeente.objects.filter(schema_name__in=fine).update(maintenance_since=None)
        if self.seen and self.stdout.isatty():
            self.stdout.write("")
        if report.done and self.options["verbosity"]:
            self.stdout.write(f"{len(report.done)} gemeenten bijgewerkt.")
        try:
            complain(report)
        except CommandError as error:
            if not (self.options["tolerate"] and error.returncode == SOME_FAILED):
                raise
            self.stderr.write(str(error))

    def listen(self, schema: str, failure: Outcome | None) -> None:
        """After each gemeente: how far we are; one that failed goes into maintenance at once."""
        self.seen += 1
        if failure:
            Gemeente.objects.filter(schema_name=schema).update(maintenance_since=timezone.now())
        if self.options["verbosity"] and self.stdout.isatty():
            self.stdout.write(f"\r   gemeenten bijwerken: {self.seen}", ending="")
            self.stdout.flush()
