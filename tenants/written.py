"""Queries whose SQL is written once per process.

For what every page asks, Django takes longer to build a query and turn it into SQL than PostgreSQL to answer it. A
query here is still Django's, in Django's words, and gives the same rows; it is only built once, with a blank for each
thing that differs, and filled in each time:

    @written
    def acties_at(bouwsteen: Any) -> QuerySet[Actie]:
        return Actie.objects.filter(bouwsteen=bouwsteen)

    acties_at(bouwsteen.pk)  # a list

The text is the same for every gemeente, since role and path travel in the message of each statement. It is kept in
Python: nothing is prepared in the session, which a pooler may give to somebody else (never server-side PREPARE).

The same holds for a row that every save adds: `insert(row)` in place of `row.save(force_insert=True)`.

What differs must come in as an argument and be compared as it is (a key, a text, a number, a date; no list and no row).
What is computed inside, such as today, would stay as it was on the first day.
"""

from collections.abc import Callable
from functools import cache, partial, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar, cast

from django.db import models
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler
from psycopg import sql

from tenants.connection import connection
from tenants.rows import TenantModel, TenantQuerySet

Row = TypeVar("Row")
Thing = TypeVar("Thing")
Asked = ParamSpec("Asked")
EVERY: "list[Callable[[], Written]]" = []


class Blank(Expression):
    """Stands in a query for a value that is not known yet, and in its parameters for itself."""

    def __init__(self, position: int) -> None:
        super().__init__(output_field=models.Field())
        self.position = position

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s", [self]


class Written:
    """The text of one query, its parameters with blanks, and what Django needs to make rows of the answer."""

    def __init__(self, queryset: "models.QuerySet[Any]") -> None:
        assert not queryset._prefetch_related_lookups  # type: ignore[attr-defined]  # those are other queries
        self.queryset = queryset
        self.compiler: SQLCompiler = queryset.query.get_compiler(connection.alias)
        self.text, self.params = self.compiler.as_sql()
        columns = self.compiler.select[: self.compiler.col_count]  # type: ignore[index,misc]  # known since as_sql
        self.converters = self.compiler.get_converters([column for column, *_ in columns])

    def rows(self, values: tuple[Any, ...]) -> list[Any]:
        params = tuple(values[each.position] if type(each) is Blank else each for each in self.params)
        compiler = alike(self.compiler)
        compiler.connection = connection  # that of this thread
        compiler.as_sql = partial(given, (self.text, params))  # type: ignore[method-assign]
        compiler.get_converters = partial(given, self.converters)  # type: ignore[method-assign]
        queryset = alike(self.queryset)
        queryset.query = alike(queryset.query)
        queryset.query.get_compiler = partial(given, compiler)  # type: ignore[method-assign]
        if isinstance(queryset, TenantQuerySet):
            queryset._schema = None  # of whoever asks now
        return list(cast(Any, self.queryset)._iterable_class(queryset))


def alike(found: Thing) -> Thing:
    """The same again, to be changed; `copy` would run a queryset."""
    new = object.__new__(type(found))
    new.__dict__.update(found.__dict__)
    return new


def given(answer: Any, *args: Any, **options: Any) -> Any:
    """In place of a method: what we know already, whatever is asked."""
    return answer


def write_all() -> None:
    """Build every query that any module has, before somebody asks it. Needs a connection."""
    for prepare in EVERY:
        prepare()


def written(build: "Callable[Asked, models.QuerySet[Any, Row]]") -> Callable[Asked, list[Row]]:
    """A function that gives a list, of one that builds a queryset from its (positional) arguments."""

    @cache
    def prepare() -> Written:
        return Written(cast(Any, build)(*map(Blank, range(len(signature(build).parameters)))))

    @wraps(build)
    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> list[Row]:
        assert not kwargs
        return prepare().rows(args)

    EVERY.append(prepare)
    return ask


def insert(row: TenantModel) -> None:
    """Add a row whose values are all known here, without signals."""
    row.check_schema()
    fields: list[Any] = row._meta.concrete_fields  # type: ignore[assignment]
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(inserting(type(row)), values)
    row._state.adding, row._state.db = False, connection.alias


@cache
def inserting(model: type[TenantModel]) -> str:
    columns = [sql.Identifier(cast(str, field.column)) for field in model._meta.concrete_fields]
    query = sql.SQL("INSERT INTO {} ({}) VALUES ({})")
    blanks = sql.SQL(", ").join(sql.Placeholder() * len(columns))
    return query.format(sql.Identifier(model._meta.db_table), sql.SQL(", ").join(columns), blanks).as_string(None)
