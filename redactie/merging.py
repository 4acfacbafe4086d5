"""What somebody typed into a concept on top of what a colleague kept meanwhile, field by field: docs/saving.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import CheckboxInput
from django.http import QueryDict

from redactie.forms import NewsForm, Values
from saving.conflicts import Choice, Line
from saving.fields import TextField, clean_text
from saving.forms import MINE, THEIRS
from saving.merge import Group, groups_of
from saving.words import listed, words

UNKNOWN = 2**31 - 2  # the number of a version that nobody knows, so that each difference is for a person to decide
MANY, LONG = 50, 20_000  # more than any form has


@dataclass
class Merged:
    """`values`: what is to be kept. `taken`: the fields that hold what a colleague wrote."""

    values: Values
    taken: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


def merge_sent(
    *,
    form: NewsForm,
    data: QueryDict,
    now: Values,
    read: int,
    version: Callable[[int], Mapping[str, list[str]] | None],
    who: str,
) -> Merged:
    """`read` is the number of what the page was based on, `version` gives what stood in a version (None: not known),
    `now` what stands there, `who` wrote that (empty: who asks, in another tab)."""
    sent = sent_in(data, form)
    found = Merged(dict(sent))
    for group in groups_of(form.names, form.BOUND):
        choice, basis = said(data, "keuze", group), number_of(said(data, "basis", group), read)
        base = version(basis)
        mine, there = ([values.get(name, []) for name in group] for values in (sent, now))
        before = [base.get(name, []) for name in group] if base is not None else None
        if choice == THEIRS or (mine == before and mine != there):
            found.taken += [name for name in group if sent[name] != now.get(name, [])]
            found.values |= {name: now.get(name, []) for name in group}
        elif choice != MINE and there not in (mine, before):
            lines = [line_of(form, name, sent, now) for name in group if sent[name] != now.get(name, [])]
            title = listed([f"‘{line.label}’" for line in lines])
            found.choices.append(Choice(group[0], title, lines, basis, who))
    return found


def sent_in(data: QueryDict, form: NewsForm) -> Values:
    """What a page sent, as far as it can be kept; an empty field is one that was not sent."""
    sent = {name: (kept(form.fields[name], value) for value in data.getlist(name)[:MANY]) for name in form.names}
    return {name: [value for value in values if value] for name, values in sent.items()}


def kept(field: Any, value: Any) -> str:
    """Without signs that PostgreSQL cannot keep; pasted lists are lists."""
    text = str(value).replace("\x00", "")[:LONG]
    return str(field.to_python(text)) if isinstance(field, TextField) else clean_text(text).strip()


def said(data: QueryDict, kind: str, group: Group) -> str:
    return next((value for name in group if (value := data.get(f"{kind}-{name}"))), "")


def number_of(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 11 else otherwise


def line_of(form: NewsForm, name: str, sent: Values, now: Values) -> Line:
    return Line(str(form[name].label), in_words(form, name, sent), in_words(form, name, now))


def in_words(form: NewsForm, name: str, values: Mapping[str, list[str]]) -> str:
    """As a person reads it."""
    said, widget = values.get(name, []), form.fields[name].widget
    if isinstance(widget, CheckboxInput):
        return words(form.fields[name], bool(said))
    return words(form.fields[name], said if getattr(widget, "allow_multiple_selected", False) else "".join(said[:1]))
