"""django-tenants' backend, made to fail closed: a PostgreSQL role per gemeente, set together with the search path.

Why (ADR 0003): the stock backend swallows an error in `SET search_path`, after which a query reads whatever schema
the connection was last in. Here role and path travel in the message of each statement, so that it runs with both or
not at all, and a role that has no right to another schema makes every remaining mistake an error in place of a leak.
Both hold for that message alone, or to the end of the transaction it is in: between statements the session is the
bare login, without any right, so there is nothing to give back, and a pooler may hand it to another at any moment.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base as postgresql
from django.db.backends.postgresql.psycopg_any import register_tzloader
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from django.db.utils import DatabaseError, InterfaceError, NotSupportedError
from django_tenants.postgresql_backend import base as django_tenants
from django_tenants.utils import get_public_schema_name, quote_schema_name
from psycopg import sql

ENTER = sql.SQL("SELECT set_config('role', {role}, {local}), set_config('search_path', {path}, {local});\n")
DjangoCursor: Any = postgresql.Cursor  # django-stubs has that for psycopg 2
ServerSideCursor: Any = postgresql.ServerSideCursor
INERROR = psycopg.pq.TransactionStatus.INERROR
OF_NO_ROWS = {"close", "closed", "connection", "description", "name", "query", "rowcount", "statusmessage"}


class DatabaseWrapper(django_tenants.DatabaseWrapper):
    _entry: str
    apart: bool  # whether the entry has a message of its own
    last: Any = None  # the cursor whose statement was the last, when the session still is as that left it
    met: set[str]  # whose tables this connection has seen, each of which it remembers until it is closed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.met = set()
        super().__init__(*args, **kwargs)

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Names the schema and the role for every statement from here on; nothing is sent yet.

        A process of the owner (migrations, opening a gemeente) works as itself, except in the schema of a real
        Gemeente, which it too enters as that gemeente's role, and as an organisatie. On public a tenant may name its
        own `role` (tenants/context.py); else that is the platform.
        """
        super().set_tenant(tenant, include_public)
        # Migrations have statements that PostgreSQL takes alone, and read with another path for a moment.
        self.apart = settings.DATABASE_AS_OWNER and isinstance(tenant, django_tenants.FakeTenant)
        if self.apart:
            role = "none"  # PostgreSQL's word for: the login itself
        elif tenant.schema_name == get_public_schema_name():
            role = role_name(self.settings_dict["NAME"], getattr(tenant, "role", "platform"))
        else:
            role = role_name(self.settings_dict["NAME"], tenant.schema_name)
        path = ", ".join(quote_schema_name(schema) for schema in self._get_cursor_search_paths())
        self._entry = entry_of(role, path, not self.apart)
        self.met.add(tenant.schema_name)

    def entry(self) -> str:
        """What takes role and search path; empty in a failed transaction, after which only a rollback can follow."""
        return "" if self.connection.info.transaction_status == INERROR else self._entry

    def get_connection_params(self) -> dict[str, Any]:
        return super().get_connection_params() | {"cursor_factory": EntryCursor}

    def create_cursor(self, name: str | None = None) -> Any:
        if name and (self.apart or not self.get_autocommit()):
            cursor = PartsCursor(self.connection, name, scrollable=False, withhold=self.get_autocommit())
            register_tzloader(self.timezone, cursor)
        else:
            # Without a transaction a cursor of the server would outlive its role, and a pooler would leave it behind
            # with somebody else; so the answer comes at once.
            cursor = super().create_cursor()
        cursor.db = self
        return cursor

    def enter(self, cursor: Any = None) -> None:
        """In a message of its own; for a `cursor` only when another's statement or a rollback came between."""
        if cursor is None or cursor is not self.last:
            with self.wrap_database_errors:
                self.connection.execute(self.entry())
        self.last = cursor

    def commit(self) -> None:
        super().commit()
        self.last = None  # role and path were those of the transaction

    def rollback(self) -> None:
        super().rollback()
        self.last = None  # as after a commit; and those of the owner went back to what they were before it

    def connect(self) -> None:
        self.last, self.met = None, {self.schema_name}
        super().connect()

    def close_if_unusable_or_obsolete(self) -> None:
        """Between requests. PostgreSQL remembers each table for as long as a connection lasts: half a MB per gemeente,
        which it gives back only when it ends."""
        if len(self.met) > settings.DATABASE_GEMEENTEN and not self.in_atomic_block:
            self.close()
        super().close_if_unusable_or_obsolete()

    @property
    def is_dead(self) -> bool:
        """Whether there is a connection that does not work any more, and nothing of a transaction is lost with it."""
        return self.connection is not None and not self.in_atomic_block and not self.is_usable()

    def _handle_search_path(self, cursor: Any = None) -> None:
        """Nothing, in place of the statement that django-tenants sends once per cursor."""

    def make_cursor(self, cursor: Any) -> CursorWrapper:
        return BoundCursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> CursorDebugWrapper:
        return BoundDebugCursor(cursor, self)


