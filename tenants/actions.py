"""A gemeente comes and goes: opening in steps that can break off anywhere, and closing, which loses nothing.

All of it needs the owner's connection (DATABASE_OWNER_URL) and raises PermissionError without.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import connection as django_connection
from django.db import transaction
from django.utils import timezone
from psycopg import sql

from schema_replay.connections import connect
from schema_replay.lagging import applied
from schema_replay.opening import make_tables, tape
from tenants.connection import connection
from tenants.models import Domein, Gemeente
from tenants.openbaar_rights import OPENBAAR_TABLES
from tenants.rechten import apply_tenant_rights, execute

Opening = Gemeente.Opening


def open_gemeente(*, gemeente: Gemeente) -> None:
    """Give a gemeente its schema, role, tables and host, from whatever state an earlier try left it in."""
    require_owner()
    tape()  # recorded now if need be: that cannot be part of a transaction
    while gemeente.opening != Opening.ACTIVE:
        step, state = STEPS[Opening(gemeente.opening)]
        with transaction.atomic():
            step(gemeente)
            gemeente.opening = state
            gemeente.save(update_fields=["opening", "opened_at"])


def require_owner() -> None:
    if not settings.DATABASE_AS_OWNER:
        raise PermissionError("Een gemeente openen of sluiten kan alleen met DATABASE_OWNER_URL.")
    connection.set_schema_to_public()


def request(gemeente: Gemeente) -> None:
    """Nothing but the row that says so."""


def make_schema(gemeente: Gemeente) -> None:
    execute("CREATE SCHEMA IF NOT EXISTS {}", gemeente.schema_name)


def fill_schema(gemeente: Gemeente) -> None:
    """On another connection, so it may have been done by a try that broke off before it could note that.

    What such a try left half (after a migration in Python) is dropped: nobody has worked in it yet.
    """
    found = tape()
    whole = {(app, name) for app, name, _ in found.statements}
    with connect(django_connection.alias) as other:
        there = applied(other, [gemeente.schema_name])[gemeente.schema_name]
        if there and there != whole:
            schema = sql.Identifier(gemeente.schema_name)
            other.execute(sql.SQL("DROP SCHEMA {0} CASCADE; CREATE SCHEMA {0}").format(schema))
        if there != whole:
            make_tables(other, gemeente.schema_name, found)


def seed(gemeente: Gemeente) -> None:
    apply_tenant_rights(gemeente.schema_name)
    Domein.objects.get_or_create(domain=gemeente.slug, defaults={"tenant": gemeente})


def activate(gemeente: Gemeente) -> None:
    gemeente.opened_at = timezone.now()


STEPS: dict[Opening, tuple[Callable[[Gemeente], None], Opening]] = {
    Opening.NONE: (request, Opening.REQUESTED),
    Opening.REQUESTED: (make_schema, Opening.SCHEMA),
    Opening.SCHEMA: (fill_schema, Opening.TABLES),
    Opening.TABLES: (seed, Opening.SEEDED),
    Opening.SEEDED: (activate, Opening.ACTIVE),
}


def closed_name(gemeente: Gemeente, at: datetime) -> str:
    """What the schema of a closed gemeente is called; `zz` sorts it last and no gemeente is called that."""
    return f"zz_{at:%Y%m%d_%H%M%S_%f}_{gemeente.schema_name}"


@transaction.atomic
def close_gemeente(*, gemeente: Gemeente) -> str:
    """Take away its host, and put its schema aside under a name with the date, out of reach of its role.

    Nothing is dropped; that is `drop_closed`, later. Only what she had made public goes at once: it is a copy. Returns
    the new name of the schema.
    """
    require_owner()
    if gemeente.opening != Opening.ACTIVE:
        raise ValueError(f"{gemeente.naam} is niet open.")
    aside = closed_name(gemeente, timezone.localtime())
    execute("ALTER SCHEMA {} RENAME TO {}", gemeente.schema_name, aside)
    role = f"{connection.settings_dict['NAME']}_{gemeente.schema_name}"
    execute("REVOKE ALL ON SCHEMA {} FROM {}", aside, role)
    Domein.objects.filter(tenant=gemeente).delete()
    with django_connection.cursor() as cursor:
        for table in OPENBAAR_TABLES:
            delete = sql.SQL("DELETE FROM public.{} WHERE gemeente_id = %s").format(sql.Identifier(table))
            cursor.execute(delete.as_string(), [gemeente.pk])
    gemeente.opening, gemeente.opened_at = Opening.NONE, None
    gemeente.save(update_fields=["opening", "opened_at"])
    return aside
