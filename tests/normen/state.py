"""The committed rows of one gemeente: what changed since, and putting them back. By the owner, on a connection of its
own, because what is tested may have lost its connection."""

import os
from collections.abc import Collection
from typing import Any

import psycopg

from tests.normen.world import PASSAGE, World

# Differs each time though nothing is wrong: compared as changed or not.
VOLATILE_TYPES = {"uuid", "timestamp with time zone"}
VOLATILE_NAMES = {
    "password",
    "body",
    "plan",
    "sha256",
    "besluiten_sha256",
    "content",
    "reference",
    "words",
    "token",
    "certificate",
}
BIG = {"plan", "content", "bestand", "logo", "inhoud"}
# Tables in public that the pages of a gemeente and of its people write, and the editors of the texts; which rows.
PUBLIC = {
    "inlogdiensten_verlening": "true",
    "inlogdiensten_aanvaarding": "true",
    "inlogdiensten_inloggeheim": "true",
    "inlogdiensten_inlogdienst": "true",
    "socialaccount_socialaccount": "true",
    "accounts_session": "true",
    "herindeling_overdrachtdeel": "true",
    "herindeling_overdracht": "true",
    "herindeling_meegaan": "true",
    "tenants_opvolging": "true",
    "jobs_job": "gemeente_id = {gemeente} OR gemeente_id IS NULL",
    "berichten_bericht": "true",
    "logins_login": "true",
    "tenants_wisjournaal": "gemeente_id = {gemeente}",
    "beheer_handeling": "true",
    "beheer_openingsverzoek": "true",
    "accounts_uitnodiging": "true",
    "accounts_toegang": "true",
    "account_emailaddress": "true",
    "mfa_authenticator": "true",
    "accounts_gebruiker": "true",
    "tenants_gemeente": "slug = 'zwolle' OR code IN ('GM9991', 'GM9992')",  # which are not open
    "openbaar_openbaarbestand": "true",
    "openbaar_openbaarplan": "true",
    "samenwerking_deelname": "true",
    "samenwerking_gezamenlijkplan": "true",
    "metingen_inzage": "true",
    "metingen_groepsantwoord": "true",
    "metingen_themavraag": "true",
    "metingen_indieningantwoord": "true",
    "metingen_indiening": "true",
    "metingen_toezegging": "true",
    "metingen_antwoordlink": "true",
    "metingen_groepscijfer": "true",
    "metingen_publicatielid": "true",
    "metingen_publicatie": "true",
    "metingen_rondeverzoek": "true",
    "metingen_gemeenteadres": "true",
    "metingen_meetronderevision": "true",
    "metingen_meetronde": "true",
    "kader_overstap": "gemeente_id = {gemeente}",
    "kader_kadergebruik": "gemeente_id = {gemeente}",
    "kader_kaderversie": "versie = '2028-01'",
    **dict.fromkeys(("redactie_voorstel", "redactie_voorstelversie", "redactie_onderhoud"), "true"),
    "sjablonen_controle": "true",
    "sjablonen_passage": f"laag = 'regionaal' OR code = '{PASSAGE}'",
}
KEYS = {"inlogdiensten_verlening": "toegang_id", "inlogdiensten_inloggeheim": "inlogdienst_id"}  # else `id`
GUARDED = {
    "zelfevaluatie_zelfevaluatie",
    "zelfevaluatie_antwoord",
    "zelfevaluatie_aanvullendantwoord",
    "zelfevaluatie_onderbouwing",
    "reports_planversie",
    "reports_vaststelling",
    "wissing_wissing",
    "metingen_indiening",
    "metingen_indieningantwoord",
    "metingen_groepsantwoord",
    "metingen_themavraag",
    "inlogdiensten_inlogdienst",
}
UNCOMPARED = {"accounts_session"}  # every visit writes there

Rows = dict[tuple[str, str], dict[str, Any]]
Delta = list[tuple[str, str, Any]]


