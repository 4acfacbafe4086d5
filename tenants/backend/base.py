"""django-tenants' backend, made to fail closed: a PostgreSQL role per gemeente, set together with the search path.

Why (ADR 0003): the stock backend swallows an error in `SET search_path`, after which a query reads whatever schema
the connection was last in. Here role and path travel in one statement whose failure raises, and a role that has no
right to another schema makes every remaining mistake an error in place of a leak.
"""

from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from django.db.utils import DatabaseError, InterfaceError
from django_tenants.postgresql_backend import base as django_tenants
from django_tenants.utils import get_public_schema_name, quote_schema_name

INERROR = psycopg.pq.TransactionStatus.INERROR


class DatabaseWrapper(django_tenants.DatabaseWrapper):
    role = "none"
    serial = 0  # goes up when the session may no longer have the role and path of a cursor that was opened before
    _setting_search_path: bool

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Names the schema and the role for every statement from here on; nothing is sent yet.

        A process of the owner (migrations, opening a gemeente) works as itself, except in the schema of a real
        Gemeente, which it too enters as that gemeente's role.
        """
        super().set_tenant(tenant, include_public)
        self.serial += 1
        of_gemeente = not isinstance(tenant, django_tenants.FakeTenant)
        if settings.DATABASE_AS_OWNER and not of_gemeente:
            self.role = "none"  # PostgreSQL's word for: the login itself
        elif tenant.schema_name == get_public_schema_name():
            self.role = role_name(self.settings_dict["NAME"], "platform")
        else:
            self.role = role_name(self.settings_dict["NAME"], tenant.schema_name)

    def rollback(self) -> None:
        super().rollback()
        self.serial += 1  # PostgreSQL went back to the role and path from before the transaction

    def savepoint_rollback(self, sid: str) -> None:
        super().savepoint_rollback(sid)
        self.serial += 1

    def make_cursor(self, cursor: Any) -> CursorWrapper:
        return BoundCursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> CursorDebugWrapper:
        return BoundDebugCursor(cursor, self)

    def give_back(self) -> None:
        """Take role and path off the session. What a pool or the next request gets is the login, without any right."""
        if self.connection is None or self.connection.info.transaction_status == INERROR:
            return  # in a failed transaction: its end undoes what was set in it
        try:
            self.connection.execute("SELECT set_config('role', 'none', false), set_config('search_path', '', false)")
        except psycopg.Error:
            self.close()

    def _handle_search_path(self, cursor: Any = None) -> None:
        """Sends role and search path in one statement, before every cursor; any error raises."""
        if self._setting_search_path:
            return
        if self.connection.info.transaction_status == INERROR:
            return  # only a rollback can follow, and the next cursor sets both again
        path = ", ".join(quote_schema_name(schema) for schema in self._get_cursor_search_paths())
        self._setting_search_path = True
        try:
            with self.wrap_database_errors:
                self.connection.execute(
                    "SELECT set_config('role', %s, false), set_config('search_path', %s, false)", [self.role, path]
                )
        finally:
            self._setting_search_path = False


class Bound:
    """A cursor belongs to the schema it was opened in. Kept while the connection goes elsewhere it would silently read
    there, or go on reading here; so in another schema it raises, and back in its own it sends role and path again."""

    db: DatabaseWrapper
    cursor: Any

    def __init__(self, cursor: Any, db: DatabaseWrapper) -> None:
        super().__init__(cursor, db)  # type: ignore[call-arg]
        self.schema_name, self.serial = db.schema_name, db.serial

    def check_schema(self) -> None:
        if self.db.schema_name != self.schema_name:
            raise InterfaceError(f"Deze cursor is van {self.schema_name} en de verbinding van {self.db.schema_name}.")

    def execute(self, sql: Any, params: Any = None) -> Any:
        self.renew()
        return super().execute(sql, params)  # type: ignore[misc]

    def executemany(self, sql: Any, param_list: Any) -> Any:
        self.renew()
        return super().executemany(sql, param_list)  # type: ignore[misc]

    def renew(self) -> None:
        self.check_schema()
        if self.db.serial != self.serial:
            self.db._handle_search_path()
            self.serial = self.db.serial

    def __getattr__(self, name: str) -> Any:
        if name in CursorWrapper.WRAP_ERROR_ATTRS:  # fetchone and its like
            self.check_schema()
        return super().__getattr__(name)  # type: ignore[misc]

    def __iter__(self) -> Any:
        self.check_schema()
        return super().__iter__()  # type: ignore[misc]


class BoundCursor(Bound, CursorWrapper):
    pass


class BoundDebugCursor(Bound, CursorDebugWrapper):
    pass


def role_name(database: str, suffix: str) -> str:
    """The role `suffix` of this database; roles belong to the whole cluster, so the database's name leads."""
    name = f"{database}_{suffix}"
    if len(name) > 63:
        raise DatabaseError(f"De rolnaam {name} is langer dan 63 tekens; kies een kortere databasenaam.")
    return name
