"""One more migration of an app for as long as a measurement takes, written outside the tree of the product."""

import importlib
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

APP, NAME = "aanpak", "9001_extra"
SOURCE = """from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [({app!r}, {leaf!r})]
    operations = [{operation}]
"""
ADD_FIELD = 'migrations.AddField("actie", "extra", models.CharField(max_length=40, null=True))'
UNIQUE = 'migrations.AddConstraint("actie", models.UniqueConstraint(fields=["wat", "ambitie"], name="extra"))'


@contextmanager
def extra_migration(operation: str) -> Iterator[None]:
    """Django finds it after the real ones, which are on the path of the same package."""
    real = importlib.import_module(f"{APP}.migrations")
    ((_, leaf),) = MigrationLoader(None).graph.leaf_nodes(APP)
    with tempfile.TemporaryDirectory(prefix="kompas-bench-") as folder:
        package = Path(tempfile.mkdtemp(prefix="extra_", dir=folder))
        (package / "__init__.py").write_text(f"__path__.append({next(iter(real.__path__))!r})\n", encoding="utf-8")
        source = SOURCE.format(app=APP, leaf=leaf, operation=operation)
        (package / f"{NAME}.py").write_text(source, encoding="utf-8")
        sys.path.insert(0, folder)
        settings.MIGRATION_MODULES = {APP: package.name}
        try:
            yield
        finally:
            settings.MIGRATION_MODULES = {}
            sys.path.remove(folder)


def take_back(url: str, schemas: list[str]) -> None:
    """As if it never was: its column or constraint, and its rows in both ledgers. One transaction per gemeente."""
    with psycopg.connect(url, autocommit=True) as connection:
        for schema in schemas:
            table, ledger = sql.Identifier(schema, "aanpak_actie"), sql.Identifier(schema, "django_migrations")
            undo = "BEGIN; ALTER TABLE {} DROP COLUMN IF EXISTS extra, DROP CONSTRAINT IF EXISTS extra;"
            undo += " DELETE FROM {} WHERE app = {} AND name = {}; COMMIT"
            connection.execute(sql.SQL(undo).format(table, ledger, APP, NAME).as_bytes(connection))
        connection.execute("DELETE FROM schema_replay_entry WHERE app = %s AND name = %s", [APP, NAME])
