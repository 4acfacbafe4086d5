"""Whether words stand in a file, as far as it can be read: for definitief wissen, which deletes what holds them.

A tab, a break, a cell and a paragraph become a space, runs are joined, entities decoded; what was deleted or added
under tracked changes is read both ways. The answer is None where they may stand in what we did not read: an image, a
lock, an unknown part, too much of it. Knows nothing of Django, nor of what is looked for.
"""

import email
import email.errors
import email.policy
import io
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.message import EmailMessage, Message

from printing import xml_words
from printing.filetypes import OLE, is_mail
from printing.pdf_words import pdf_texts

UNPACKED_MAX = 40_000_000  # bytes, of a file and all that is in it; what is larger was not made by people
XML_MAX = 10_000_000  # of one part: its tree costs some twenty times that
MEMBERS_MAX = 5_000
DEPTH_MAX = 4  # a document in a mail in a document
SECONDS_MAX = 10
TEXTS = (".txt", ".csv", ".md", ".json", ".css", ".js", ".ics", ".vcf", ".log")
HTML = (".html", ".htm", ".xhtml")
XML = (".xml", ".rels", ".vml", ".svg", ".rdf", ".xmp")
PRINTER_SETTINGS = [f"/printersettings{number}.bin" for number in range(1, 100)]
WORDLESS: tuple[str, ...] = ("/", "/mimetype", ".odttf", ".ttf", ".otf", ".fntdata", "/layout-cache", *PRINTER_SETTINGS)
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError)
ODD_MAIL = (LookupError, ValueError, AttributeError, TypeError, email.errors.MessageError)

Reader = Callable[[bytes, "Search", int], None]


class Found(Exception):
    """The words stand here; there is no need to read on."""


class OutOfTime(Exception):
    """The time for this file is over, and the words were not found so far. On another day it may be enough."""


@dataclass
class Search:
    seek: Callable[[str], bool]
    hint: bytes = b""
    numbers: bool = False
    whole: bool = True
    left: int = UNPACKED_MAX
    until: float = field(default_factory=lambda: time.monotonic() + SECONDS_MAX)

    def look(self, texts: Iterable[str]) -> None:
        for text in texts:
            if self.seek(text):
                raise Found
            self.hurry()

    def spend(self, size: int) -> bool:
        """Whether there is room for this; if not, we do not read all."""
        self.hurry()
        self.left -= size
        self.whole = self.whole and self.left >= 0
        return self.left >= 0

    def hurry(self) -> None:
        if time.monotonic() > self.until:
            raise OutOfTime


def holds(
    content: bytes,
    seek: Callable[[str], bool],
    *,
    name: str = "",
    mimetype: str = "",
    hint: bytes = b"",
    numbers: bool = False,
    seconds: float | None = None,
) -> bool | None:
    """`seek` says whether the words are in a text. Raises OutOfTime after `seconds`.

    What the file is called only helps to read it. Bytes that we cannot read are searched only where `hint`, in small
    letters, stands in them: a large PDF would take seconds. `numbers` are in the words; Excel keeps 1-3-1980 and 0612
    as other numbers than it shows.
    """
    search = Search(seek, hint, numbers, until=time.monotonic() + (SECONDS_MAX if seconds is None else seconds))
    try:
        read(content, "x.txt" if mimetype.startswith("text/") else name, search, 0)
    except Found:
        return True
    return False if search.whole else None


def read(content: bytes, name: str, search: Search, depth: int) -> None:
    if not content:
        return
    if depth > DEPTH_MAX or not search.spend(len(content)):
        search.whole = False
    else:
        reader_of(content, name.lower())(content, search, depth)


def reader_of(content: bytes, name: str) -> Reader:
    return by_start(content) or by_name(name and f"/{name}") or (read_mail if is_mail(content) else read_raw)


def by_start(content: bytes) -> Reader | None:
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(b"PK\x03\x04"):
        return read_zip
    if content.startswith(b"%PDF"):
        return read_pdf
    if content.startswith(OLE) or start.startswith(b"{\\rtf"):
        return read_raw
    if start.startswith((b"<!doctype html", b"<html")):
        return read_html
    return read_xml if start.startswith(b"<?xml") else None


def by_name(name: str) -> Reader | None:
    readers = ((HTML, read_html), (XML, read_xml), (TEXTS, read_text), (WORDLESS, read_nothing))
    return next((reader for endings, reader in readers if name.endswith(endings)), None)


