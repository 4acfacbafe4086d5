"""`manage.py migrate_schemas --executor=replay`, for any project with django-tenants."""

from typing import Any

from django.core.management.base import CommandError
from django_tenants.migration_executors.base import MigrationExecutor, run_migrations
from django_tenants.migration_executors.standard import StandardExecutor

from schema_replay.executor import Report, migrate

# What asks for something else than «everything to the newest»: that is for django-tenants' own executor.
OTHER = ("app_label", "migration_name", "fake", "fake_initial", "prune", "run_syncdb")


def is_plain(options: dict[str, Any]) -> bool:
    return not any(options.get(name) for name in OTHER)


class ReplayExecutor(MigrationExecutor):
    codename = "replay"

    def run_migrations(self, tenants: list[str] | None = None) -> None:
        schemas = list(tenants or [])
        if not is_plain(self.options) or self.options.get("plan") or self.options.get("check_unapplied"):
            return StandardExecutor(self.args, self.options).run_migrations(schemas)
        if self.PUBLIC_SCHEMA_NAME in schemas:
            schemas.remove(self.PUBLIC_SCHEMA_NAME)
            run_migrations(self.args, self.options, self.codename, self.PUBLIC_SCHEMA_NAME)
        complain(migrate(schemas, alias=self.options.get("database", self.TENANT_DB_ALIAS)))
        return None

    def run_multi_type_migrations(self, tenants: list[tuple[str, str]]) -> None:
        """Schemas of several types have different apps, and so different statements; never guess."""
        StandardExecutor(self.args, self.options).run_multi_type_migrations(tenants)


def complain(report: Report) -> None:
    """Raise CommandError with the list, so that the command exits with 1, when a schema failed."""
    if report.failed:
        lines = [f"  {schema}: {at.app}.{at.name}: {at.error}" for schema, at in sorted(report.failed.items())]
        total = f"{len(report.done)} of {len(report.lagging)} schemas migrated, {len(lines)} failed:"
        raise CommandError("\n".join([total, *lines]))
