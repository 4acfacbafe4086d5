"""The drill, small: the three gemeenten of the tests, on an empty database and one by one."""

import json
import os
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from local.databases import drop_database
from tenants.backups import dump
from tenants.backups.dump import MANIFEST, make_backup, read_backup
from tenants.backups.export import as_csv, export_schema
from tenants.backups.hashes import hashes
from tenants.backups.programs import BackupFout, program, run
from tenants.backups.restore import restore_all, restore_schema
from tests.sheets.reading import rows_of_csv

AT = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
SCHEMAS = ["gm0037", "gm9001", "gm9002", "public"]
PATH = {"naam": "Stadskanaal", "product": "Kompas", "at": AT}


@pytest.fixture(scope="module")
def url(django_db_setup):
    return os.environ["DATABASE_OWNER_URL"]


@pytest.fixture(scope="module")
def backup(url, tmp_path_factory):
    return make_backup(url, tmp_path_factory.mktemp("backups") / "kopie", at=AT)


@pytest.fixture(scope="module")
def elsewhere(url):
    """The address of an empty database on the same server."""
    name = urlsplit(url).path.strip("/") + "_terug"
    admin = urlsplit(url)._replace(path="/postgres").geturl()
    with psycopg.connect(admin, autocommit=True) as connection:
        drop_database(connection, name)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
        drop_database(connection, name)


@pytest.fixture(scope="module")
def restored(elsewhere, backup):
    restore_all(elsewhere, backup)
    return elsewhere


def all_hashes(url):
    with psycopg.connect(url) as connection:
        return hashes(connection, SCHEMAS)


def test_backup_names_every_schema_and_table(backup, url):
    assert backup.manifest["schemas"] == SCHEMAS
    assert backup.manifest["tabellen"] == all_hashes(url)
    assert backup.manifest["tabellen"]["gm0037.zelfevaluatie_antwoord"][0] == 23


def test_restore_on_an_empty_database_gives_every_table_back(restored, url):
    assert all_hashes(restored) == all_hashes(url)


def test_restore_refuses_a_database_that_is_not_empty(restored, backup):
    with pytest.raises(BackupFout, match=r"niet leeg: er staan \d+ tabellen in"):
        restore_all(restored, backup)


def test_restore_of_one_gemeente_touches_no_other(restored, backup):
    with psycopg.connect(restored, autocommit=True) as connection:
        connection.execute("UPDATE gm0037.zelfevaluatie_antwoord SET plan_zin = 'weg'")
        connection.execute("UPDATE gm9001.zelfevaluatie_antwoord SET plan_zin = 'van na de kopie'")
        before = hashes(connection, ["gm9001", "gm9002", "public"])
        restore_schema(restored, backup, "gm0037", aside="zz_20261127_gm0037")
        after, own = hashes(connection, ["gm9001", "gm9002", "public"]), hashes(connection, ["gm0037"])
        kept = connection.execute("SELECT DISTINCT plan_zin FROM zz_20261127_gm0037.zelfevaluatie_antwoord").fetchall()
    assert after == before
    assert own == {name: value for name, value in backup.manifest["tabellen"].items() if name.startswith("gm0037.")}
    assert kept == [("weg",)]


def test_restore_of_one_gemeente_that_fails_leaves_it_as_it_was(restored, backup, tmp_path):
    wrong = {**backup.manifest["tabellen"], "gm9002.aanpak_actie": [7, "0"]}
    spoiled = dump.Backup(backup.folder, {**backup.manifest, "tabellen": wrong})
    before = all_hashes(restored)
    with pytest.raises(BackupFout, match=r"gm9002.aanpak_actie: 7 rijen \(0\) werd 0 rijen"):
        restore_schema(restored, spoiled, "gm9002", aside="zz_gm9002")
    assert all_hashes(restored) == before


def test_restore_of_a_gemeente_that_is_not_in_the_copy(restored, backup):
    with pytest.raises(BackupFout, match="gm0001 staat niet in deze kopie"):
        restore_schema(restored, backup, "gm0001", aside="zz_gm0001")


def test_read_backup_sees_a_changed_file(url, tmp_path):
    made = make_backup(url, tmp_path / "kopie", at=AT)
    victim = next(path for path in sorted((made.folder / "database").iterdir()) if path.name.endswith(".gz"))
    victim.write_bytes(victim.read_bytes()[:-1])
    with pytest.raises(BackupFout, match=f"database/{victim.name} klopt niet"):
        read_backup(made.folder)


def test_read_backup_refuses_what_has_no_manifest(tmp_path):
    with pytest.raises(BackupFout, match=MANIFEST):
        read_backup(tmp_path)


def test_backup_that_breaks_off_does_not_look_like_one(url, tmp_path, monkeypatch):
    monkeypatch.setattr(dump, "hashes", lambda *_: {"gm0037.verdwenen": [1, "x"]})
    with pytest.raises(BackupFout, match=r"1 tabellen ontbreken, zoals gm0037.verdwenen"):
        make_backup(url, tmp_path / "kopie", at=AT)
    assert [path.name for path in tmp_path.iterdir()] == ["kopie.half"]


def test_backup_into_a_folder_that_is_there(url, tmp_path):
    with pytest.raises(BackupFout, match="bestaat al"):
        make_backup(url, tmp_path, at=AT)


def test_run_failing_says_what_the_program_said(url):
    with psycopg.connect(url) as connection:
        command = [program("pg_dump", connection), "--schema=bestaat_niet"]
    with pytest.raises(BackupFout, match="no matching schemas"):
        run(command, url)


