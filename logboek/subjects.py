"""What a row of the logboek is about, in a few words and with the page where it stands; never its title or text.

Rows hold a code or an id. Which app knows those stands in `settings.LOGBOEK`: by the beginning of the name of an action
a function that gets pairs of action and object, and gives a Subject for each that is there still.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from logboek.models import Gebeurtenis
from logboek.words import KINDS

ID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")
Pair = tuple[str, str]  # action and object, as in a Gebeurtenis


@dataclass(frozen=True)
class Subject:
    what: str
    url: str = ""


def subjects_of(rows: Iterable[Gebeurtenis]) -> dict[Pair, Subject]:
    """Of each row that is about something."""
    pairs = {(row.action, row.object) for row in rows if row.object}
    by_app: defaultdict[str, set[Pair]] = defaultdict(set)
    for pair in pairs:
        by_app[pair[0].partition(":")[0]].add(pair)
    found = {pair: Subject(gone(*pair)) for pair in pairs}
    for app, asked in by_app.items():
        if app in settings.LOGBOEK:
            found |= import_string(settings.LOGBOEK[app])(asked)
    return found


def gone(action: str, about: str) -> str:
    """Of what is not there any more, or never was: the kind of thing, and no number."""
    return about if id_in(about) is None else KINDS.get(action.rpartition("_")[0], "verwijderd")


def id_in(about: str) -> UUID | None:
    """The id in the object of a row, where a code or the form of a file may stand beside it."""
    found = ID.search(about)
    return UUID(found[0]) if found else None


def ids_in(pairs: Iterable[Pair]) -> set[UUID]:
    return {found for _, about in pairs if (found := id_in(about))}
