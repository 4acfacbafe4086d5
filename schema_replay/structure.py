"""Whether two schemas are the same: what PostgreSQL knows of their structure, without the name of the schema."""

from collections.abc import Iterable
from typing import Any

import psycopg

# Each part: a record that describes one thing, and where it is found. `n` is the namespace. A definition that
# PostgreSQL writes out names the schema, because the search path holds nothing: OWN is how.
OWN = "quote_ident(n.nspname) || '.'"
Parts = dict[str, tuple[str, str]]
PARTS: Parts = {
    "relation": (
        "c.relname, c.relkind, c.relpersistence, coalesce(c.reloptions::text, '-'), c.relrowsecurity,"
        " c.relforcerowsecurity, CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) ELSE '-' END",
        "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'v', 'm', 'S', 'p')",
    ),
    "column": (
        "c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,"
        " a.attcollation, coalesce(pg_get_expr(d.adbin, d.adrelid), '-')",
        "pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
        " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
        " WHERE c.relkind IN ('r', 'v', 'm', 'p') AND a.attnum > 0 AND NOT a.attisdropped",
    ),
    "constraint": (
        "coalesce(c.relname, '-'), k.conname, pg_get_constraintdef(k.oid), k.convalidated",
        # From PostgreSQL 18 on each NOT NULL has a row too, which says no more than attnotnull does: two in three rows.
        "pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace LEFT JOIN pg_class c ON c.oid = k.conrelid"
        " WHERE (k.contype <> 'n' OR NOT k.convalidated)",
    ),
    "index": (
        "pg_get_indexdef(i.indexrelid), i.indisvalid",
        "pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE true",
    ),
    "sequence": (
        "c.relname, s.seqtypid, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcycle",
        "pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE true",
    ),
    "trigger": (
        "t.tgenabled, pg_get_triggerdef(t.oid)",
        "pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE NOT t.tgisinternal",
    ),
    "function": (
        "pg_get_functiondef(f.oid)",
        "pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace WHERE f.prokind IN ('f', 'p')",
    ),
    "policy": (
        "c.relname, p.polname, p.polcmd, coalesce(pg_get_expr(p.polqual, c.oid), '-'),"
        " coalesce(pg_get_expr(p.polwithcheck, c.oid), '-')",
        "pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE true",
    ),
}
# Who may do what. The name of a role may hold that of the schema.
GRANTS: Parts = {
    "grant": (
        "c.relname, replace(pg_get_userbyid(g.grantee), n.nspname, '*'), g.privilege_type, g.is_grantable",
        "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) g"
        " WHERE c.relkind IN ('r', 'v', 'm', 'S', 'p')",
    ),
    "usage": (
        "replace(pg_get_userbyid(g.grantee), n.nspname, '*'), g.privilege_type, g.is_grantable",
        "pg_namespace n, aclexplode(n.nspacl) g WHERE true",
    ),
}
# Of which relation each thing is.
C = "coalesce(c.relname, '')"
RELATION = {
    "index": "(SELECT t.relname FROM pg_class t WHERE t.oid = i.indrelid)",
    "function": "''",
    "usage": "''",
}


def lines(connection: psycopg.Connection, schemas: Iterable[str], *, parts: Parts = PARTS) -> dict[str, list[str]]:
    """Per schema its sorted description, for a person to compare."""
    found: dict[str, list[str]] = {schema: [] for schema in schemas}
    for schema, line in select(connection, f"SELECT s, line FROM ({union(parts)}) AS found ORDER BY 1, 2", list(found)):
        found[schema].append(line)
    return found


def details(connection: psycopg.Connection, schema: str) -> set[tuple[str, str]]:
    """Every line of the description of one schema, with the relation it is about; '' for a function."""
    return set(select(connection, f"SELECT rel, line FROM ({union(PARTS)}) AS found", [schema]))


def structures(connection: psycopg.Connection, schemas: Iterable[str], *, parts: Parts = PARTS) -> dict[str, str]:
    """Per schema a hash of that, empty for one that does not exist. Only the order of columns is left out of it."""
    names = list(schemas)
    query = f"SELECT s, md5(string_agg(line, chr(10) ORDER BY line)) FROM ({union(parts)}) AS found GROUP BY 1"
    return dict.fromkeys(names, "") | dict(select(connection, query, names))


def structures_of(
    connection: psycopg.Connection, schemas: Iterable[str], relations: Iterable[str]
) -> dict[str, tuple[str, str]]:
    """Per schema a hash of all about these relations and of every function, and how many things of each kind it has.

    To count is quick; to have PostgreSQL write out each thing is what takes the time.
    """
    names, wanted = list(schemas), ["", *relations]
    found = f"FROM ({union(PARTS)}) AS found"
    hashed = f"SELECT s, md5(string_agg(line, chr(10) ORDER BY line)) {found} WHERE rel = ANY(%(relations)s) GROUP BY 1"
    per_kind = f"SELECT s, kind, count(*) AS n {found} GROUP BY 1, 2"
    counted = f"SELECT s, string_agg(kind || ' ' || n, ', ' ORDER BY kind) FROM ({per_kind}) AS counts GROUP BY 1"
    lines_of = dict(select(connection, hashed, names, relations=wanted))
    counts_of = dict(select(connection, counted, names))
    return {name: (lines_of.get(name, ""), counts_of.get(name, "")) for name in names}


def union(parts: Parts) -> str:
    return " UNION ALL ".join(
        f"SELECT n.nspname::text AS s, '{kind}' AS kind, {RELATION.get(kind, C)}::text AS rel,"
        f" replace(concat_ws(' | ', '{kind}', {what}), {OWN}, '') COLLATE \"C\" AS line"
        f" FROM {where} AND n.nspname = ANY(%(schemas)s)"
        for kind, (what, where) in parts.items()
    )


def select(connection: psycopg.Connection, query: str, schemas: list[str], **values: Any) -> list[tuple[str, str]]:
    with connection.transaction():
        # To compile a query that runs once takes longer than to run it.
        connection.execute("SET LOCAL search_path = ''; SET LOCAL jit = off")
        return connection.execute(query.encode(), {"schemas": schemas, **values}).fetchall()
