"""A key is renewed as docs/backup.md tells: the old one, both, all put under the newest, the newest alone."""

import json
import os
import secrets
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from tenants.backups.dump import make_backup
from tenants.backups.restore import restore_all
from tests.wissing.drill import AT
from tests.wissing.planted import WORDS
from tests.wissing.scratch import run
from wissing.journal import append, held

NEW = secrets.token_hex(32)
NOTHING = {"app": None, "codes": None, "waiting": [None], "journal": [None], "file": [None]}


@pytest.fixture(scope="module")
def full(scratch, tmp_path_factory):
    """A database with something of each kind that is encrypted, its journal, and a copy of it."""
    folder = tmp_path_factory.mktemp("sleutels")
    url, journal = scratch(), folder / "wissingen.jsonl"
    restore_all(
        url, make_backup(os.environ["DATABASE_OWNER_URL"], folder / "schoon", at=AT, schemas=["public", "gm9001"])
    )
    run(url, journal, "-m", "tests.wissing.drill", str(folder / "oud"))
    run(url, journal, "-m", "tests.wissing.keeper", "add")
    return url, journal, make_backup(url, folder / "kopie", at=AT).folder


def test_a_key_is_renewed_and_everything_stays_readable(full, scratch):
    url, journal, copy = full
    old = settings.SECRET_KEY
    both = {"KOMPAS_SECRET_KEY": NEW, "KOMPAS_SECRET_KEY_FORMER": f"{'x' * 50},{old}"}

    def told(url=url, **keys):
        return json.loads(run(url, journal, "-m", "tests.wissing.keeper", "tell", **keys))

    before = told()
    assert (before["app"], len(before["codes"])) == (False, 10)
    assert (before["waiting"], before["journal"], before["file"]) == (["nog even wachten"], [WORDS], [WORDS])
    assert told(KOMPAS_SECRET_KEY=NEW) == NOTHING
    refused = run(url, journal, "manage.py", "renew_keys", code=1, KOMPAS_SECRET_KEY=NEW)
    assert "tweede stappen: " in refused
    assert "Zet de sleutel waarmee dat versleuteld is in KOMPAS_SECRET_KEY_FORMER" in refused
    assert told(**both) == before
    said = run(url, journal, "manage.py", "renew_keys", **both)
    assert "verzoeken om te wissen: 1 opnieuw versleuteld, 0 al met de nieuwste sleutel." in said
    assert "Haal KOMPAS_SECRET_KEY_FORMER nu weg" in said
    again = run(url, journal, "manage.py", "renew_keys", **both).splitlines()
    assert [line for line in again if " opnieuw versleuteld" in line and ": 0 opnieuw" not in line] == []
    assert told(KOMPAS_SECRET_KEY=NEW) == before
    assert told() == NOTHING  # with the old key alone

    # A copy from before it has everything under the old key: put back with both, it is renewed in its turn.
    url = scratch()
    run(url, journal, "manage.py", "restore", str(copy), **both)
    assert told(url, **both) == before
    run(url, journal, "manage.py", "renew_keys", **both)
    assert told(url, KOMPAS_SECRET_KEY=NEW) == before


def test_a_line_that_is_added_while_the_file_is_replaced_is_kept(journal):
    append({"id": "een"})
    with ThreadPoolExecutor(1) as other, held(journal):  # left in the other order: given up, then waited for
        waits = other.submit(append, {"id": "twee"})
        time.sleep(0.2)  # it has opened the file that has the name now, and waits for it
        assert not waits.done()
        beside = journal.with_name("anders")
        beside.write_text(journal.read_text())
        beside.rename(journal)
    assert [json.loads(line)["id"] for line in journal.read_text().splitlines()] == ["een", "twee"]