def test_program_of_another_version_is_not_used(url, monkeypatch):
    monkeypatch.setattr("tenants.backups.programs.candidates", lambda *_: ["/bin/true"])
    with psycopg.connect(url) as connection, pytest.raises(BackupFout, match="Installeer postgresql-client-"):
        program("pg_dump", connection)


def test_export_holds_every_row_in_open_formats(url, tmp_path):
    path = tmp_path / "stadskanaal.zip"
    counts = export_schema(url, "gm0037", path, people=[{"id": "1", "naam": "Beheerder"}], **PATH)
    with zipfile.ZipFile(path) as archive:
        rows = json.loads(archive.read("tabellen/zelfevaluatie_antwoord.json"))
        table = rows_of_csv(archive.read("tabellen/zelfevaluatie_antwoord.csv"))
        names = {name.removeprefix("tabellen/") for name in archive.namelist() if name.startswith("tabellen/")}
    assert (counts["zelfevaluatie_antwoord"], len(rows), len(table)) == (23, 23, 24)
    assert names == {f"{table}.{kind}" for table in counts for kind in ("csv", "json")}


def test_export_holds_what_this_gemeente_shared_and_nothing_of_another(restored, tmp_path):
    with psycopg.connect(restored) as connection:
        for schema in ("gm0037", "gm9001"):
            connection.execute(
                "INSERT INTO metingen_indiening (id, gemeente_id, nummer, staat, organisaties, regios, formaat, inhoud,"
                " sha256, mandaat_functie, ingediend_at, naam, grootteklasse, provincie, veiligheidsregio, begroting,"
                " beleidsplan, aandachtsfunctionaris, zorgcoordinatie) SELECT gen_random_uuid(), id, 1, 'geldig', '{}',"
                " ARRAY[gen_random_uuid()], 1, '{\"zin\": \"KANARIE\"}', '', schema_name, now(), '', '', '',"
                " '', '', '', '', '' FROM tenants_gemeente WHERE schema_name = %s",
                [schema],
            )
    counts = export_schema(restored, "gm0037", tmp_path / "export.zip", people=[], **PATH)
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        (row,) = json.loads(archive.read("tabellen/metingen_indiening.json"))
    assert (counts["metingen_indiening"], row["mandaat_functie"], row["inhoud"]) == (1, "gm0037", {"zin": "KANARIE"})


def test_export_holds_what_this_gemeente_made_public_and_nothing_of_another(restored, tmp_path):
    with psycopg.connect(restored) as connection:
        for schema in ("gm0037", "gm9001"):
            (plan,) = connection.execute(
                "INSERT INTO openbaar_openbaarplan (id, gemeente_id, gemeente_code, gemeente_naam, gemeente_slug,"
                " herkomst, planversie, adres, titel, tekst, accent, sha256, vastgesteld_op, gemeenteblad,"
                " published_at, updated_at) SELECT gen_random_uuid(), id, code, korte_naam, slug, '',"
                " gen_random_uuid(), '2027', 'Plan van ' || slug, '<p>KANARIE</p>', '', '', now(), '', now(), now()"
                " FROM tenants_gemeente WHERE schema_name = %s RETURNING id",
                [schema],
            ).fetchone()
            for formaat, content in (("html", b"<!DOCTYPE html><p>KANARIE</p>"), ("pdf", b"%PDF-1.7")):
                connection.execute(
                    "INSERT INTO openbaar_openbaarbestand (id, plan_id, gemeente_id, formaat, mimetype, content, size,"
                    " sha256) SELECT gen_random_uuid(), %s, id, %s, 'x', %s, 8, '' FROM tenants_gemeente"
                    " WHERE schema_name = %s",
                    [plan, formaat, content, schema],
                )
    counts = export_schema(restored, "gm0037", tmp_path / "export.zip", people=[], **PATH)
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        (row,) = json.loads(archive.read("tabellen/openbaar_openbaarplan.json"))
        files = json.loads(archive.read("tabellen/openbaar_openbaarbestand.json"))
        content = {file["formaat"]: archive.read(file["content"]) for file in files}
        columns = {each["tabel"] for each in json.loads(archive.read("tabellen.json"))}
    assert (counts["openbaar_openbaarplan"], counts["openbaar_openbaarbestand"]) == (1, 2)
    assert (row["titel"], row["tekst"]) == ("Plan van stadskanaal", "<p>KANARIE</p>")
    assert content == {"html": b"<!DOCTYPE html><p>KANARIE</p>", "pdf": b"%PDF-1.7"}
    assert sorted(file["content"].rpartition(".")[2] for file in files) == ["html", "pdf"]
    assert {"openbaar_openbaarplan", "openbaar_openbaarbestand"} <= columns


def test_export_twice_to_one_file(url, tmp_path):
    path = tmp_path / "export.zip"
    path.touch()
    with pytest.raises(BackupFout, match="bestaat al"):
        export_schema(url, "gm0037", path, people=[], **PATH)


def test_as_csv_has_no_formula_and_keeps_numbers():
    rows = [
        {
            "wat": "=1+1",
            "uren": -2,
            "leeg": None,
            "id": UUID(int=1),
            "bedrag": Decimal("2.5"),
            "lijst": ["é", date(2026, 1, 2)],
        }
    ]
    assert rows_of_csv(as_csv(rows)) == [
        ["wat", "uren", "leeg", "id", "bedrag", "lijst"],
        ["'=1+1", "-2", "", "00000000-0000-0000-0000-000000000001", "2,5", '["é", "2026-01-02"]'],
    ]
