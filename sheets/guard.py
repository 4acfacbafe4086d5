"""Text that a spreadsheet would take for the start of a formula. The only place that knows which.

https://owasp.org/www-community/attacks/CSV_Injection. What is invisible at the start is looked through, as programs
leave it out before they look; the wide signs are what some of them make into the plain ones.
"""

import re
import unicodedata

SIGNS = frozenset("=+-@＝＋－＠")
BREAKS = frozenset("\t\r\n")
# Where some program cuts a line, whatever stands around it: a CSV is made for one language and opened in another.
CUTS = re.compile(r"([;,\t\r\n])")


def looks_like_formula(text: str) -> bool:
    for character in text:
        if character in SIGNS or character in BREAKS:
            return True
        if not character.isspace() and unicodedata.category(character) not in {"Cf", "Cc"}:
            return False
    return False


def quoted(text: str) -> str:
    """For a file that has no types, such as CSV. Where a cell is text by its type, nothing is put before it."""
    first, *rest = CUTS.split(text)
    pieces = ["'" if looks_like_formula(text) else "", first]
    for cut, piece in zip(rest[::2], rest[1::2], strict=True):
        pieces += [cut, "'" if looks_like_formula(piece) else "", piece]
    return "".join(pieces)
