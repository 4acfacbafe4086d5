"""A gemeente comes and goes, in a process of the owner with a database of its own; prints what it saw as JSON.

Each crash is an opening that ended after the work of a step and before it could note that.
"""

import io
import json
import os
import sys
import tempfile
from typing import Any

import django

from local.servers import Servers

DATABASE = "kompas_opening"
REAL = "gm9008"  # migrated by Django, never opened


def set_up() -> None:
    servers = Servers()
    os.environ |= servers.secret_key() | servers.database(DATABASE) | servers.redis(DATABASE)
    os.environ |= {"KOMPAS_AS_OWNER": "1", "DJANGO_SETTINGS_MODULE": "kompas.settings"}
    django.setup()


def begin() -> Any:
    import psycopg

    from tenants.models import Gemeente
    from tests import database

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        found = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^(gm|zz)'").fetchall()
        for (name,) in found:
            connection.execute(f'DROP SCHEMA "{name}" CASCADE')
    database.renew_public()
    Gemeente.objects.all().delete()
    names = {"naam": "Proefstad", "korte_naam": "Proefstad", "sorteernaam": "proefstad", "slug": "proefstad"}
    return Gemeente.objects.create(code="GM9009", schema_name="gm9009", **names)


def crash_in(gemeente: Any, state: str) -> dict[str, Any]:
    """Open as far as `state`, do the next step without noting it, and open again; then close."""
    from schema_replay.connections import connect
    from schema_replay.opening import tape
    from schema_replay.structure import structures
    from tenants.actions import STEPS, Opening, close_gemeente, open_gemeente

    tape()
    while gemeente.opening != state:
        step, gemeente.opening = STEPS[Opening(gemeente.opening)]
        step(gemeente)
    gemeente.save()
    STEPS[Opening(state)][0](gemeente)
    gemeente.refresh_from_db()
    open_gemeente(gemeente=gemeente)
    with connect("default") as connection:
        whole = structures(connection, [gemeente.schema_name])[gemeente.schema_name] == tape().structure
    seen = {"opening": gemeente.opening, "hosts": gemeente.domains.count(), "whole": whole}
    close_gemeente(gemeente=gemeente)
    return seen


def compared(gemeente: Any) -> dict[str, Any]:
    """Beside a schema that Django migrated: the same in everything, with the rights that each got."""
    from django.core.management import call_command

    from schema_replay.connections import connect
    from schema_replay.structure import GRANTS, PARTS, lines
    from tenants.actions import close_gemeente, open_gemeente
    from tenants.rechten import execute

    open_gemeente(gemeente=gemeente)
    execute("CREATE SCHEMA {}", REAL)
    call_command("migrate", schema_name=REAL, tenant=True, interactive=False, verbosity=0)
    with connect("default") as connection:
        found = lines(connection, [REAL, gemeente.schema_name], parts=PARTS | GRANTS)
    close_gemeente(gemeente=gemeente)
    kinds = sorted({line.partition(" | ")[0] for line in found[REAL]})
    return {"kinds": kinds, "differences": sorted(set(found[REAL]) ^ set(found[gemeente.schema_name]))}


def half_filled(gemeente: Any) -> dict[str, Any]:
    """A try that broke off between two migrations left some tables."""
    from django.db import connection

    from tenants.actions import open_gemeente
    from tenants.rechten import execute

    gemeente.opening = "schema"
    gemeente.save()
    execute("CREATE SCHEMA {}", gemeente.schema_name)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE gm9009.django_migrations (app text, name text)")
        cursor.execute("INSERT INTO gm9009.django_migrations VALUES ('aanpak', '0001_initial')")
    open_gemeente(gemeente=gemeente)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM gm9009.aanpak_actie")
        return {"opening": gemeente.opening, "rows": cursor.fetchone()[0]}


def role() -> str:
    from django.db import connection

    from tenants.backend.base import role_name

    return role_name(connection.settings_dict["NAME"], "gm9009")


