"""A new version of a text on top of one that somebody published meanwhile: compared field by field, as docs/saving.md
does for rows. The versions of a text are its own revisions."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from accounts.models import Gebruiker
from saving.conflicts import A_COLLEAGUE, Choice, Line
from saving.fields import clean_text
from saving.forms import MINE, THEIRS, posted
from saving.merge import Group, groups_of
from saving.words import listed, words
from sjablonen.forms import FIELDS, PassageForm
from sjablonen.lists import with_lists
from sjablonen.queries import Tekst, names_of

BOUND = (("bron", "bron_url"),)
Values = dict[str, list[str]]  # as a browser sends them


@dataclass
class Merged:
    """`form` holds what was sent, and what a colleague changed in fields that its writer left alone."""

    form: PassageForm
    told: str = ""
    choices: list[Choice] = field(default_factory=list)


def on_newest(data: QueryDict, tekst: Tekst, by: Gebruiker) -> Merged:
    """Nothing is told or to be chosen when the version that was read is the newest."""
    data = data.copy()
    read, newest = data.get("versie", ""), tekst.versions[0] if tekst.versions else None
    data["versie"] = str(tekst.versie)
    form = PassageForm(data, tekst=tekst)
    is_behind = read != str(tekst.versie)
    if newest is None or not (is_behind or any(name.startswith("basis-") for name in data)):
        return Merged(form)
    is_mine = newest.published_by == by.pk
    door = names_of({newest.published_by}).get(newest.published_by, A_COLLEAGUE)
    if newest.ingetrokken:
        where = "in een ander tabblad" if is_mine else f"door {door}"
        told = f"Deze tekst is intussen ingetrokken {where}. Jouw tekst staat nog hieronder en is niet uitgegeven."
        return Merged(form, told if is_behind else "")
    now, sent, taken, choices = values_of(tekst), sent_in(data), [], []
    for group in groups_of(FIELDS, BOUND):
        choice, basis = said(data, "keuze", group), said(data, "basis", group) or read
        base = values_of(as_of(tekst, basis))
        mine, there, before = ([values[name] for name in group] for values in (sent, now, base))
        if choice == THEIRS or (mine == before and mine != there):
            taken += [name for name in group if sent[name] != now[name]]
            for name in group:
                data.setlist(name, now[name])
        elif choice != MINE and there not in (mine, before):
            who = "" if is_mine else door
            lines = [line_of(form, name, sent, now) for name in group if sent[name] != now[name]]
            title = listed([f"‘{line.label}’" for line in lines])
            choices.append(Choice(group[0], title, lines, number_of(basis), who))
    maker = "van jou, uit een ander tabblad" if is_mine else f"van {door}"
    told = f"Er is intussen een nieuwere versie: versie {newest.versie}, {maker}." if is_behind else ""
    if is_behind and taken:
        labels = listed([f"‘{form[name].label}’" for name in taken])
        told += f" Daaruit {'staat' if len(taken) == 1 else 'staan'} {labels} nu hieronder."
    return Merged(PassageForm(data, tekst=tekst), told, choices)


def as_of(tekst: Tekst, versie: str) -> Tekst | None:
    """The text as it was at a version; None when there was none."""
    known = tuple(passage for passage in tekst.versions if str(passage.versie) == versie)
    return replace(tekst, versions=known) if known and not known[0].ingetrokken else None


def values_of(tekst: Tekst | None) -> Values:
    """What the form of that version begins with; of one that is not known, what nobody wrote."""
    if tekst is None:
        return {name: ["?"] for name in FIELDS}
    form = PassageForm(tekst=tekst)
    return {name: posted(form[name], form[name].value()) for name in FIELDS}


def sent_in(data: QueryDict) -> Values:
    sent = {name: [clean_text(value).strip() for value in data.getlist(name)] for name in FIELDS}
    return sent | {"tekst": [with_lists(value).strip() for value in sent["tekst"]]}


def said(data: QueryDict, kind: str, group: Group) -> str:
    return next((value for name in group if (value := data.get(f"{kind}-{name}"))), "")


def line_of(form: PassageForm, name: str, sent: Values, now: Values) -> Line:
    return Line(str(form[name].label), in_words(form, name, sent), in_words(form, name, now))


def number_of(versie: str) -> int:
    return int(versie) if versie.isascii() and versie.isdecimal() and len(versie) < 10 else 0


def in_words(form: PassageForm, name: str, values: Values) -> str:
    value: Any = bool(values[name]) if name == "kort" else next(iter(values[name]), "")
    return words(form.fields[name], value)
