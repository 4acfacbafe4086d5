"""What somebody is told, and asked, when another saved the same row meanwhile: in Dutch words, and by name."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from accounts.models import Collega, Gebruiker
from saving.rows import Saved
from saving.words import listed, words
from tenants.connection import connection

if TYPE_CHECKING:
    from saving.forms import VersionedForm

A_COLLEAGUE = "Een collega"


@dataclass(frozen=True)
class Line:
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Choice:
    """One choice: of a field, or of fields that belong together."""

    key: str  # the name of the (first) field in the page
    label: str
    lines: list[Line]
    basis: int  # the version that my text rests on
    who: str  # whose text the other one is, or "" when it is my own, from another tab

    @property
    def theirs(self) -> str:
        return f"de tekst van {self.who}" if self.who else "de tekst uit het andere tabblad"


def names_of(ids: set[Any]) -> dict[Any, str]:
    """Names of colleagues; on the public host, of those who work there."""
    found = ids - {None}
    if connection.schema_name == "public":
        return dict(Gebruiker.objects.filter(pk__in=found).values_list("pk", "naam")) if found else {}
    return Collega.names(found)


def choices_of(form: "VersionedForm", saved: Saved, bases: dict[str, int], by: Gebruiker) -> list[Choice]:
    if not saved.conflicts:
        return []
    names = names_of(set(saved.by.values()))
    choices = []
    for group in saved.conflicts:
        differ = [name for name in group if saved.sent[name] != saved.now[name] and name in form.fields]
        lines = [line_of(form, saved, name) for name in differ]
        author = next((saved.by[name] for name in group if name in saved.by), None)
        who = "" if author == by.pk else names.get(author, A_COLLEAGUE)
        key = form.add_prefix(group[0])
        title = listed([f"‘{line.label}’" for line in lines])
        choices.append(Choice(key, title, lines, bases.get(group[0], saved.version_read), who))
    return choices


def line_of(form: "VersionedForm", saved: Saved, name: str) -> Line:
    field = form.fields[name]
    return Line(label(form, name), words(field, saved.sent[name]), words(field, saved.now[name]))


def told_of(form: "VersionedForm", saved: Saved, by: Gebruiker) -> str:
    """Which fields others filled in meanwhile, that now stand in the page: a sentence per person, or ''."""
    per_person: dict[UUID | None, list[str]] = {}
    for name in saved.theirs:
        if name in saved.by:
            per_person.setdefault(saved.by[name], []).append(name)
    if not per_person:
        return ""
    names = names_of(set(per_person))
    told = [sentence(form, saved, found, names.get(who), who == by.pk) for who, found in per_person.items()]
    return " ".join(told)


def sentence(form: "VersionedForm", saved: Saved, fields: list[str], who: str | None, is_me: bool) -> str:
    labels = listed([f"‘{label(form, name)}’" for name in fields])
    filled = all(saved.read[name] in (None, "", [], False) for name in fields)
    verb = "vulde" if filled else "veranderde"
    done = f"In een ander tabblad {verb} je" if is_me else f"{who or A_COLLEAGUE} {verb}"
    there = "die staat er nu bij" if len(fields) == 1 else "die staan er nu bij"
    return f"{done} intussen {labels} in; {there}." if filled else f"{done} intussen {labels}; {there}."


def label(form: "VersionedForm", name: str) -> str:
    return str(form[name].label)
