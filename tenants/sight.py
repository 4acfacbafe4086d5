"""What people see as the same text, though the characters differ: for wiping, searching and comparing.

One definition. `seen` folds a text; `pattern_of` makes the regular expression that finds it in text as it was typed.
The same table stands in the database (`wissing_pattern`, tenants/migrations/0006); a test holds the two equal. Whoever
changes it writes a migration that makes that function anew. Knows nothing of Django.
"""

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from html.entities import codepoint2name
from itertools import permutations

# Seen as nothing: Default_Ignorable_Code_Point of Unicode, annotation marks, and controls that are no white space. Not
# NUL, which no text here can hold.
NOTHING_RANGES = (
    *((0x01, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C)),
    *((0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F)),
    *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
SAME = {"'": "’‘‚‛′ʼʹ´`＇", '"': "“”„‟″＂", "-": "‐‑‒–—―−﹘﹣－"}
LIGATURES = {
    **{"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "ij", "ß": "ss"},
    **{"ẞ": "ss", "Ǆ": "dž", "ǅ": "dž", "ǆ": "dž", "Ǉ": "lj", "ǈ": "lj", "ǉ": "lj", "Ǌ": "nj", "ǋ": "nj", "ǌ": "nj"},
    **{"Ǳ": "dz", "ǲ": "dz", "ǳ": "dz", "…": "...", "‥": "..", "İ": "i\u0307"},
}
MARKS_RANGES = ((0x300, 0x34E), (0x350, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F))
# Where letters have case or another width; the rest (ideographs, Hangul, signs) is only itself.
LETTERS = (*range(0x21, 0x2000), *range(0x2070, 0x2400), *range(0x2C00, 0x2E00), *range(0xA640, 0xAC00))
WIDE = (*range(0xFF00, 0xFFEF), *range(0x10400, 0x10450), *range(0x1D400, 0x1D800))


def ranges(pairs: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"{escape(chr(a))}-{escape(chr(b))}" if a < b else escape(chr(a)) for a, b in pairs)


def escape(text: str) -> str:
    """As both Python and PostgreSQL write characters in a regular expression."""
    return "".join(char if char.isalnum() else f"\\U{ord(char):08X}" for char in text)


NOTHING = ranges(NOTHING_RANGES)
INVISIBLE = re.compile(f"[{NOTHING}]")
WHITE = re.compile(f"[{escape(SPACES)}]+")
MARKUP = "*~\\"  # emphasis is not seen where a text is Markdown
LATER = "\ue001"  # in `units`, before what takes no character, so that it cannot come first
GAP = "\ue000"  # in `units`, for BETWEEN, which is long
BACKSLASH = escape("\\")
# What nobody sees, also as HTML and JSON write it: the soft hyphen, and what has no width.
WRITTEN_NOTHING = (
    "&(?:shy|zwj|zwnj|lrm|rlm|#0*(?:173|820[3-7]|8288|65279)|#[xX]0*(?:[aA][dD]|200[b-fB-F]|2060|[fF][eE][fF][fF]));?"
    f"|{BACKSLASH}+u(?:00[aA][dD]|200[b-fB-F]|2060|[fF][eE][fF][fF])"
)
BETWEEN = f"(?:[{NOTHING}{escape(MARKUP)}]|{WRITTEN_NOTHING})*"
WRITTEN_SPACE = (  # as in an address, in HTML and in JSON
    "%20|%[cC]2%[aA]0"
    "|&(?:nbsp|ensp|emsp|thinsp|#0*(?:9|10|13|32|160|8239)|#[xX]0*(?:9|[aA]|[dD]|20|[aA]0|202[fF]));?"
    f"|{BACKSLASH}+(?:[nrt]|u0020|u00[aA]0|u202[fF])"
)
SPACE = f"(?:[{escape(SPACES)}{escape('_+')}]|{WRITTEN_SPACE})"
AFTER = f"(?!{BETWEEN}[{ranges(MARKS_RANGES)}])"  # é is no e


@lru_cache(maxsize=4096)
def seen_char(char: str) -> str:
    """How one character is seen: a small letter of normal width, a straight quote, a hyphen, a space, or nothing."""
    if INVISIBLE.match(char):
        return ""
    if char in SPACES:
        return " "
    if char in LIGATURES:
        return LIGATURES[char]
    plain = next((to for to, others in SAME.items() if char in others), char)
    wide = unicodedata.normalize("NFKC", plain)
    folded = (wide if len(wide) == 1 else plain).casefold()
    return folded if len(folded) == 1 and not INVISIBLE.match(folded) and folded not in SPACES else plain


def seen(text: str) -> str:
    """The text as people see it; two texts that look the same are the same."""
    composed = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", WHITE.sub(" ", "".join(map(seen_char, composed))).strip())


def visible(text: str) -> str:
    """The text as it was typed, without what nobody sees."""
    return INVISIBLE.sub("", text)


@cache
def units() -> dict[str, str]:
    """What to look for, for each letter or sign that may stand in a text that was folded."""
    written: defaultdict[str, set[str]] = defaultdict(set)
    for code in (*LETTERS, *WIDE):
        if unicodedata.category(char := chr(code)) != "Cn" and char not in LIGATURES and (to := seen_char(char)) != " ":
            written[to].add(char)
    for to, others in SAME.items():
        written[to].update(others, to)
    written.pop("", None)
    found = {unit: one(unit, written) for unit in sorted(written)}
    return {unit: pattern for unit, pattern in found.items() if pattern != escape(unit)} | {" ": spaces()}


def spaces() -> str:
    return f"{SPACE}(?:{GAP}{SPACE})*"


def one(unit: str, written: dict[str, set[str]]) -> str:
    """In each of its forms; with its accents apart; as the first of letters that are one character, or after those.

    Of `fi` the f may be ﬁ, and the i may then be nothing. In a text with such a character that finds a little more than
    people see (`fx` in ﬁx), never less.
    """
    first = {char for char, to in LIGATURES.items() if to.startswith(unit)}
    later = {char for char, to in LIGATURES.items() if unit in to[1:]}
    typed = written[unit] | first
    options = [*with_marks(unit, written), *encoded(typed), *escaped(typed), chars(typed)]
    behind = [*encoded(later), *([chars(later)] if later else [])]
    return "|".join(options) + "".join(f"{LATER}|(?<={before})" for before in behind)


def with_marks(unit: str, written: dict[str, set[str]]) -> list[str]:
    base, *marks = list(unicodedata.normalize("NFD", unit))
    found = []
    for order in sorted(set(permutations(marks))):
        if unicodedata.normalize("NFC", base + "".join(order)) == unit:
            for cut in range(len(order)):
                start = unicodedata.normalize("NFC", base + "".join(order[:cut]))
                if len(start) == 1 and start in written:
                    typed = f"(?:{'|'.join([*escaped(written[start]), chars(written[start])])})"
                    found.append(GAP.join([typed, *map(mark, order[cut:])]))
    return list(dict.fromkeys(found))


def mark(char: str) -> str:
    return f"(?:{'|'.join([escape(char), *encoded({char}), *escaped({char})])})"


def chars(found: set[str]) -> str:
    inside = escape("".join(sorted(found)))
    return f"[{inside}]" if len(found) > 1 else inside


def encoded(found: set[str]) -> list[str]:
    """As they stand in an address; letters without accents stay as they are there."""
    signs = "".join(SAME.values())
    plain = [c for c in sorted(found) if not (c.isascii() and c.isalnum()) and (ord(c) < 0x370 or c in signs)]
    return ["".join(f"%{hexadecimal(byte)}" for byte in c.encode()) for c in plain]


def escaped(found: set[str]) -> list[str]:
    """As HTML and JSON may write them: `&eacute;`, `&#233;`, `&#xE9;` and `\\u00e9`, which a page can show as é."""
    codes = sorted(ord(char) for char in found if ord(char) < 0x370 or char in "".join(SAME.values()))
    if not codes:
        return []
    names = [name for code in codes if (name := codepoint2name.get(code))]
    numbers = f"#0*(?:{'|'.join(map(str, codes))})", f"#[xX]0*(?:{'|'.join(map(hexadecimal, codes))})"
    json = f"{BACKSLASH}+u(?:{'|'.join(hexadecimal(code, 4) for code in codes)})"
    return [f"&(?:{'|'.join([*names, *numbers])});?", json]


def hexadecimal(number: int, width: int = 2) -> str:
    return "".join(f"[{digit}{digit.lower()}]" if digit.isalpha() else digit for digit in f"{number:0{width}X}")


def pattern_of(words: str) -> re.Pattern[str]:
    """Finds the words in a text as it was typed, as people see them."""
    return re.compile(expression(words))


def expression(words: str) -> str:
    known = units()
    found = [known.get(unit) or f"\\U{ord(unit):08X}" for unit in folded(words)]
    found = [option.partition(LATER)[0] for option in found[:1]] + [option.replace(LATER, "") for option in found[1:]]
    return GAP.join(f"(?:{option})" for option in found).replace(GAP, BETWEEN) + AFTER


def folded(words: str) -> str:
    """As the database wants words that it is to find."""
    return seen("".join(char for char in words if char not in MARKUP))
