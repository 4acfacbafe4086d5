"""Everything of one gemeente in open formats: its right to leave, and to read without Kompas what it wrote."""

import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from sheets.dutch_csv import to_csv
from sheets.sheet import Cell, Sheet
from tenants.backups.hashes import tables
from tenants.backups.programs import BackupFout

README = """Export van gemeente {naam} uit {product}, gemaakt op {datum}.

- tabellen/*.csv: elke tabel als CSV, om te openen in een rekenblad (UTF-8, puntkomma, decimale komma, tijden zoals op
  de klok in Nederland). Voor een tekst die op een formule lijkt, en zo'n stuk erin, staat een enkel aanhalingsteken.
- tabellen/*.json: dezelfde rijen om in te lezen met een programma: getallen, datums (ISO 8601) en geneste gegevens
  zoals ze zijn, en elke tekst letterlijk.
- bestanden/: elk bewaard bestand, elk gemaakt rapport en elk bestand bij een openbaar plan. De kolom in de
  tabel noemt de naam van het bestand.
- tabellen.json: per tabel de kolommen met hun soort, en waarnaar zij verwijzen.

De kolommen met `_by` zijn nummers van mensen; wie dat zijn, staat in mensen.csv.
"""
# Tables in public with rows of one gemeente that are its own: what it shared, who looked, and what everybody may read.
SHARED = (
    *("metingen_toezegging", "metingen_indiening", "metingen_indieningantwoord", "metingen_inzage"),
    *("openbaar_openbaarplan", "openbaar_openbaarbestand"),
)
OWN = "WHERE gemeente_id = (SELECT id FROM public.tenants_gemeente WHERE schema_name = {})"
COLUMNS = """
SELECT c.relname AS tabel, a.attname AS kolom, format_type(a.atttypid, a.atttypmod) AS soort,
  (SELECT confrelid::regclass::text FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f'
   AND k.conkey = ARRAY[a.attnum]) AS verwijst_naar
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE (c.relnamespace = %s::regnamespace OR c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s))
AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY c.relname, a.attnum
"""


def export_schema(
    url: str, schema: str, path: Path, *, naam: str, product: str, people: list[dict[str, Any]], at: datetime
) -> dict[str, int]:
    """Write a new zip at `path`; return the number of rows per table. Raises BackupFout. Sees one moment."""
    if path.exists():
        raise BackupFout(f"{path} bestaat al. Geef een nieuw bestand op.")
    counts = {}
    with psycopg.connect(url) as connection, zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        archive.writestr("LEESMIJ.txt", README.format(naam=naam, product=product, datum=f"{at:%d-%m-%Y}"))
        archive.writestr("mensen.csv", as_csv(people))
        described = connection.cursor(row_factory=dict_row).execute(COLUMNS, [schema, list(SHARED)]).fetchall()
        archive.writestr("tabellen.json", as_json(described))
        for table in (*tables(connection, [schema])[schema], *SHARED):
            rows = list(read(connection, schema, table, archive))
            archive.writestr(f"tabellen/{table}.json", as_json(rows))
            archive.writestr(f"tabellen/{table}.csv", as_csv(rows))
            counts[table] = len(rows)
    return counts


def read(connection: psycopg.Connection, schema: str, table: str, archive: zipfile.ZipFile) -> Iterator[dict[str, Any]]:
    """The rows, with the content of each file in the archive and its name there in its stead."""
    found = ("public", sql.SQL(OWN).format(schema)) if table in SHARED else (schema, sql.SQL(""))
    query = sql.SQL("SELECT * FROM {} {} ORDER BY 1").format(sql.Identifier(found[0], table), found[1])
    for row in connection.cursor(row_factory=dict_row).execute(query):
        for column, value in row.items():
            if isinstance(value, bytes | memoryview):
                name = f"bestanden/{table}/{row.get('id')}-{column}{extension(bytes(value[:8]))}"
                archive.writestr(name, bytes(value))
                row[column] = name
        yield row


def extension(head: bytes) -> str:
    known = {b"%PDF": ".pdf", b"\x89PNG": ".png", b"PK\x03\x04": ".zip", b"{": ".json"}
    known |= {b"<!DOCTYP": ".html", b"<!doctyp": ".html", b"<": ".xml"}
    return next((ending for start, ending in known.items() if head.startswith(start)), ".bin")


def as_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, default=plain, ensure_ascii=False, indent=1) + "\n"


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    """For people; a program takes the JSON."""
    return to_csv(Sheet("", list(rows[0]) if rows else [], ([cell(value) for value in row.values()] for row in rows)))


def cell(value: Any) -> Cell:
    if isinstance(value, dict | list):
        return json.dumps(value, default=plain, ensure_ascii=False)
    return value if isinstance(value, Cell) else str(value)


def plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value
