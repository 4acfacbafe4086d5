"""Earlier versions of a row, as people think of them: who worked on it when, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet

from saving.conflicts import label, names_of
from saving.diff import Change, changed, word_diff
from saving.forms import VersionedForm
from saving.models import Json, Revision, Versioned, kind_of, revisions_of
from saving.words import EMPTY, words

FOLD = timedelta(minutes=10)
ENTRIES = 20  # on a page
READ = 2_000  # revisions that a page looks at; what is folded away costs a row without its text


class Meta(NamedTuple):
    pk: UUID
    created_at: datetime
    created_by: UUID | None
    accepted: bool


@dataclass(frozen=True)
class Entry:
    """What one person did in at most ten minutes: the last of her saves, and what differs from what stood before."""

    revision: Revision
    since: datetime
    saves: int
    who: str
    changes: list[tuple[str, list[Change]]]  # per field that changed, its label
    values: list[tuple[str, str]]  # every field that has something in it


@dataclass(frozen=True)
class History:
    entries: list[Entry]
    older: str  # the `voor` of the next page, or ''


def history(form: VersionedForm, *, before: str = "") -> History:
    """A page of the earlier versions of the row of `form`, newest first; `before` is the `older` of the page above.

    Four queries, however many saves there were.
    """
    rows = of_row(form.instance)
    if before:
        rows = rows.filter(is_older(rows, before))
    found = [Meta(*each) for each in rows.values_list(*Meta._fields)[:READ]]
    runs = fold(found)
    older = ""
    if len(runs) > ENTRIES:
        older = str(found[found.index(runs[ENTRIES][0]) - 1].pk)
    elif len(found) == READ:
        older = str(found[-1].pk)
    runs = runs[:ENTRIES]
    previous = {run[0].pk: older_accepted(found, run[-1]) for run in runs}
    texts = rows.in_bulk([run[0].pk for run in runs] + [pk for pk in previous.values() if pk])
    names = names_of({run[0].created_by for run in runs})
    entries = [
        entry(form, run, texts[run[0].pk], texts.get(previous[run[0].pk]), names.get(run[0].created_by, "onbekend"))
        for run in runs
        if run[0].pk in texts
    ]
    return History(entries, older)


def of_row(row: Versioned) -> QuerySet[Revision]:
    return revisions_of(type(row))._default_manager.filter(kind=kind_of(row), row=row.pk)


def is_older(rows: QuerySet[Revision], pk: str) -> Q:
    """Than the revision with this id; what is no id of this row is older than nothing."""
    found = revision_of(rows, pk)
    if found is None:
        return Q()
    return Q(created_at__lt=found.created_at) | Q(created_at=found.created_at, version__lt=found.version)


def revision_of(rows: QuerySet[Revision], pk: str) -> Revision | None:
    try:
        return rows.filter(pk=UUID(pk)).first()
    except ValueError:
        return None


def fold(found: Sequence[Meta]) -> list[list[Meta]]:
    """Newest first. What was accepted and what lost a race are apart, also when they alternate."""
    runs: list[list[Meta]] = []
    open_runs: dict[bool, list[Meta]] = {}
    for meta in found:
        run = open_runs.get(meta.accepted)
        if any(each[0].created_by != meta.created_by for each in open_runs.values()):
            open_runs, run = {}, None
        if run and run[0].created_at - meta.created_at <= FOLD:
            run.append(meta)
        else:
            open_runs[meta.accepted] = [meta]
            runs.append(open_runs[meta.accepted])
    return runs


def older_accepted(found: Sequence[Meta], meta: Meta) -> UUID | None:
    return next((each.pk for each in found[found.index(meta) + 1 :] if each.accepted), None)


def entry(form: VersionedForm, run: list[Meta], revision: Revision, previous: Revision | None, who: str) -> Entry:
    # A field that came later was empty then.
    before = type(form.instance)().data() | (previous.data if previous else {})
    changes = [
        (label(form, name), change(form.fields[name], before.get(name), revision.data[name]))
        for name in form.names
        if name in revision.data and revision.data[name] != before.get(name)
    ]
    said = [(label(form, name), words(form.fields[name], revision.data.get(name))) for name in form.names]
    return Entry(
        revision, run[-1].created_at, len(run), who, changes, [(name, text) for name, text in said if text != EMPTY]
    )


def change(field: forms.Field, old: Json, new: Json) -> list[Change]:
    """Of a text word by word; of anything else what it was and what it became."""
    if isinstance(field.widget, forms.Textarea):
        return word_diff(old or "", new or "", alike=0.2)
    return changed(words(field, old), words(field, new))


def earlier(row: Versioned, pk: str) -> dict[str, Any]:
    """The `initial` of a form that goes on with an earlier text; empty when there is no such revision of this row."""
    found = revision_of(of_row(row), pk) if pk else None
    if found is None:
        return {}
    old = type(row)()
    old.take({name: value for name, value in found.data.items() if name in row.FIELDS})
    fields: dict[str, Any] = {name: row._meta.get_field(name) for name in row.FIELDS if name in found.data}
    return {name: field.value_from_object(old) for name, field in fields.items()}
