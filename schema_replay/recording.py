"""Apply a migration to one schema as Django does, and write down the statements, so that others can have them too."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres import operations as postgres_operations
from django.db import router
from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation

# Of these we know that all they write goes through `schema_editor.execute`. RunPython is not among them.
KNOWN = {
    kind
    for module in (operations, postgres_operations)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Operation) and kind is not operations.RunPython
}

# Statements that change what they name, whatever rows there are. `DO` and a call of a function may do anything.
PLAIN = re.compile(
    r"\s*(ALTER TABLE|(CREATE|DROP) (TABLE|(UNIQUE )?INDEX)|COMMENT ON|SET CONSTRAINTS)\s", re.IGNORECASE
)


@dataclass(frozen=True)
class Recording:
    """One migration. `statements` is None when it cannot be replayed, and empty when it does nothing in a tenant."""

    app: str
    name: str
    statements: tuple[str, ...] | None

    @property
    def is_plain(self) -> bool:
        """Whether it does the same in two schemas with the same structure, so that it changes the same relations."""
        return self.statements is not None and all(map(PLAIN.match, self.statements))


def is_replayable(migration: Migration, alias: str) -> bool:
    """Whether the statements say all. Call it with the connection in the schema of a tenant: the router looks there."""
    if not router.allow_migrate(alias, migration.app_label):
        return True  # an app that has no tables in a tenant: only the row in django_migrations is written
    return migration.atomic and all(map(is_known, migration.operations))


def is_known(operation: Any) -> bool:
    if isinstance(operation, operations.SeparateDatabaseAndState):
        return all(map(is_known, operation.database_operations))
    return type(operation) in KNOWN


@contextmanager
def recording(connection: Any) -> Iterator[list[str]]:
    """The statements that schema editors of this connection execute meanwhile, with their parameters filled in."""
    written: list[str] = []
    original = connection.SchemaEditorClass

    class RecordingEditor(original):  # type: ignore[misc, valid-type]
        def execute(self, sql: Any, params: Any = ()) -> None:
            text = str(sql)
            written.append(text if params is None else text % tuple(map(self.quote_value, params)))
            super().execute(sql, params)

    connection.SchemaEditorClass = RecordingEditor
    try:
        yield written
    finally:
        del connection.SchemaEditorClass  # the instance's; the class has its own


def apply_recorded(executor: Any, state: Any, migration: Migration, schema_name: str) -> tuple[Any, Recording]:
    """Apply `migration` to the current schema with a MigrationExecutor; return the new state and what was done.

    A statement that names the schema would do its work there again, so then nothing may be replayed.
    """
    replayable = is_replayable(migration, executor.connection.alias)
    with recording(executor.connection) as written:
        state = executor.apply_migration(state, migration)
    named = any(schema_name in statement for statement in written)
    statements = tuple(written) if replayable and not named else None
    return state, Recording(migration.app_label, migration.name, statements)