def renewed(gemeente: Any) -> dict[str, Any]:
    """What `migrate` does for a gemeente that has all its tables, but not its rights, and was left in maintenance."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from tenants.rechten import execute

    execute("REVOKE ALL ON gm9009.aanpak_actie FROM {}", role())
    gemeente.maintenance_since = timezone.now()
    gemeente.save()
    call_command("migrate", tenant=True, interactive=False, verbosity=0)
    gemeente.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'gm9009.aanpak_actie', 'SELECT, INSERT')", [role()])
        return {"right": cursor.fetchone()[0], "maintenance": gemeente.maintenance_since}


def put_back(gemeente: Any) -> dict[str, Any]:
    """By the commands, from a copy, after its rows were lost; read as the role of the gemeente."""
    from pathlib import Path

    from django.core.management import call_command
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder:
        call_command("backup", folder, stdout=io.StringIO())
        (copy,) = Path(folder).glob("kompas-*")  # beside it lies the journal of wipes
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE gm9009.aanpak_actie CASCADE")
        call_command("restore_gemeente", gemeente.slug, copy, stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role()}")
        cursor.execute("SELECT count(*) FROM gm9009.aanpak_actie")
        rows = cursor.fetchone()[0]
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^zz_.*_gm9009$'")
        return {"rows": rows, "aside": cursor.fetchone()[0] > 0}


def looked(gemeente: Any) -> dict[str, Any]:
    """What `migrate --plan` and `--check` say before and after a migration is taken away, and what they did."""
    from django.core.management import call_command
    from django.db import connection

    def look(**option: bool) -> list[Any]:
        out = io.StringIO()
        try:
            call_command("migrate", tenant=True, interactive=False, stdout=out, **option)
        except SystemExit as error:
            return [error.code, out.getvalue().strip()]
        return [0, out.getvalue().strip()]

    up_to_date = [look(plan=True), look(check_unapplied=True)]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM gm9009.django_migrations WHERE app = 'wissing' AND name LIKE '0002%'")
        lagging = [look(plan=True), look(check_unapplied=True)]
        cursor.execute("SELECT count(*) FROM gm9009.django_migrations WHERE app = 'wissing'")
        return {"up_to_date": up_to_date, "lagging": lagging, "rows": cursor.fetchone()[0]}


def failing(gemeente: Any) -> dict[str, Any]:
    """What `migrate` says, with and without `--tolerate`, where of two gemeenten one fails, then both, then neither.

    Each time the code, the first line of what went wrong, and who is in maintenance.
    """
    from django.core.management import CommandError, call_command
    from django.db import connection

    from tenants.actions import close_gemeente, open_gemeente
    from tenants.models import Gemeente

    def ask(**option: bool) -> list[Any]:
        err, code = io.StringIO(), 0
        try:
            call_command("migrate", tenant=True, interactive=False, verbosity=0, stderr=err, **option)
        except CommandError as error:
            code = error.returncode
            err.write(str(error))
        waiting = Gemeente.objects.exclude(maintenance_since=None).values_list("schema_name", flat=True)
        return [code, err.getvalue().partition("\n")[0], sorted(waiting)]

    names = {"naam": "Proefdijk", "korte_naam": "Proefdijk", "sorteernaam": "proefdijk", "slug": "proefdijk"}
    other = Gemeente.objects.create(code="GM9010", schema_name="gm9010", **names)
    open_gemeente(gemeente=other)
    seen, rows = {}, {}
    # The tables are there, and nothing says so any more: making them fails.
    for schema, fails in (("gm9009", "one"), ("gm9010", "both")):
        with connection.cursor() as cursor:
            statement = f"DELETE FROM {schema}.django_migrations WHERE app = 'indienen' RETURNING app, name, applied"
            cursor.execute(statement)
            rows[schema] = cursor.fetchall()
        seen[fails] = [ask(), ask(tolerate=True)]
    with connection.cursor() as cursor:
        for schema, deleted in rows.items():
            statement = f"INSERT INTO {schema}.django_migrations (app, name, applied) VALUES (%s, %s, %s)"
            cursor.executemany(statement, deleted)
    seen["neither"] = [ask(), ask(tolerate=True)]
    close_gemeente(gemeente=other)
    return seen


def make_public(gemeente: Any) -> Any:
    """A plan of hers that everybody can read, with a file."""
    from datetime import date

    from django.utils import timezone

    from openbaar.models import OpenbaarBestand, OpenbaarPlan

    now, whose = timezone.now(), {"gemeente_code": "GM9009", "gemeente_naam": "Proefstad", "gemeente_slug": "proefstad"}
    texts = {"adres": "2027", "titel": "Plan", "tekst": "<p>Plan</p>", "sha256": "0" * 64}
    moments = {"vastgesteld_op": date(2026, 3, 1), "published_at": now, "updated_at": now}
    plan = OpenbaarPlan.objects.create(gemeente=gemeente, planversie=gemeente.pk, **whose, **texts, **moments)
    file = {"formaat": "pdf", "mimetype": "application/pdf", "content": b"%PDF", "size": 4, "sha256": "0" * 64}
    OpenbaarBestand.objects.create(plan=plan, gemeente=gemeente, **file)
    return plan


def closing(gemeente: Any, folder: str) -> dict[str, Any]:
    """By the command, which makes a copy too, behind a key."""
    from pathlib import Path

    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.utils import ProgrammingError

    from tenants.backups.sealed import make_keys

    private, public = make_keys()
    settings.BACKUP_PUBLIC_KEYS = [public]
    shown = make_public(gemeente)
    call_command("close_gemeente", gemeente.slug, folder, stdout=io.StringIO())
    gemeente.refresh_from_db()
    (copy,) = Path(folder).iterdir()
    Path(folder, "backup.key").write_text(private, encoding="utf-8")
    aside = copy.name.removesuffix(".tar.age")
    assert aside != copy.name
    seen: dict[str, Any] = {"aside": aside, "opening": gemeente.opening, "hosts": gemeente.domains.count()}
    seen["public"] = [shown.bestanden.count(), type(shown).objects.count()]
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"SET ROLE {role()}; SELECT count(*) FROM {aside}.aanpak_actie")
        except ProgrammingError as error:
            seen["refused"] = str(error).partition("\n")[0]
        cursor.execute("RESET ROLE")
    return seen


def dropping(aside: str, folder: str) -> dict[str, Any]:
    """What `drop_closed` says of one that is too young, of names that are nobody's, and 31 days later."""
    from datetime import timedelta

    import time_machine
    from django.core.management import CommandError, call_command
    from django.utils import timezone
    from django_tenants.utils import schema_exists

    def drop(name: str, copy: str) -> str:
        out = io.StringIO()
        try:
            call_command("drop_closed", name, copy, "--key", f"{folder}/backup.key", stdout=out)
        except CommandError as error:
            return str(error)
        return out.getvalue().strip()

    copy = f"{folder}/{aside}.tar.age"
    early = [drop(name, copy) for name in (aside, "zz_20200101_000000_000000_gm0001", "gm9009")]
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        without_copy, kept = drop(aside, "/nergens"), schema_exists(aside)
        dropped = drop(aside, copy)
    return {
        "early": early,
        "without_copy": [without_copy, kept],
        "dropped": [dropped, schema_exists(aside)],
    }


def main() -> dict[str, Any]:
    from tenants.models import Gemeente

    gemeente = begin()
    states = [state for state in Gemeente.Opening.values if state != Gemeente.Opening.ACTIVE]
    seen: dict[str, Any] = {"crashes": {state: crash_in(gemeente, state) for state in states}}
    seen["compared"] = compared(gemeente)
    seen["half"] = half_filled(gemeente)
    seen["renewed"] = renewed(gemeente)
    seen["put_back"] = put_back(gemeente)
    seen["failing"] = failing(gemeente)
    seen["looked"] = looked(gemeente)
    with tempfile.TemporaryDirectory() as folder:
        seen["closed"] = closing(gemeente, folder)
        seen["dropped"] = dropping(seen["closed"]["aside"], folder)
    return seen


if __name__ == "__main__":
    set_up()
    sys.stdout.write(json.dumps(main()))