class State:
    def __init__(self, world: World) -> None:
        self.connection = psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
        self.connection.execute("SET synchronous_commit = off")  # nothing here has to outlive the machine
        self.schema, self.gemeente = world.gemeente.schema_name, world.gemeente.pk
        found = self.connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = %s AND table_type = 'BASE TABLE'"
            " AND table_name <> 'django_migrations'",
            [self.schema],
        )
        self.tenant = sorted(name for (name,) in found)
        self.volatile = self.find_volatile()
        self.statement = " UNION ALL ".join(self.select(table) for table in self.tables if table not in UNCOMPARED)
        for table in self.tables:
            self.run("CREATE TEMP TABLE {copy} AS SELECT * FROM {table} WHERE {rows}", table)

    @property
    def tables(self) -> list[str]:
        return [*self.tenant, *PUBLIC]

    def find_volatile(self) -> set[tuple[str, str]]:
        columns = self.connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema IN (%s, 'public')",
            [self.schema],
        )
        return {(t, c) for t, c, kind in columns if kind in VOLATILE_TYPES or c in VOLATILE_NAMES} | {
            ("mfa_authenticator", "data"),
        }

    def select(self, table: str) -> str:
        """Each row as JSON, with a hash in place of what is long."""
        columns = {column for (column,) in self.connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
        )}  # fmt: skip
        short = "".join(f" || jsonb_build_object('{name}', md5(t.{name}::text))" for name in sorted(BIG & columns))
        rows = self.text("SELECT '{name}', t.{key}::text, (to_jsonb(t) - '{big}'::text[])", table)
        return f"{rows}{short} {self.text('FROM {table} t WHERE {rows}', table)}"

    def text(self, statement: str, table: str) -> str:
        schema = "public" if table in PUBLIC else self.schema
        return (
            statement.replace("{table}", f"{schema}.{table}")
            .replace("{copy}", f"pg_temp.base_{table}")
            .replace("{name}", table)
            .replace("{key}", KEYS.get(table, "id"))
            .replace("{big}", f"{{{','.join(sorted(BIG))}}}")
            .replace("{rows}", PUBLIC.get(table, "true").replace("{gemeente}", f"'{self.gemeente}'"))
        )

    def run(self, statement: str, table: str) -> None:
        self.connection.execute(self.text(statement, table))

    def rows(self) -> Rows:
        return {(table, pk): row for table, pk, row in self.connection.execute(self.statement, prepare=True)}

    def delta(self, before: Rows, after: Rows, known: Collection[tuple[str, str]]) -> Delta:
        """What was added, removed and changed; of what is volatile only that it changed.

        Of a row that is not `known`, made for this once, the id is another each time: what it holds says which.
        """
        mine, found = before.keys() - set(known), list[tuple[str, str, Any]]()
        for key in before.keys() - after.keys():
            found.append(("-", key[0], self.lasting(key, before[key]) if key in mine else key[1]))
        for key in after.keys() - before.keys():
            found.append(("+", key[0], self.lasting(key, after[key])))
        for table, pk in before.keys() & after.keys():
            old, new = before[table, pk], after[table, pk]
            changed = sorted((c, None if (table, c) in self.volatile else new[c]) for c in new if new[c] != old[c])
            if changed:
                found.append(("~", table, ["" if (table, pk) in mine else pk, *changed]))
        return sorted(found, key=repr)

    def lasting(self, key: tuple[str, str], row: dict[str, Any]) -> list[tuple[str, Any]]:
        return sorted((c, v) for c, v in row.items() if c != "id" and (key[0], c) not in self.volatile)

    def restore(self, changed: Collection[str] | None = None) -> None:
        """These tables, or all. Without TRUNCATE, which makes new files each time; what is adopted is guarded by
        triggers of the table."""
        tables = [table for table in self.tables if changed is None or table in {*changed, *UNCOMPARED}]
        guarded = [table for table in tables if table in GUARDED]
        with self.connection.transaction():
            for table in guarded:
                self.run("ALTER TABLE {table} DISABLE TRIGGER USER", table)
            for table in tables:
                self.run("DELETE FROM {table} WHERE {rows}", table)
            for table in reversed(tables):
                self.run("INSERT INTO {table} SELECT * FROM {copy}", table)
            self.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in guarded:
                self.run("ALTER TABLE {table} ENABLE TRIGGER USER", table)

    def close(self) -> None:
        self.connection.close()
