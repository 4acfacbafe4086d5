"""Words in a PDF, as far as they stand in it as letters: its metadata, its remarks, and text in plain fonts.

No reading of a PDF: letters may be numbers of glyphs, or an image. So words that are not found here may still be in it;
but who made it, which nobody sees who opens it, usually is. Knows no objects, inflates within limits, and skips images
and fonts.
"""

import re
import zlib
from collections.abc import Callable, Iterator

STREAM = re.compile(rb"(?<!end)stream\r?\n")
WORDLESS = (b"/Image", b"/Length1", b"/FontFile")
STREAMS_MAX = 5_000
PART_MAX = 5_000_000
# A literal string, a string in hexadecimals, a jump within a line, and what begins another line.
TOKEN = re.compile(
    rb"\((?P<literal>(?:[^()\\]|\\.)*)\)|<(?P<hex>[0-9A-Fa-f\s]+)>|(?P<jump>-\d{3,})|(?P<line>T[dDm*]|ET|[/\]]\w+)",
    re.DOTALL,
)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pdf_texts(content: bytes, spend: Callable[[int], bool], left: Callable[[], int]) -> Iterator[str]:
    """Of each part that is packed, and of what is not; `spend` says whether there is room for so many bytes."""
    view, between, done = memoryview(content), [], 0
    for number, match in enumerate(STREAM.finditer(content)):
        end = content.find(b"endstream", match.end())
        if number > STREAMS_MAX or end < 0 or left() < 0:
            break
        if match.start() < done:  # in what is packed
            continue
        between.append(content[done : match.start()])
        done = end
        if not any(word in between[-1][-400:] for word in WORDLESS):
            part = inflated(view[match.end() : end])
            if part and spend(len(part)):
                yield strings_in(part)
                yield part.decode("utf-8", "replace")
    yield strings_in(b"".join([*between, content[done : done + PART_MAX]]))


def inflated(packed: memoryview) -> bytes:
    """Nothing for what is packed otherwise, or not at all, or is too large to be text."""
    try:
        part = zlib.decompressobj().decompress(packed, PART_MAX + 1)
    except zlib.error:
        return b""
    return part if len(part) <= PART_MAX else b""


def strings_in(part: bytes) -> str:
    """Its strings one after the other; a new line, or a jump as wide as a space, parts words."""
    texts = []
    for found in TOKEN.finditer(part):
        if found["literal"] is not None:
            texts.append(letters(ESCAPE.sub(unescaped, found["literal"])))
        elif found["hex"] is not None:
            digits = b"".join(found["hex"].split())
            texts.append(letters(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())))
        else:
            texts.append(" ")
    return "".join(texts)


def unescaped(match: re.Match[bytes]) -> bytes:
    what = match[1]
    if what[:1].isdigit():
        return bytes([int(what, 8) & 255])
    return b"" if what.endswith(b"\n") else ESCAPED.get(what, what)


def letters(string: bytes) -> str:
    if string.startswith(b"\xfe\xff") or (len(string) > 1 and not any(string[::2])):
        return string.decode("utf-16-be", "replace")
    return string.decode("cp1252", "replace")
