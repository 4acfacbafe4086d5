"""Text that our font can print and WeasyPrint can break. Only the process of child.py loads this.

The PDF embeds no other font than Source Sans 3, which has Latin, Greek and Cyrillic. What it lacks (Arabic, Chinese,
emoji) would come out as a different font on every machine, and on one without fonts as nothing: neither is PDF/A.

A word of 50,000 letters has no place to break, and WeasyPrint then lays out all that is left of it for every line: more
than the memory there is. It gets places that are not seen, and that are not in what somebody copies from the PDF.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent / "fonts"
UPRIGHT, ITALIC = FONTS / "SourceSans3VF-Upright.ttf", FONTS / "SourceSans3VF-Italic.ttf"
MISSING = "□"
INVISIBLE = {"Cf", "Cc", "Mn", "Me"}  # direction and joining marks, controls, accents that belong to what is missing
UNNAMED = {"Cc", "Co", "Cs", "Cn"}  # PDF/A wants to know what each glyph means: for these Unicode does not say
BYTE_ORDER_MARK = 0xFEFF  # forbidden by name
KEPT = {"\n", "\t"}
MARKUP = set("<>&\"'")  # `＜` must not become the beginning of a tag
WORD_MAX = 60  # letters; the longest words of Dutch have some 45
PIECE = 10
ZERO_WIDTH_SPACE = "\u200b"
LETTER = r"(?:&[#\w]{1,32};|[^\s<>&])"
TAG_OR_LONG_WORD = re.compile(rf"""<(?:"[^"]*"|'[^']*'|[^"'>])*>|({LETTER}{{{WORD_MAX + 1},}})""")
PIECES = re.compile(rf"{LETTER}{{{PIECE}}}(?!$)")


def breakable(html: str) -> str:
    """`html` with a place to break in every word that is too long; not in tags, where it would change an address."""
    return TAG_OR_LONG_WORD.sub(
        lambda found: PIECES.sub(rf"\g<0>{ZERO_WIDTH_SPACE}", found[1]) if found[1] else found[0], html
    )


def printable(html: str) -> str:
    """`html` with a box for each character that the font lacks, and without invisible ones, such as a bidi override."""
    html = unicodedata.normalize("NFC", html)
    known = glyphs()
    return html.translate({ord(char): printed(char, known) for char in set(html) - KEPT if ord(char) not in known})


@cache
def glyphs() -> set[int]:
    """What both the upright and the italic font can print, as code points."""
    both = code_points(UPRIGHT) & code_points(ITALIC)
    return {code for code in both if unicodedata.category(chr(code)) not in UNNAMED and code != BYTE_ORDER_MARK}


def code_points(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def printed(char: str, known: set[int]) -> str:
    """`①` as `1` and `㎞` as `km`, as far as Unicode says that they are the same; else a box, or nothing."""
    if unicodedata.category(char) in INVISIBLE:
        return ""
    same = unicodedata.normalize("NFKC", char)
    is_safe = all(ord(part) in known and part not in MARKUP for part in same)
    return same if is_safe else MISSING
