"""All rows of all tables, by key, and what became of them: nothing may be gone but by a rule that has a name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import psycopg
from psycopg import sql

# Of the code and not of people.
NOT_COUNTED = {"django_migrations", "schema_replay_entry", "schema_replay_tape", "auth_permission"}
TABLES = """
SELECT n.nspname, c.relname, coalesce(
    (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_index i
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
     WHERE i.indrelid = c.oid AND i.indisprimary), '{}')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND (n.nspname = 'public' OR n.nspname LIKE 'gm%') ORDER BY 1, 2"""
# Neither the role of any gemeente nor the platform may change a row of it, or take one out.
ONLY_ADDED = """
SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND (n.nspname = 'public' OR n.nspname LIKE 'gm%')
AND EXISTS (SELECT 1 FROM pg_roles r WHERE {ours} AND has_table_privilege(r.oid, c.oid, 'INSERT'))
AND NOT EXISTS (SELECT 1 FROM pg_roles r WHERE {ours} AND (
    has_table_privilege(r.oid, c.oid, 'DELETE') OR has_any_column_privilege(r.oid, c.oid, 'UPDATE')))"""
OURS = "r.rolname LIKE current_database() || '\\_%' AND r.rolname NOT LIKE '%\\_owner'"


@dataclass(frozen=True)
class Term:
    """Which rows of a table may go, and by what rule. `where` may ask %(now)s: the moment that is gone to."""

    rule: str
    where: str = "true"


@dataclass(frozen=True)
class Rows:
    """Per table the keys, each with a mark of what is in the row."""

    tables: Mapping[str, Mapping[str, str]]
    may_go: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()  # of these tables a row that is there never changes

    @property
    def total(self) -> int:
        return sum(map(len, self.tables.values()))


@dataclass(frozen=True)
class Difference:
    added: int
    gone: Mapping[str, int]  # per table, by its rule
    faults: list[str]


def read(url: str, terms: Mapping[str, Term], until: datetime) -> Rows:
    """As the owner. `until`: up to which moment the rules may have been at work when these are compared."""
    with psycopg.connect(url) as connection:
        tables, may_go = {}, {}
        for schema, table, key in connection.execute(TABLES).fetchall():
            if table in NOT_COUNTED:
                continue
            name = f"{schema}.{table}"
            tables[name] = dict(rows_of(connection, schema, table, key))
            if term := terms.get(table):
                found = rows_of(connection, schema, table, key, term.where, now=until)
                may_go[name] = frozenset(pk for pk, _ in found)
        fixed = frozenset(name for (name,) in connection.execute(ONLY_ADDED.format(ours=OURS)))
    return Rows(tables, may_go, fixed)


def rows_of(
    connection: psycopg.Connection, schema: str, table: str, key: list[str], where: str = "true", **values: object
) -> Iterator[tuple[str, str]]:
    """Key and mark of each; where a table has no key, the mark is the key."""
    found = sql.SQL("SELECT {key}, md5(t::text) FROM {table} t WHERE " + where).format(
        key=sql.SQL("concat_ws(' ', {})").format(sql.SQL(", ").join(map(sql.Identifier, key)))
        if key
        else sql.SQL("md5(t::text)"),
        table=sql.Identifier(schema, table),
    )
    yield from connection.execute(found, values or None).fetchall()


def compare(before: Rows, after: Rows) -> Difference:
    """What came, what went by rule, and in words what must not be."""
    faults, gone, added = [], {}, 0
    for name, rows in before.tables.items():
        now = after.tables.get(name)
        if now is None:
            faults.append(f"{name}: de tabel is weg")
            continue
        left = rows.keys() - now.keys()
        added += len(now.keys() - rows.keys())
        by_rule = left & before.may_go.get(name, frozenset())
        if by_rule:
            gone[name] = len(by_rule)
        if lost := sorted(left - by_rule):
            faults.append(f"{name}: {len(lost)} van {len(rows)} rijen weg zonder regel, zoals {lost[0]}")
        if name in before.fixed:
            changed = sorted(key for key in rows.keys() & now.keys() if rows[key] != now[key])
            faults += [f"{name}: {len(changed)} rijen anders, zoals {changed[0]}"] if changed else []
    added += sum(len(rows) for name, rows in after.tables.items() if name not in before.tables)
    return Difference(added, gone, faults)