def read_nothing(content: bytes, search: Search, depth: int) -> None:
    """Fonts and settings of a printer hold no words of people."""


def read_raw(content: bytes, search: Search, depth: int) -> None:
    """We cannot read this, but words that stand in it as they are, are found; also in two bytes a letter."""
    search.whole = False
    letters = content.replace(b"\0", b"")
    if search.hint in letters.lower():
        search.look(letters.decode(encoding, "replace") for encoding in ("latin-1", "utf-8"))


def read_pdf(content: bytes, search: Search, depth: int) -> None:
    read_raw(content, search, depth)
    search.look(pdf_texts(content, search.spend, lambda: search.left))


def decoded(content: bytes, charset: str | None = None) -> str:
    """As its maker probably meant it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in (charset, "utf-8"):
        try:
            return content.decode(encoding or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


def read_text(content: bytes, search: Search, depth: int) -> None:
    search.look(ways_of(decoded(content)))


def read_html(content: bytes, search: Search, depth: int) -> None:
    search.look(xml_words.html_texts(decoded(content)))


def read_xml(content: bytes, search: Search, depth: int) -> None:
    read_part_xml(content, search, {})


def read_part_xml(content: bytes, search: Search, shared: dict[str, str]) -> None:
    root = xml_words.root_of(content) if len(content) <= XML_MAX else None
    if root is not None:
        search.look(xml_words.xml_texts(root, shared))
        search.whole = search.whole and not (search.numbers and xml_words.has_numbers(root))
    if root is None or not xml_words.is_whole(root):
        read_raw(content, search, 0)
        search.look([re.sub(r"<[^<>]*>", "", decoded(content))])


def read_zip(content: bytes, search: Search, depth: int) -> None:
    """Word, Excel, PowerPoint and OpenDocument: each member; a document in it as if it lay beside it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = [info.filename for info in members]
            if len(members) > MEMBERS_MAX or len(set(names)) < len(names):
                search.whole = False
            search.look([*names, archive.comment.decode("utf-8", "replace")])
            shared = shared_strings(archive, search)
            for info in members[:MEMBERS_MAX]:
                read_member(archive, info, search, shared, depth)
    except BROKEN:
        search.whole = False


def read_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, search: Search, shared: dict[str, str], depth: int
) -> None:
    with archive.open(info) as file:
        content = file.read(max(search.left, 0) + 1)
    if not info.filename.lower().endswith(XML):
        read(content, info.filename, search, depth + 1)
    elif search.spend(len(content)):
        read_part_xml(content, search, shared)


def shared_strings(archive: zipfile.ZipFile, search: Search) -> dict[str, str]:
    """Of Excel, whose cells name their texts by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return {}
    with archive.open("xl/sharedStrings.xml") as file:
        content = file.read(XML_MAX + 1)
    root = xml_words.root_of(content) if len(content) <= XML_MAX else None
    search.whole = search.whole and root is not None
    return {} if root is None else xml_words.strings_of(root)


def read_mail(content: bytes, search: Search, depth: int) -> None:
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        try:
            search.look([xml_words.NO_TEXT.join(str(value) for value in part.values())])
            search.whole = search.whole and not part.defects
            if not part.is_multipart():
                read_body(part, search, depth)
        except ODD_MAIL:  # Python's own reader of headers fails on some
            read_raw(content, search, depth)


def read_body(part: EmailMessage | Message, search: Search, depth: int) -> None:
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    name, kind = part.get_filename() or "", part.get_content_type()
    search.look([name])
    if name or not kind.startswith("text/"):
        read(body, name, search, depth + 1)
    elif search.spend(len(body)):
        text = decoded(body, part.get_content_charset())
        search.look(xml_words.html_texts(text) if kind == "text/html" else ways_of(text))


def ways_of(text: str) -> Iterable[str]:
    """As it is; the cells of a CSV; lines that a mail broke and quoted, a word that is broken off, and folded lines."""
    yield text
    yield text.translate(str.maketrans(";,|", "   ", '"'))
    yield " ".join(line.lstrip("> ") for line in text.splitlines())
    yield re.sub(r"-[ \t]*\r?\n[ \t]*", "", text)
    yield re.sub(r"\r?\n[ \t]", "", text)
