"""django-tenants' backend, made to fail closed: a PostgreSQL role per gemeente, set together with the search path.

Why (ADR 0003): the stock backend swallows an error in `SET search_path`, after which a query reads whatever schema
the connection was last in. Here role and path travel in one statement whose failure raises, and a role that has no
right to another schema makes every remaining mistake an error in place of a leak.
"""

from typing import Any

import psycopg
from django.conf import settings
from django.db.utils import DatabaseError
from django_tenants.postgresql_backend import base as django_tenants
from django_tenants.utils import get_public_schema_name, quote_schema_name


class DatabaseWrapper(django_tenants.DatabaseWrapper):
    role = "none"
    _setting_search_path: bool

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Names the schema and the role for every statement from here on; nothing is sent yet.

        A process of the owner (migrations, opening a gemeente) works as itself, except in the schema of a real
        Gemeente, which it too enters as that gemeente's role.
        """
        super().set_tenant(tenant, include_public)
        of_gemeente = not isinstance(tenant, django_tenants.FakeTenant)
        if settings.DATABASE_AS_OWNER and not of_gemeente:
            self.role = "none"  # PostgreSQL's word for: the login itself
        elif tenant.schema_name == get_public_schema_name():
            self.role = role_name(self.settings_dict["NAME"], "platform")
        else:
            self.role = role_name(self.settings_dict["NAME"], tenant.schema_name)

    def _handle_search_path(self, cursor: Any = None) -> None:
        """Sends role and search path in one statement, before every cursor; any error raises."""
        if self._setting_search_path:
            return
        if self.connection.info.transaction_status == psycopg.pq.TransactionStatus.INERROR:
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


def role_name(database: str, suffix: str) -> str:
    """The role `suffix` of this database; roles belong to the whole cluster, so the database's name leads."""
    name = f"{database}_{suffix}"
    if len(name) > 63:
        raise DatabaseError(f"De rolnaam {name} is langer dan 63 tekens; kies een kortere databasenaam.")
    return name
