"""Finding canaries: in text, in files, in logs, in mails and in Valkey."""

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import redis
from django.conf import settings
from pypdf import PdfReader

# Behind the canary of a gemeente, where it is no text of that gemeente but something that who runs Kompas works with.
PERSON, PROVIDER, JOB = "mens", "inlog", "taak"
CANARY = re.compile(
    rf"KANARIE-((?:samen-)?[a-z]{{2}}\d{{4}})(?:-({PERSON}|{PROVIDER}|{JOB})\b)?|@([a-z0-9-]+)\.example\b".encode()
)


class Search:
    """Knows which gemeente a word belongs to: a canary, or the e-mail address of one of its people."""

    def __init__(self, schema_of_slug: dict[str, str]) -> None:
        self.schema_of_slug = schema_of_slug

    def __call__(self, content: bytes | str) -> set[str]:
        """The schemas of the gemeenten, and the joint plans, of which something stands in `content`."""
        return {schema for schema, _ in self.words(content)}

    def words(self, content: bytes | str) -> set[tuple[str, str]]:
        """The same, each with what it is: empty for what the gemeente wrote."""
        found = CANARY.findall(content.encode() if isinstance(content, str) else content)
        emails = {(self.schema_of_slug.get(slug.decode(), ""), PERSON) for *_, slug in found if slug}
        words = {(schema.decode(), kind.decode()) for schema, kind, _ in found if schema}
        return words | {(schema, kind) for schema, kind in emails if schema}


def canary(name: str) -> str:
    return f"KANARIE-{name}"


def told(token: str, kind: str) -> str:
    """The canary for what who runs Kompas may read on some pages (`TOLD` in rules.py), and others may not."""
    return f"{token}-{kind}"


def joint_of(schema_name: str) -> str:
    """What the joint plan is called that this gemeente began. Its canary is another than that of the gemeente."""
    return f"samen-{schema_name}"


def text_of(content: bytes) -> bytes:
    """All text in a file of any kind we make, without white space: a line may break inside a canary."""
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        text = "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
        text = re.sub(r"<[^>]*>", "", text)
    else:
        text = content.decode()
    return re.sub(r"[\s\u00ad\u200b]+", "", text).encode()


class LogCapture(logging.Handler):
    """Every line that is logged, with its traceback, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter("%(message)s").format(record))

    def __enter__(self) -> "LogCapture":
        """In place of the handlers there are: thousands of refusals are no news."""
        loggers = [logging.getLogger(name) for name in ("", "django", "django.server")]
        self.before = [(logger, logger.handlers) for logger in loggers]
        for logger in loggers:
            logger.handlers = [self]
        return self

    def __exit__(self, *raised: object) -> None:
        for logger, handlers in self.before:
            logger.handlers = handlers


def in_valkey(search: Search) -> Iterator[tuple[str, set[str]]]:
    """Each key of the broker and the caches that holds something of a gemeente, with whose it is."""
    for url in {settings.REDIS_URL, *(cache["LOCATION"] for cache in settings.CACHES.values())}:
        with redis.Redis.from_url(url) as server:
            for key in server.scan_iter(count=1000):
                found = search(key) | search(b" ".join(values(server, key)))
                if found:
                    yield key.decode(errors="replace"), found


def values(server: Any, key: bytes) -> Iterable[bytes]:
    readers: dict[bytes, Callable[[], Iterable[bytes]]] = {
        b"string": lambda: [server.get(key) or b""],
        b"list": lambda: server.lrange(key, 0, -1),
        b"set": lambda: server.smembers(key),
        b"zset": lambda: server.zrange(key, 0, -1),
        b"hash": lambda: [part for pair in server.hgetall(key).items() for part in pair],
    }
    kind = server.type(key)
    return readers[kind]() if kind != b"none" else []
