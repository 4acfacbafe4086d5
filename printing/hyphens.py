"""Places to break long words in the cells of tables, for browsers that know no Dutch: Chromium brings no dictionary.

A column is narrow, and without these a word breaks anywhere, with nothing to say that it goes on.
"""

import re
from functools import cache

import pyphen

CELL = re.compile(r"(<t[dh][ >].*?</t[dh]>)", re.DOTALL)
# Shorter words than of twelve letters fit in every column of ours.
TAG_OR_WORD = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^"'>])*>|&[#\w]+;|([^\W\d_]{12,})""")
SOFT_HYPHEN = "\xad"


def hyphenated(html: str) -> str:
    """`html` with soft hyphens in the long words of its tables: not seen, and no part of what somebody searches."""
    return CELL.sub(lambda cell: TAG_OR_WORD.sub(lambda found: broken(found[1]) or found[0], cell[0]), html)


def broken(word: str | None) -> str:
    return dutch().inserted(word, SOFT_HYPHEN) if word else ""


@cache
def dutch() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL", left=4, right=4)
