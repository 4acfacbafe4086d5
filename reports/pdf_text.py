"""Text that our font can print. Only the process of pdf_child.py loads this.

The PDF embeds no other font than Source Sans 3, which has Latin, Greek and Cyrillic. What it lacks (Arabic, Chinese,
emoji) would come out as a different font on every machine, and on one without fonts as nothing: neither is PDF/A.
"""

import unicodedata
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


def printable(html: str) -> str:
    """`html` with a box for each character that the font lacks, and without invisible ones, such as a bidi override."""
    html = unicodedata.normalize("NFC", html)
    known = glyphs()
    return html.translate({ord(char): printed(char, known) for char in set(html) - KEPT if ord(char) not in known})


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
