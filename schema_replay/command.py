"""What a command that replays needs to know: whether it may, and what to say when a schema failed."""

from typing import Any

from django.core.management.base import CommandError

from schema_replay.executor import Report

# What asks for something else than «everything to the newest»: that is for django-tenants' own executor.
OTHER = ("app_label", "migration_name", "fake", "fake_initial", "prune", "run_syncdb")


# The code of a run after which some schemas lag and all others are fine.
SOME_FAILED = 3


def is_plain(options: dict[str, Any]) -> bool:
    return not any(options.get(name) for name in OTHER)


def complain(report: Report) -> None:
    """Raise CommandError with the list when a schema failed: SOME_FAILED where the others are fine, else code 1."""
    if report.failed:
        lines = [f"  {schema}: {at.app}.{at.name}: {at.error}" for schema, at in sorted(report.failed.items())]
        total = f"{len(report.done)} of {len(report.lagging)} schemas migrated, {len(lines)} failed:"
        raise CommandError("\n".join([total, *lines]), returncode=SOME_FAILED if report.bearable else 1)
