import pytest
from django.db import migrations, models
from django.db.migrations.state import ProjectState

from schema_replay.lint import check

SAIL = migrations.CreateModel(
    "Sail", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9, null=True))]
)
REQUIRED = models.CharField(max_length=9, default="x")


def linted(*operations, contracts=None):
    state = ProjectState()
    SAIL.state_forwards("ship", state)
    migration = migrations.Migration("0002_change", "ship")
    migration.operations = list(operations)
    if contracts:
        migration.contracts = contracts
    return [problem.what for problem in check(migration, state, released={"1.0"})]


@pytest.mark.parametrize(
    ("operation", "what"),
    [
        (migrations.DeleteModel("Sail"), "drops a table"),
        (migrations.RemoveField("sail", "name"), "drops a column"),
        (migrations.RenameField("sail", "name", "title"), "renames a column"),
        (migrations.RenameModel("Sail", "Jib"), "renames a table"),
        (migrations.AlterModelTable("sail", "sails"), "renames a table"),
        (migrations.AddField("sail", "colour", REQUIRED), "demands a value in a new column, without a db_default"),
        (migrations.AlterField("sail", "name", REQUIRED), "demands a value, without a db_default"),
        (migrations.RunSQL("ALTER TABLE ship_sail ALTER name SET NOT NULL"), "drops, renames or demands"),
        (migrations.RunSQL("drop table ship_sail"), "drops, renames or demands"),
    ],
)
def test_check_what_takes_away_is_found(operation, what):
    assert linted(operation) == [what]


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("sail", "colour", models.CharField(max_length=9, null=True)),
        migrations.AddField("sail", "colour", models.CharField(max_length=9, db_default="x")),
        migrations.AlterField("sail", "name", models.CharField(max_length=20, null=True)),
        migrations.AddIndex("sail", models.Index(fields=["name"], name="sail_name")),
        migrations.RunSQL("CREATE INDEX ON ship_sail (name)"),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Sail")]),
    ],
)
def test_check_what_only_adds_is_free(operation):
    assert linted(operation) == []


def test_check_a_table_of_the_same_migration_is_free():
    jib = migrations.CreateModel("Jib", [("id", models.BigAutoField(primary_key=True))])
    assert linted(jib, migrations.AddField("jib", "colour", REQUIRED)) == []


def test_check_the_second_release_of_a_split_may_take_away():
    assert linted(migrations.RemoveField("sail", "name"), contracts="1.0") == []


def test_check_a_split_names_a_release_that_was():
    found = linted(migrations.RemoveField("sail", "name"), contracts="9.9")
    assert found == ["names 9.9, which is no release", "drops a column"]
