"""Writing a row on top of the version that was read, each save with its revision. See docs/saving.md."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from psycopg import sql
from psycopg.types.json import Jsonb

from accounts.models import Gebruiker
from saving.merge import Group, Values, groups_of, left, merge
from saving.models import Json, Revision, Versioned, json_value, kind_of, revisions_of
from tenants.connection import connection

Row = TypeVar("Row", bound=Versioned)
UNKNOWN = object()  # what a page held of a version that we do not know; like nothing that can be sent


class Deleted(Exception):
    """The row is not there any more; what was sent is kept as a revision that was not accepted."""


@dataclass(frozen=True)
class Saved:
    """What became of a save. Without `conflicts` all that was sent is in the row.

    `read` is what the sender had before her, `sent` what she sent, `now` what the row holds; by field name, as JSON.
    """

    row: Versioned
    changed: bool = False  # whether the row did
    theirs: tuple[str, ...] = ()  # fields in which the row keeps what others saved, so that the page must change
    conflicts: tuple[Group, ...] = ()  # fields that both wrote; not saved
    read: Values = field(default_factory=dict)
    sent: Values = field(default_factory=dict)
    now: Values = field(default_factory=dict)
    version_read: int = 0
    by: Mapping[str, uuid.UUID | None] = field(default_factory=dict)  # who else touched a field, of those named above


def save_row(
    *,
    row: Versioned,
    values: Mapping[str, Any],
    version: int,
    by: Gebruiker,
    bases: Mapping[str, int] | None = None,
    kept: Collection[str] = (),
) -> Saved:
    """Write `values` (by field name; the other FIELDS were not on the page) into `row`, as it was just fetched.

    `version` is the one that was read. `bases` names fields whose text rests on another version, `kept` those in which
    what was read must stay whatever was sent. One statement when nobody was first; otherwise the texts are merged, what
    does not collide is written, and a sent text that collides is kept as a revision that was not accepted. `row` then
    is as it stands in the database. Raises Deleted.
    """
    stored = row.data()
    groups = {name: group for group in groups_of(stored, row.BOUND) for name in group}
    kept = {each for name in kept for each in groups[name]}  # also what is saved with it and is on no page
    sent = {name: json_value(row._meta.get_field(name), value) for name, value in values.items()}
    if row.version == version and not bases:
        data = {**stored, **{name: value for name, value in sent.items() if name not in kept}}
        if data == stored or write(row, data, by):
            return Saved(row, data != stored, left(data, sent), (), stored, {**data, **sent}, data, version)
    with transaction.atomic():
        now = type(row)._default_manager.select_for_update().order_by("pk").filter(pk=row.pk).first()
        if now:
            return save_merged(
                row=row, now_row=now, sent=sent, version=version, by=by, bases=dict(bases or {}), kept=kept
            )
        keep_lost(row, {**stored, **sent}, by)
    raise Deleted  # out here, so that what was kept stays


def save_merged(
    *,
    row: Versioned,
    now_row: Versioned,
    sent: Values,
    version: int,
    by: Gebruiker,
    bases: dict[str, int],
    kept: Collection[str],
) -> Saved:
    """As save_row, when somebody was first. `now_row` is locked, so that the second try is the last."""
    now = now_row.data()
    read, since = read_before(now_row, version, bases)
    untouched = {name for name in now if name not in sent} | {*kept}
    texts = {**now, **sent, **{name: now[name] if read[name] is UNKNOWN else read[name] for name in untouched}}
    found = merge(read=read, now=now, sent=texts, bound=row.BOUND)
    if found.mine:
        assert write(now_row, found.values, by)
    if found.conflicts:
        lost = {name: texts[name] for group in found.conflicts for name in group}
        keep_lost(now_row, {**found.values, **lost}, by)
    row.take(found.values)
    row.version, row.updated_at, row.updated_by = now_row.version, now_row.updated_at, now_row.updated_by
    theirs = left(found.values, sent, found.conflicts)
    names = {*theirs, *(name for group in found.conflicts for name in group)}
    others = touched(read, since, {name: bases.get(name, version) for name in names})
    return Saved(row, bool(found.mine), theirs, found.conflicts, read, texts, found.values, version, others)


def read_before(row: Versioned, version: int, bases: dict[str, int]) -> tuple[dict[str, Json], list[Revision]]:
    """What the page held, field by field, and the accepted revisions since, oldest first.

    A version of which nothing is known (0 is: a row as it was made), or since which something was changed without a
    revision, as wiping does, was read as something that nobody wrote: each difference is for a person to decide.
    """
    oldest = min([version, *bases.values()])
    found = revisions_of(type(row))._default_manager.filter(kind=kind_of(row), row=row.pk, accepted=True)
    since = list(found.filter(version__gte=oldest, version__lte=row.version).order_by("version"))
    known = {0: type(row)().data()} | {revision.version: revision.data for revision in since}
    versions, now = {revision.version for revision in since}, row.data()

    def read(name: str) -> Json:
        base = bases.get(name, version)
        if base == row.version:
            return now[name]
        is_whole = all(each in versions for each in range(base + 1, row.version + 1))
        return known.get(base, {}).get(name, UNKNOWN) if is_whole else UNKNOWN

    return {name: read(name) for name in row.FIELDS}, [revision for revision in since if revision.version > oldest]


def touched(read: Values, since: list[Revision], based: Mapping[str, int]) -> dict[str, uuid.UUID | None]:
    """Per field of `based`, which gives the version that was read, who changed it last since then."""
    found: dict[str, uuid.UUID | None] = {}
    for name, version in based.items():
        before = read[name]
        for revision in since:
            if revision.version <= version:
                continue
            if before is not UNKNOWN and revision.data.get(name) != before:
                found[name] = revision.created_by
            before = revision.data.get(name)
    return found


def write(row: Versioned, data: Mapping[str, Json], by: Gebruiker) -> bool:
    """Update the row if it still has the version it was fetched with, and add the revision: one statement.

    Says whether it did; then `row` is as it now stands.
    """
    check_schema(row)
    now = timezone.now()
    fields: list[Any] = [row._meta.get_field(name) for name in row.FIELDS]
    sets = {each.column: each.get_db_prep_save(each.to_python(data[each.name]), connection) for each in fields}
    sets |= {"version": row.version + 1, "updated_at": now, "updated_by": by.pk}
    params = [*sets.values(), row.pk, row.version]
    params += [uuid.uuid4(), kind_of(row), row.pk, Jsonb(dict(data)), now, by.pk]
    with connection.cursor() as cursor:
        cursor.execute(statement(type(row), tuple(sets)), params)
        if not cursor.rowcount:
            return False
    row.take(dict(data))
    row.version, row.updated_at, row.updated_by = row.version + 1, now, by.pk
    return True


@cache
def statement(model: type[Versioned], columns: tuple[str, ...]) -> str:
    """Put together once: that takes Python longer than all the rest of a save."""
    query = sql.SQL(
        "WITH saved AS (UPDATE {table} SET {sets} WHERE id = %s AND version = %s RETURNING version) "
        "INSERT INTO {revisions} (id, kind, {row}, version, accepted, data, created_at, created_by) "
        "SELECT %s, %s, %s, version, true, %s, %s, %s FROM saved"
    )
    return query.format(
        table=sql.Identifier(model._meta.db_table),
        sets=sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column in columns),
        revisions=sql.Identifier(revisions_of(model)._meta.db_table),
        row=sql.Identifier("row"),
    ).as_string(None)


def check_schema(row: models.Model) -> None:
    """A row of one gemeente is not written for another: a statement of our own asks what Django's would."""
    if hasattr(row, "check_schema"):
        row.check_schema()


