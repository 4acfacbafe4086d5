"""What a migration may not do while the code of the release before it still runs: drop, rename, or demand.

Code N−1 works on schema N for as long as a release takes, and code N on schema N−1 where a schema failed. So a change
that takes something away is split: first a release whose code no longer needs it, then one whose migration says so with
`contracts = "<that first release>"`. Initial migrations are free: no code worked on what was there before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import ManyToManyField
from django.db.models.fields import NOT_PROVIDED

TAKES_AWAY = {
    operations.DeleteModel: "drops a table",
    operations.RemoveField: "drops a column",
    operations.RenameModel: "renames a table",
    operations.RenameField: "renames a column",
    operations.AlterModelTable: "renames a table",
}
SQL = re.compile(r"\b(drop\s+(table|column|schema|view|type)|rename\s+(to|column)|set\s+not\s+null|truncate)\b", re.I)


@dataclass(frozen=True)
class Problem:
    app: str
    migration: str
    operation: str
    what: str

    def __str__(self) -> str:
        return f"{self.app}.{self.migration}: {self.operation} {self.what}"


def problems(apps: set[str], released: set[str]) -> list[Problem]:
    """In the migrations of `apps`; `released` are the versions that a migration may name in `contracts`."""
    loader = MigrationLoader(None)
    found: list[Problem] = []
    for key, migration in sorted(loader.disk_migrations.items()):
        if key[0] in apps and not migration.initial:
            found += check(migration, loader.project_state(key, at_end=False), released)
    return found


def check(migration: Migration, state: ProjectState, released: set[str]) -> Iterator[Problem]:
    """`state` is the one before the migration."""
    contracts = getattr(migration, "contracts", None)
    if contracts in released:
        return
    if contracts is not None:
        yield Problem(migration.app_label, migration.name, "contracts", f"names {contracts}, which is no release")
    made: set[str] = set()  # tables that this migration makes itself: nobody uses them yet
    for operation in flat(migration.operations):
        if isinstance(operation, operations.CreateModel):
            made.add(operation.name_lower)
        elif getattr(operation, "model_name_lower", getattr(operation, "name_lower", None)) not in made and (
            what := takes(operation, migration.app_label, state)
        ):
            yield Problem(migration.app_label, migration.name, operation.describe(), what)
        operation.state_forwards(migration.app_label, state)


def flat(found: Sequence[Any]) -> Iterator[Any]:
    """As far as they touch the database."""
    for operation in found:
        if isinstance(operation, operations.SeparateDatabaseAndState):
            yield from flat(operation.database_operations)
        else:
            yield operation


def takes(operation: Any, app: str, state: ProjectState) -> str:
    """What the operation takes away from code that does not know of it; empty when nothing."""
    if type(operation) in TAKES_AWAY:
        return TAKES_AWAY[type(operation)]
    if isinstance(operation, operations.RunSQL):
        return "drops, renames or demands" if SQL.search(str(operation.sql)) else ""
    if isinstance(operation, operations.AddField) and demands(operation.field):
        return "demands a value in a new column, without a db_default"
    if isinstance(operation, operations.AlterField) and demands(operation.field):
        before = state.models[app, operation.model_name_lower].fields[operation.name]
        return "demands a value, without a db_default" if before.null else ""
    return ""


def demands(field: Any) -> bool:
    """Django's own default is no help: it is in the code, not in the table."""
    return not (field.null or field.db_default is not NOT_PROVIDED or isinstance(field, ManyToManyField))
