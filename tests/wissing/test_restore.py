"""As the issue asks: planted, copied, wiped; the copy put back, whole and for one gemeente; and the words stay gone.

Every column of every table is read by the owner, in the schema, in public and in what was put aside.
"""

import os

import psycopg
import pytest
from psycopg import sql

from tenants.backups.dump import make_backup, read_backup
from tenants.backups.restore import restore_all
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
    """A copy from before the wipe, the journal, and the database after it."""
    folder = tmp_path_factory.mktemp("wissen")
    url, journal = scratch(), folder / "wissingen.jsonl"
    clean = make_backup(os.environ["DATABASE_OWNER_URL"], folder / "schoon", at=AT, schemas=["public", SCHEMA])
    restore_all(url, clean)
    run(url, journal, "-m", "tests.wissing.drill", str(folder / "oud"))
    return url, journal, folder / "oud", places(url)


def test_words_that_were_wiped_stay_gone_after_every_restore(drill, scratch):
    url, journal, copy, after_wipe = drill
    assert (after_wipe, put_aside(url)) == ([], 0)
    said = run(url, journal, "manage.py", "restore_gemeente", SLUG, str(copy))
    assert ("1 keer opnieuw gewist" in said, places(url)) == (True, [])
    url = scratch()
    restore_all(url, read_backup(copy))
    assert len(places(url)) == 12  # the copy does hold them
    url = scratch()
    said = run(url, journal, "manage.py", "restore", str(copy))
    assert ("1 keer opnieuw gewist" in said, places(url)) == (True, [])
