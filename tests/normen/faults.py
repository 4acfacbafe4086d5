"""Every write, with its first statement failing, then its second, and so on; and with the answer to a commit lost.

The faults are real: the socket is shut, or the server itself cancels, so that driver, backend and product meet what
they would meet. After each, the rows of the gemeente are compared with what they were and with what a save that
nothing disturbs makes of them: anything between the two is a fault of ours.
"""

import html
import logging
import os
import random
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.cache import caches
from django.db import close_old_connections, connection

from accounts.errors import SECRET_FIELDS
from tests.normen.state import Delta, Rows, State
from tests.normen.world import World
from tests.normen.writes import Write, arrange, client_of

CANCEL = "SET statement_timeout = 1; SELECT pg_sleep(5)"


class Kind(StrEnum):
    DROP = "verbinding weg"
    CANCEL = "afgebroken"
    LOST = "antwoord kwijt"
    COMMIT = "antwoord op commit kwijt"


class Fault:
    """Fails statement `n` (or commit `n`) of what runs in `with fault.planted():`; n = 0 only counts."""

    def __init__(self, kind: Kind = Kind.DROP, n: int = 0) -> None:
        self.kind, self.n = kind, n
        self.statements = self.commits = 0
        self.hit = False

    @contextmanager
    def planted(self) -> Iterator[None]:
        commit = connection._commit
        connection._commit = lambda: self.commit(commit)
        try:
            with connection.execute_wrapper(self.execute):
                yield
        finally:
            del connection._commit

    def execute(self, execute: Any, statement: Any, params: Any, many: bool, context: Any) -> Any:
        self.statements += 1
        if self.kind == Kind.COMMIT or self.statements != self.n:
            return execute(statement, params, many, context)
        self.hit = True
        if self.kind == Kind.CANCEL:
            return execute(CANCEL, None, False, context)
        if self.kind == Kind.LOST:
            execute(statement, params, many, context)
        cut()
        return execute(statement, params, many, context)

    def commit(self, commit: Callable[[], None]) -> None:
        self.commits += 1
        commit()
        if self.kind == Kind.COMMIT and self.commits == self.n:
            self.hit = True
            cut()
            with connection.wrap_database_errors:
                connection.connection.execute("SELECT 1")


def differing(one: Rows, other: Rows) -> set[tuple[str, str]]:
    """The table and id of every row that is not the same in both."""
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def cut() -> None:
    """As when a firewall or the server ends the connection: the driver finds out at its next word."""
    with socket.socket(fileno=os.dup(connection.connection.pgconn.socket)) as line:
        line.shutdown(socket.SHUT_RDWR)


class Log(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.references: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and getattr(record, "request", None):
            self.references.add(record.request.reference)


@dataclass
class Report:
    count: int = 0
    failed: int = 0  # answered with 500 or more
    problems: list[str] = field(default_factory=list)


class Runner:
    def __init__(self, world: World, make_client: Callable[..., Any]) -> None:
        self.world, self.make_client, self.state, self.report = world, make_client, State(world), Report()
        self.baseline = self.state.rows()
        self.log = Log()

    def run(self, writes: list[Write], most: int | None = None) -> Report:
        """Every fault of these writes, or of each write at `most` so many: a fixed random choice."""
        logger = logging.getLogger("django.request")
        logger.addHandler(self.log)
        logger.propagate = False  # thousands of lines about what is meant to fail
        try:
            for write in writes:
                fault, expected, status = self.post(write, Fault())
                if status >= 400 or fault.statements == 0 or not expected:
                    self.problem(write, fault, f"without any fault: {status}, {len(expected)} rows")
                for planned in self.plan(write, fault, most):
                    self.check(write, planned, expected)
        finally:
            logger.removeHandler(self.log)
            logger.propagate = True
            self.state.close()
            connection.close()
        return self.report

    def plan(self, write: Write, counted: Fault, most: int | None) -> list[Fault]:
        """The first and the last statement are always among them, and every commit."""
        every = [
            Fault(kind, n) for n in range(1, counted.statements + 1) for kind in (Kind.DROP, Kind.CANCEL, Kind.LOST)
        ]
        if most is not None and len(every) > most:
            between = random.Random(write.view).sample(every[3:-3], most - 6)
            every = [*every[:3], *between, *every[-3:]]
        return [*every, *(Fault(Kind.COMMIT, n) for n in range(1, counted.commits + 1))]

    def post(self, write: Write, fault: Fault) -> tuple[Fault, Delta, int]:
        caches["default"].clear()
        client = client_of(write, self.world, self.make_client)
        client.raise_request_exception = False
        path, self.data = arrange(write, client, self.world)
        before = self.state.rows() if write.before else self.baseline
        close_old_connections()  # as Django does when a request begins
        with fault.planted():
            self.answer = client.post(path, self.data)
        close_old_connections()
        after = self.state.rows()
        delta = self.state.delta(before, after, self.baseline)
        self.state.restore({table for table, _ in differing(self.baseline, after)})
        return fault, delta, self.answer.status_code

    def check(self, write: Write, fault: Fault, expected: Delta) -> None:
        _, delta, status = self.post(write, fault)
        if not fault.hit:
            return
        self.report.count += 1
        if delta not in ([], expected):
            self.problem(write, fault, f"half saved: {delta}")
        if status < 400 and delta != expected:
            self.problem(write, fault, f"answered {status} and saved nothing")
        if status >= 500:
            self.report.failed += 1
            self.check_page(write, fault)

    def check_page(self, write: Write, fault: Fault) -> None:
        page = self.answer.content.decode()
        shown = html.unescape(page)
        named = re.search(r'k-number">([0-9A-Z]{4}-[0-9A-Z]{4})<', page)
        if not named or named[1] not in self.log.references:
            self.problem(write, fault, f"{self.answer.status_code} without a reference that the log has")
        for name, value in self.data.items():
            if (value in shown) is (name in SECRET_FIELDS):
                self.problem(write, fault, f"{name} is {'shown' if name in SECRET_FIELDS else 'lost'}")

    def problem(self, write: Write, fault: Fault, text: str) -> None:
        self.report.problems.append(f"{write.view}, {fault.kind} {fault.n}: {text}")