def keep_lost(row: Versioned, sent: Values, by: Gebruiker) -> None:
    revisions_of(type(row))._default_manager.create(
        kind=kind_of(row), row=row.pk, version=row.version, accepted=False, data=dict(sent), created_by=by.pk
    )


def create_row(*, row: Row, by: Gebruiker) -> Row:
    """Keep a new row, with its first revision. The id of `row` was made with the form, so a form that is sent twice
    makes one row: whoever comes second gets the first. An id that somebody else used, or that was used for another
    text, gets a new one. What the database refuses for another reason is an IntegrityError.
    """
    row.version, row.updated_at, row.updated_by = 1, timezone.now(), by.pk
    revisions = revisions_of(type(row))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            revisions._default_manager.create(
                kind=kind_of(row), row=row.pk, version=1, data=row.data(), created_by=by.pk
            )
        return row
    except IntegrityError:
        first = revisions._default_manager.filter(kind=kind_of(row), row=row.pk, version=1, accepted=True).first()
        there = type(row)._default_manager.filter(pk=row.pk).first()
        if there is None:
            raise
        if first and first.created_by == by.pk and first.data == row.data():
            return there
    row.pk = uuid.uuid4()
    return create_row(row=row, by=by)


def create_rows(*, rows: Sequence[Versioned], by: Gebruiker) -> None:
    """Keep new rows of one model, each with its first revision: two statements, however many there are."""
    if not rows:
        return
    model = type(rows[0])
    for row in rows:
        row.take(row.data())  # what came as text, from a file, becomes what it stands for
        row.version, row.updated_at, row.updated_by = 1, timezone.now(), by.pk
    model._default_manager.bulk_create(rows)
    kind, revisions = kind_of(model), revisions_of(model)
    revisions._default_manager.bulk_create(
        revisions(kind=kind, row=row.pk, version=1, data=row.data(), created_by=by.pk) for row in rows
    )


def first_row(model: type[Row], **key: Any) -> Row:
    """The one row with this key, made empty (version 0) when it is not there yet: what a form of it saves on top of."""
    found = model._default_manager.filter(**key).first()
    if found is None:
        model._default_manager.bulk_create([model(**key)], ignore_conflicts=True)
        found = model._default_manager.get(**key)
    return found
