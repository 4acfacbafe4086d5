"""Rows that remember whose they are.

PostgreSQL knows in whose schema a statement runs, not where its values came from: a query built for one gemeente and
run in another, or a row read here and saved there, is correct SQL. Here both raise.
"""

import uuid
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from tenants.connection import connection

Row = TypeVar("Row", bound=models.Model)


class OtherSchema(RuntimeError):
    """Something of one gemeente was used while working for another, or for none."""


def current_schema() -> str | None:
    """That of the gemeente we work for; None on public. What comes about there, such as a query in a form when its
    module is read, belongs to whoever uses it first."""
    name = connection.schema_name
    return None if name == "public" else name


def bound(what: str, schema: str | None) -> str | None:
    """The schema that `what`, until now of `schema`, belongs to from here on."""
    if schema not in (None, connection.schema_name):
        raise OtherSchema(f"{what} is van {schema} en mag niet worden gebruikt in {connection.schema_name}.")
    return schema or current_schema()


class TenantQuerySet(models.QuerySet[Row]):
    """Runs only for the gemeente for which it was built, however late that is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._schema = current_schema()

    def _clone(self) -> Any:
        clone = super()._clone()  # type: ignore[misc]  # not in the stubs
        clone._schema = self._schema or clone._schema
        return clone

    @property
    def db(self) -> str:
        """Whatever runs a query asks for this first."""
        self.check_schema()
        return super().db

    def _fetch_all(self) -> None:
        self.check_schema()  # also when the rows are already there
        super()._fetch_all()  # type: ignore[misc]

    def check_schema(self) -> None:
        self._schema = bound(f"Een query op {self.model.__name__}", self._schema)
        instance = self._hints.get("instance")  # type: ignore[attr-defined]  # whose relation this is
        if isinstance(instance, TenantModel):
            instance.check_schema()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        objs = list(objs)
        for row in objs:
            row.check_schema()
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        objs = list(objs)
        for row in objs:
            row.check_schema()
        return super().bulk_update(objs, *args, **kwargs)


class TenantModel(models.Model):
    """A row in the schema of a gemeente. Ids are UUIDs, so that an id of one means nothing in the schema of another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"  # so that refresh_from_db and the way to a related row check too

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._schema = current_schema()

    def check_schema(self) -> None:
        self._schema = bound(f"{type(self).__name__} {self.pk}", self._schema)

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        self.check_schema()
        super().save_base(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.check_schema()
        return super().delete(*args, **kwargs)
