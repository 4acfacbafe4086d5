"""Looking for words in the files that are kept of a gemeente: each has a time of its own, and so has a page."""

import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

from printing.file_words import OutOfTime
from tenants.connection import connection
from voorgangers.models import Voorgangersplan
from wissing.words import is_in_file
from zelfevaluatie.models import Onderbouwing

FILE_SECONDS = 10.0  # what takes longer makes the wipe fail, by name
PAGE_SECONDS = 4.0  # for all files together; what a page cannot look in, the worker does
MADE = ("reports_rapport", "herindeling_overdrachtdeel", "openbaar_openbaarbestand")


Kept = Onderbouwing | Voorgangersplan


@dataclass(frozen=True)
class Stored:
    """A file in the database; `source` is its schema, table and column."""

    source: str
    pk: UUID
    naam: str
    mimetype: str

    @property
    def key(self) -> str:
        return f"{self.source}:{self.pk}"

    @property
    def is_made(self) -> bool:
        """By Kompas, out of what stands elsewhere."""
        return self.source.split(".")[1] in MADE

    def content(self) -> bytes:
        with connection.cursor() as cursor:
            cursor.execute("SELECT public.wissing_file(%s, %s)", [self.source, self.pk])
            (content,) = cursor.fetchone()
        return bytes(content or b"")


def stored_files() -> list[Stored]:
    """All of the gemeente: what was uploaded, made, and put aside by a restore."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT source, id, naam, mimetype FROM public.wissing_files() ORDER BY 1, 2")
        return [Stored(*row) for row in cursor.fetchall()]


def look_in(file: Stored, words: str) -> bool:
    """Whether they stand in it, as far as it can be read. Raises OutOfTime."""
    with at_most(FILE_SECONDS):
        return bool(is_in_file(file.content(), file.mimetype, words, file.naam, FILE_SECONDS))


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise OutOfTime then, also in the middle of one long text. Only the first thread of a process hears the clock; in
    others the search stops after the text it is in."""

    def ring(*_: Any) -> NoReturn:
        raise OutOfTime

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@dataclass(frozen=True)
class Seen:
    """Of the files that are kept: which hold the words, where we cannot look, and how many the page had no time for."""

    found: list[Kept]
    unsearchable: list[Kept]
    unseen: int


def files_with(words: str) -> Seen:
    """For a page; one file in memory at a time."""
    found: list[Kept] = []
    unsearchable: list[Kept] = []
    until = time.monotonic() + PAGE_SECONDS
    waiting = kept_files()
    for number, row in enumerate(waiting):
        left = until - time.monotonic()
        try:
            answer = left > 0 and seen_in(row, words, left)
        except OutOfTime:
            left = 0
        if left <= 0:
            return Seen(found, unsearchable, len(waiting) - number)
        if answer:
            found.append(row)
        elif answer is None:
            unsearchable.append(row)
    return Seen(found, unsearchable, 0)


def kept_files() -> list[Kept]:
    """What people put in, and what came from predecessors; what Kompas made here goes with the texts that it is of."""
    uploaded = Onderbouwing.objects.filter(bestand__isnull=False).defer("bestand").select_related("antwoord__bouwsteen")
    return [*uploaded, *Voorgangersplan.objects.filter(bestand__isnull=False).defer("bestand")]


def seen_in(row: Kept, words: str, seconds: float) -> bool | None:
    content = type(row).objects.filter(pk=row.pk).values_list("bestand", flat=True).first()
    name, mimetype = (row.bestandsnaam, row.mimetype) if isinstance(row, Onderbouwing) else ("", "")
    with at_most(seconds):
        return is_in_file(bytes(content or b""), mimetype, words, name, seconds)


def titles_of(keys: Iterable[str]) -> list[str]:
    """What people call these files; of what they cannot open themselves, what kind of thing it is."""
    pks = [key.rpartition(":")[2] for key in keys]
    models = (Onderbouwing, Voorgangersplan)
    known = {str(row.pk): str(row) for model in models for row in model.objects.filter(pk__in=pks).defer("bestand")}
    return [known.get(pk, "een bestand dat bij een herstel opzij is gezet; vraag het wie Kompas beheert") for pk in pks]
