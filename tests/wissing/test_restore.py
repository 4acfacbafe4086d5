"""As the issue asks: planted, copied, wiped; the copy put back, whole and for one gemeente; and the words stay gone.

Every column of every table is read by the owner, in the schema, in public and in what was put aside.
"""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from local.databases import drop_database
from tenants.backups.dump import make_backup, read_backup
from tenants.backups.restore import restore_all
from tests.wissing.drill import AT, SLUG
from tests.wissing.planted import WORDS

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


@pytest.fixture(scope="module")
def scratch(django_db_setup):
    """The address of a database of our own, made anew whenever asked; and what it needs to run Kompas there."""
    owner = os.environ["DATABASE_OWNER_URL"]
    name = urlsplit(owner).path.strip("/") + "_wis"
    admin = urlsplit(owner)._replace(path="/postgres").geturl()
    with psycopg.connect(admin, autocommit=True) as connection:

        def make():
            drop_database(connection, name)
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
            return urlsplit(owner)._replace(path=f"/{name}").geturl()

        yield make
        drop_database(connection, name)
        for (role,) in connection.execute(
            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [f"{name}_"]
        ).fetchall():
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def run(url, journal, *command):
    web = urlsplit(os.environ["DATABASE_URL"])._replace(path=urlsplit(url).path).geturl()
    environment = {
        **os.environ,
        "DATABASE_URL": web,
        "DATABASE_OWNER_URL": url,
        "KOMPAS_AS_OWNER": "1",
        "KOMPAS_WISSINGEN": str(journal),
    }
    done = subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


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
    assert after_wipe == []
    said = run(url, journal, "manage.py", "restore_gemeente", SLUG, str(copy))
    assert ("1 keer opnieuw gewist" in said, places(url)) == (True, [])
    url = scratch()
    restore_all(url, read_backup(copy))
    assert len(places(url)) == 12  # the copy does hold them
    url = scratch()
    said = run(url, journal, "manage.py", "restore", str(copy))
    assert ("1 keer opnieuw gewist" in said, places(url)) == (True, [])
