"""What is in every table, in one figure: how a restored database is held equal to the one that was dumped."""

from collections.abc import Iterable

import psycopg
from psycopg import sql

Hashes = dict[str, list[object]]  # "schema.table": [number of rows, hash over all rows in any order]
ROW = sql.SQL("SELECT {}, count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {} t")


def tables(connection: psycopg.Connection, schemas: Iterable[str]) -> dict[str, list[str]]:
    query = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s) ORDER BY 1, 2"
    found: dict[str, list[str]] = {schema: [] for schema in schemas}
    for schema, table in connection.execute(query, [list(found)]).fetchall():
        found[schema].append(table)
    return found


def hashes(connection: psycopg.Connection, schemas: Iterable[str]) -> Hashes:
    """One query per schema. Give it a transaction that sees one moment. Row security must not apply to the login."""
    found: Hashes = {}
    for schema, names in tables(connection, schemas).items():
        parts = (ROW.format(f"{schema}.{table}", sql.Identifier(schema, table)) for table in names)
        if names:
            rows = connection.execute(sql.SQL(" UNION ALL ").join(parts)).fetchall()
            found |= {name: [count, digest] for name, count, digest in rows}
    return found


def differences(expected: Hashes, found: Hashes) -> list[str]:
    """One line per table that is not the same."""
    return [
        f"{name}: {shown(expected.get(name))} werd {shown(found.get(name))}"
        for name in sorted(expected.keys() | found.keys())
        if expected.get(name) != found.get(name)
    ]


def shown(hashed: list[object] | None) -> str:
    return f"{hashed[0]} rijen ({str(hashed[1])[:8]})" if hashed else "niets"
