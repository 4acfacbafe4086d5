from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django_tenants.management.commands.migrate_schemas import MigrateSchemasCommand
from django_tenants.migration_executors import get_executor
from django_tenants.utils import schema_exists

from tenants.models import Gemeente
from tenants.rechten import apply_rights, apply_tenant_rights


class Command(MigrateSchemasCommand):
    """Migrate public, then each opened gemeente, then apply the rights of tenants/rechten.py.

    django-tenants' own command would also visit the gemeenten that have no schema yet.
    """

    help = "Werkt public en alle geopende gemeenten bij, en zet daarna de rechten."

    def handle(self, *args: Any, **options: Any) -> None:
        checking = options["check_unapplied"] or options["plan"]
        if not settings.DATABASE_AS_OWNER:
            raise CommandError("Migreren kan alleen met DATABASE_OWNER_URL.")
        super(MigrateSchemasCommand, self).handle(*args, **options)
        executor = get_executor(self.executor)(self.args, self.options)
        if self.sync_public and not self.schema_name:
            executor.run_migrations(tenants=["public"])
            if not checking:
                apply_rights()
        if self.sync_tenant:
            for schema_name in self.schemas():
                executor.run_migrations(tenants=[schema_name])
                if not checking:
                    apply_tenant_rights(schema_name)

    def schemas(self) -> list[str]:
        if self.schema_name and not schema_exists(self.schema_name):
            raise CommandError(f"Schema {self.schema_name} bestaat niet.")
        if self.schema_name:
            return [self.schema_name]
        return list(Gemeente.objects.opened().values_list("schema_name", flat=True))
