"""Text that our font can print and WeasyPrint can break.

The PDF embeds no other font than Source Sans 3, which has Latin, Greek and Cyrillic. What it lacks (Arabic, Chinese,
emoji) would come out as a different font on every machine, and on one without fonts as nothing: neither is PDF/A.

A word of 50,000 letters has no place to break, and WeasyPrint then lays out all that is left of it for every line: more
than the memory there is. It gets places that are not seen, and that are not in what somebody copies from the PDF.
"""

import json
import re
import unicodedata
from functools import cache
from itertools import chain
from pathlib import Path

from saving.signs import readable, typed

# What both the upright and the italic font have and Unicode names, and what SIGNS replaces, as ranges of code points. A
# browser, which knows no fonts of ours, reads it too (static/js/signs.js); a test compares it with the fonts.
GLYPHS = Path(__file__).resolve().parent.parent / "static" / "plan" / "glyphs.json"
MISSING = "□"
INVISIBLE = {"Cf", "Cc", "Mn", "Me"}  # direction and joining marks, controls, accents that belong to what is missing
KEPT = {"\n", "\t"}
MARKUP = set("<>&\"'")  # `＜` must not become the beginning of a tag
WORD_MAX = 60  # letters; the longest words of Dutch have some 45
PIECE = 10
ZERO_WIDTH_SPACE = "\u200b"
LETTER = r"(?:&[#\w]{1,32};|[^\s<>&])"
TAG_OR_LONG_WORD = re.compile(rf"""<(?:"[^"]*"|'[^']*'|[^"'>])*>|({LETTER}{{{WORD_MAX + 1},}})""")
# What a phone makes one sign of, such as a flag, a family, or a thumb with a colour: one box for all of it.
FLAG = r"[\U0001f1e6-\U0001f1ff]{2}"
TAIL = r"(?:[\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|\u200d[\u2190-\u2bff\U0001f000-\U0001ffff])"
SIGN = re.compile(rf"{FLAG}{TAIL}*|[^\x00-\xff]{TAIL}+")
PIECES = re.compile(rf"{LETTER}{{{PIECE}}}(?!$)")
END_OF_BLOCK = re.compile(r"(?<![ \t\n])[ \t\n]++(?=</(?:p|li|dt|dd|th|td|caption|h[1-6])>)")


def breakable(html: str) -> str:
    """`html` with a place to break in every word that is too long; not in tags, where it would change an address."""
    return TAG_OR_LONG_WORD.sub(
        lambda found: PIECES.sub(rf"\g<0>{ZERO_WIDTH_SPACE}", found[1]) if found[1] else found[0], html
    )


def tight(html: str) -> str:
    """`html` without spaces at the end of a block: where they alone do not fit, it breaks after the first word."""
    return END_OF_BLOCK.sub("", html)


def printable(html: str) -> str:
    """`html` with a box for each character that the font lacks, and without invisible ones, such as a bidi override."""
    html = SIGN.sub(lambda found: found[0][0], unicodedata.normalize("NFC", readable(html)))
    known = glyphs()
    return html.translate({ord(char): printed(char, known) for char in set(html) - KEPT if ord(char) not in known})


def boxes(text: str) -> list[str]:
    """What comes out as a box in the PDF, each once, whole as it was typed: a flag is one sign to its writer."""
    known = glyphs()
    found = (sign[0] for sign in re.finditer(rf"{SIGN.pattern}|.", unicodedata.normalize("NFC", typed(text))))
    return [sign for sign in dict.fromkeys(found) if ord(sign[0]) not in known and printed(sign[0], known) == MISSING]


@cache
def glyphs() -> set[int]:
    return {*chain.from_iterable(range(first, last + 1) for first, last in json.loads(GLYPHS.read_text())["glyphs"])}


def printed(char: str, known: set[int]) -> str:
    """`①` as `1` and `㎞` as `km`, as far as Unicode says that they are the same; else a box, or nothing."""
    if unicodedata.category(char) in INVISIBLE:
        return ""
    same = unicodedata.normalize("NFKC", char)
    is_safe = all(ord(part) in known and part not in MARKUP for part in same)
    return same if is_safe else MISSING
