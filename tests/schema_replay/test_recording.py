"""Which recordings do the same in every schema of one structure, so that a quick comparison will do."""

import pytest

from schema_replay.recording import Recording


@pytest.mark.parametrize(
    ("statement", "plain"),
    [
        ('ALTER TABLE "sail" ADD COLUMN "size" integer', True),
        ('CREATE UNIQUE INDEX "sail_name" ON "sail" ("name")', True),
        ("SET CONSTRAINTS ALL IMMEDIATE", True),
        ("DO $$ BEGIN PERFORM 1; END $$", False),
        ("SELECT rename_sails()", False),
        ("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS ''", False),
        ('UPDATE "sail" SET "size" = 1', False),
    ],
)
def test_a_recording_is_plain_when_each_statement_is(statement, plain):
    assert Recording("ship", "0002_mast", ('DROP TABLE "mast" CASCADE', statement)).is_plain is plain


def test_what_cannot_be_replayed_is_not_plain():
    assert not Recording("ship", "0002_mast", None).is_plain
