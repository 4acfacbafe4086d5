"""As the issue asks: planted, copied, wiped; the copy put back, whole and for one gemeente; and the words stay gone.

Every column of every table is read by the owner, in the schema, in public and in what was put aside.
"""

import os

import psycopg
import pytest
from psycopg import sql

from tenants.backups.dump import make_backup, read_backup
from tenants.backups.journal import JOURNAL, keep, read, write
from tenants.backups.programs import BackupFout
from tenants.backups.restore import restore_all
from tenants.management.commands import backup
from tests.wissing.drill import AT, SLUG
from tests.wissing.planted import WORDS
from tests.wissing.scratch import run

SCHEMA = "gm9001"


def places(url):
    """Tables in which the words stand, in any column, as text, as bytes or inside JSON."""
    query = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname ~ '^(public|gm|zz_)' ORDER BY 1, 2"
    hidden = WORDS.encode().hex()
    with psycopg.connect(url) as connection:
        return [
            f"{schema}.{table}"
            for schema, table in connection.execute(query).fetchall()
            if connection.execute(
                sql.SQL("SELECT EXISTS (SELECT FROM {} t WHERE to_jsonb(t)::text ILIKE ANY (%s))").format(
                    sql.Identifier(schema, table)
                ),
                [[f"%{WORDS}%", f"%{hidden}%"]],
            ).fetchone()[0]
        ]


def put_aside(url):
    """How many files are left of what an earlier restore put aside; the words are packed in each."""
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT count(*) FROM zz_20261101_gm9001.zelfevaluatie_onderbouwing").fetchone()[0]


@pytest.fixture(scope="module")
def drill(scratch, tmp_path_factory):
    """A copy from before the wipe, and the database after it. No file: the table is the journal."""
    folder = tmp_path_factory.mktemp("wissen")
    url = scratch()
    clean = make_backup(os.environ["DATABASE_OWNER_URL"], folder / "schoon", at=AT, schemas=["public", SCHEMA])
    restore_all(url, clean)
    run(url, "", "-m", "tests.wissing.drill", str(folder / "oud"))
    return url, folder / "oud", places(url)


def test_words_that_were_wiped_stay_gone_after_every_restore(drill, scratch, tmp_path):
    url, copy, after_wipe = drill
    assert (after_wipe, put_aside(url)) == ([], 0)
    said = run(url, "", "manage.py", "restore_gemeente", SLUG, str(copy))
    assert ("1 keer opnieuw gewist" in said, places(url)) == (True, [])

    # Beside the copies it stands after `backup_wissingen`, and again when a key was renewed in the database.
    journal = copy.parent / JOURNAL
    first, second = (run(url, "", "manage.py", "backup_wissingen", str(copy.parent)) for _ in range(2))
    assert (first, second) == (f"{journal}: bijgewerkt.\n", f"{journal}: was al bij.\n")
    (line,) = read(journal)
    assert (line["schema"], WORDS in journal.read_text(), journal.stat().st_mode & 0o777) == (SCHEMA, False, 0o600)
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE tenants_wisjournaal SET words = 'onder een andere sleutel'")
    run(url, "", "manage.py", "backup_wissingen", str(copy.parent))
    assert [changed["words"] for changed in read(journal)] == ["onder een andere sleutel"]
    write(journal, [line])

    # The database is lost wholly, and only an older copy is left.
    url = scratch()
    restore_all(url, read_backup(copy))
    assert len(places(url)) == 12  # the copy does hold them
    url = scratch()
    said = run(url, "", "manage.py", "restore", str(copy))
    assert ("1 keer opnieuw gewist" in said, places(url)) == (True, [])

    # The copy alone was brought elsewhere.
    elsewhere = journal.rename(tmp_path / "elders.jsonl")
    url = scratch()
    refused = run(url, "", "manage.py", "restore", str(copy), code=1)
    assert ("--zonder-wissingen" in refused, places(url)) == (True, [])
    (tmp_path / "kapot.jsonl").write_text('{"id": "half')
    broken = run(url, "", "manage.py", "restore", str(copy), "--wissingen", str(tmp_path / "kapot.jsonl"), code=1)
    assert "kapot.jsonl is geen wisjournaal" in broken
    said = run(url, "", "manage.py", "restore", str(copy), "--wissingen", str(elsewhere))
    assert ("1 keer opnieuw gewist" in said, places(url)) == (True, [])


def test_the_journal_beside_the_copies_is_kept_each_minute_and_brought_elsewhere_once(tmp_path, settings, monkeypatch):
    """As `backup --nightly` does; what failed is tried again."""
    settings.BACKUP_HOOK = "/hooks/elders"
    brought, failing = [], [BackupFout("weg")]

    def bring(path):
        if failing:
            raise failing.pop()
        brought.append(path.name)

    monkeypatch.setattr(backup, "bring_elsewhere", bring)
    monkeypatch.setattr(backup, "owner_url", lambda: os.environ["DATABASE_OWNER_URL"])
    journal = backup.Journal(tmp_path)
    seen = []
    for _ in range(4):
        journal.keep()
        seen.append(list(brought))
    assert ((tmp_path / JOURNAL).read_text(), seen) == ("", [[], [JOURNAL], [JOURNAL], [JOURNAL]])


def test_a_line_that_the_database_does_not_know_stays(tmp_path, django_db_setup):
    """That of a gemeente that left, or from before a restore."""
    line = {"id": "een", "schema": "gm0001", "words": "x", "confirmed_at": "2026-11-27 03:00:00+00:00"}
    write(tmp_path / JOURNAL, [line])
    assert keep(os.environ["DATABASE_OWNER_URL"], tmp_path) is None
    assert read(tmp_path / JOURNAL) == [line]