class EntryCursor(DjangoCursor):
    """Takes role and path in the same message as each statement: nothing comes between, and no round trip is lost."""

    db: DatabaseWrapper | None = None  # None: of the driver itself, as when it sets the time zone

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        if self.db is None:
            return super().execute(query, params, **options)
        entry = self.db.entry()
        if not entry or self.db.apart:
            self.db.enter(self)
            return super().execute(query, params, **options)
        text = query.as_string(self) if isinstance(query, sql.Composable) else query
        super().execute((entry if params is None else entry.replace("%", "%%")) + text, params, **options)
        self.nextset()  # past the answer to the entry
        self.db.last = self
        return self

    def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
        if self.db is None:
            return super().executemany(query, params_seq, **options)
        for params in params_seq:
            self.execute(query, params, **options)
        return None

    def copy(self, *args: Any, **options: Any) -> Any:
        self.check_apart("COPY")
        return super().copy(*args, **options)

    def stream(self, *args: Any, **options: Any) -> Any:
        self.check_apart("stream")
        return super().stream(*args, **options)

    def check_apart(self, what: str) -> None:
        """PostgreSQL takes these alone, so something could come between role and statement. Nobody needs them."""
        if self.db is not None:
            if not self.db.apart:
                raise NotSupportedError(f"{what} kan niet in één bericht met rol en pad.")
            self.db.enter(self)


class PartsCursor(ServerSideCursor):
    """Of the server, to read in parts. What it declares and fetches goes alone, each time after role and path: a policy
    asks whose they are while rows are fetched, and in one transaction another gemeente may have come between."""

    db: DatabaseWrapper

    def execute(self, *args: Any, **options: Any) -> Any:
        self.db.enter(self)
        return super().execute(*args, **options)

    def fetchone(self) -> Any:
        self.db.enter(self)
        return super().fetchone()

    def fetchmany(self, size: int = 0) -> Any:
        self.db.enter(self)
        return super().fetchmany(size)

    def fetchall(self) -> Any:
        self.db.enter(self)
        return super().fetchall()

    def scroll(self, value: int, mode: str = "relative") -> None:
        self.db.enter(self)
        super().scroll(value, mode)

    def __iter__(self) -> Any:
        while rows := self.fetchmany(self.itersize):
            yield from rows


class Bound:
    """A cursor belongs to the schema it was opened in. Kept while the connection goes elsewhere it would silently read
    there, or go on reading here; so in another schema it raises."""

    db: DatabaseWrapper
    cursor: Any

    def __init__(self, cursor: Any, db: DatabaseWrapper) -> None:
        super().__init__(cursor, db)  # type: ignore[call-arg]
        self.schema_name = db.schema_name

    def check_schema(self) -> None:
        if self.db.schema_name != self.schema_name:
            raise InterfaceError(f"Deze cursor is van {self.schema_name} en de verbinding van {self.db.schema_name}.")

    def execute(self, statement: Any, params: Any = None) -> Any:
        self.check_schema()
        return super().execute(statement, params)  # type: ignore[misc]

    def executemany(self, statement: Any, param_list: Any) -> Any:
        self.check_schema()
        return super().executemany(statement, param_list)  # type: ignore[misc]

    def callproc(self, procname: Any, params: Any = None, kparams: Any = None) -> Any:
        self.check_schema()
        return super().callproc(procname, params, kparams)  # type: ignore[misc]

    def __getattr__(self, name: str) -> Any:
        if name not in OF_NO_ROWS:  # fetchone and its like, copy, and what the driver may think of next
            self.check_schema()
        return super().__getattr__(name)  # type: ignore[misc]

    def __iter__(self) -> Any:
        self.check_schema()
        return self.checked(super().__iter__())  # type: ignore[misc]

    def checked(self, rows: Iterator[Any]) -> Iterator[Any]:
        for row in rows:
            self.check_schema()
            yield row


class BoundCursor(Bound, CursorWrapper):
    pass


class BoundDebugCursor(Bound, CursorDebugWrapper):
    def copy(self, statement: Any) -> Any:
        self.check_schema()
        return super().copy(statement)  # type: ignore[misc]  # not in the stubs


@lru_cache(maxsize=2048)
def entry_of(role: str, path: str, local: bool) -> str:
    return ENTER.format(role=sql.Literal(role), path=sql.Literal(path), local=sql.Literal(local)).as_string()


def role_name(database: str, suffix: str) -> str:
    """The role `suffix` of this database; roles belong to the whole cluster, so the database's name leads."""
    name = f"{database}_{suffix}"
    if len(name) > 63:
        raise DatabaseError(f"De rolnaam {name} is langer dan 63 tekens; kies een kortere databasenaam.")
    return name
