"""The Kompas that is played with: its people, its clock, what the database says, and what was found right and wrong."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from demo.known import SLUGS
from local import ROOT
from local.processes import wait_until
from local.stack import Stack
from tests.jaren.clock import Clock
from tests.jaren.visitors import Visitor, Wrong, enter

PATIENCE = 120  # seconds for the worker and the clock of Celery
ANSWERS = """
SELECT z.jaar, k.versie, z.staat, p.code, a.status, a.plan_zin, a.id::text, a.vorige::text[]
FROM {table} a JOIN {years} z ON z.id = a.zelfevaluatie_id JOIN public.kader_kaderversie k ON k.id = z.kaderversie_id
JOIN {place} p ON p.id = {column} ORDER BY z.opened_at, p.code"""
KINDS = {"antwoord": ("bouwsteen", "a.bouwsteen_id"), "aanvullendantwoord": ("aanvullendevraag", "a.vraag_id")}


@dataclass(frozen=True)
class Answer:
    jaar: int
    kader: str
    staat: str
    code: str
    status: str
    zin: str
    pk: str
    vorige: tuple[str, ...]

    @property
    def year(self) -> tuple[int, str]:
        return self.jaar, self.kader


@dataclass
class Found:
    """Of one moment: what was done, what was looked at, and what was not as it should be."""

    moment: str
    deeds: list[str] = field(default_factory=list)
    checks: int = 0
    pages: int = 0
    faults: list[str] = field(default_factory=list)
    tables: int = 0
    rows: int = 0
    added: int = 0
    gone: dict[str, int] = field(default_factory=dict)  # by rule
    seconds: float = 0.0

    def check(self, what: str, found: Any, expected: Any) -> None:
        self.checks += 1
        if found != expected:
            self.faults.append(f"{what}: {found!r} in plaats van {expected!r}")


class World:
    def __init__(self, stack: Stack, clock: Clock) -> None:
        self.stack, self.clock = stack, clock
        self.url = stack.owner_env["DATABASE_OWNER_URL"]
        self.found, self.started = Found(""), time.monotonic()
        self.moments: list[Found] = []
        rows = self.rows("SELECT slug, schema_name FROM tenants_gemeente WHERE slug = ANY(%s)", [list(SLUGS)])
        self.schemas: dict[str, str] = dict(rows)

    def enter(self, rol: str, slug: str = "") -> Visitor:
        return enter(self.stack.host, self.stack.port, rol, slug)

    def rows(self, statement: str, values: Any = None, *, slug: str = "") -> list[Any]:
        """As the owner; with `slug` in the schema of that gemeente."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            if slug:
                path = sql.SQL("SET search_path TO {}, public").format(sql.Identifier(self.schemas[slug]))
                connection.execute(path)
            return connection.execute(statement, values).fetchall()

    def value(self, statement: str, values: Any = None, *, slug: str = "") -> Any:
        return self.rows(statement, values, slug=slug)[0][0]

    def answers(self, slug: str, kind: str = "antwoord") -> list[Answer]:
        place, column = KINDS[kind]
        schema = self.schemas[slug]
        statement = sql.SQL(ANSWERS).format(
            table=sql.Identifier(schema, f"zelfevaluatie_{kind}"),
            years=sql.Identifier(schema, "zelfevaluatie_zelfevaluatie"),
            place=sql.Identifier("public", f"kader_{place}"),
            column=sql.SQL(column),
        )
        with psycopg.connect(self.url) as connection:
            return [Answer(*row[:7], tuple(row[7])) for row in connection.execute(statement).fetchall()]

    def statuses(self, slug: str, *year: Any) -> dict[str, str]:
        """Per code, of a year and a Kader; without these of the year that is open."""
        return {
            each.code: each.status
            for each in self.answers(slug)
            if (each.year == year if year else each.staat == "open")
        }

    def manage(self, *command: str) -> str:
        """As the operator on the machine, with the clock of the others."""
        environment = {**os.environ, **self.stack.owner_env}
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Wrong(f"{' '.join(command)} mislukte: {done.stdout[-500:]} {done.stderr[-1500:]}")
        return done.stdout

    def wait(self, what: str, condition: Callable[[], bool]) -> None:
        if not wait_until(condition, PATIENCE, 0.5):
            raise Wrong(f"{what}: niet binnen {PATIENCE} seconden")
        self.stack.check()

    @contextmanager
    def moment(self, name: str) -> Iterator[Found]:
        self.found = Found(name)
        self.moments.append(self.found)
        print(name, flush=True)
        self.started = time.monotonic()
        yield self.found
        self.found.seconds = time.monotonic() - self.started

    def did(self, deed: str) -> None:
        self.found.deeds.append(deed)
        print(f"   {time.monotonic() - self.started:4.0f} s  {deed}", flush=True)
