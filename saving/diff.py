"""What differs between two texts, word by word. The only one in the house."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Beyond this the time goes up with the square; such a text is shown as taken out and put in whole.
WORDS_SQUARE_MAX = 4_000_000


@dataclass(frozen=True)
class Change:
    """A run of words: `same`, `new` (only in the new text) or `gone` (only in the old one)."""

    kind: str
    text: str


def word_diff(old: str, new: str, *, alike: float = 0) -> list[Change]:
    """With less than `alike` (0 to 1) in common, the one text is taken out and the other put in whole."""
    before, after = words(old), words(new)
    matcher = SequenceMatcher(None, [key(word) for word in before], [key(word) for word in after], autojunk=False)
    if len(before) * len(after) > WORDS_SQUARE_MAX or (alike and matcher.ratio() < alike):
        return changed(old, new)
    changes: list[Change] = []
    for kind, i, j, k, n in matcher.get_opcodes():
        if kind == "equal":
            changes.append(Change("same", "".join(after[k:n])))
        else:
            changes += changed("".join(before[i:j]), "".join(after[k:n]))
    return changes


def changed(old: str, new: str) -> list[Change]:
    return [Change(kind, text) for kind, text in (("gone", old), ("new", new)) if text]


def words(text: str) -> list[str]:
    """Each with the white space after it, so that a changed word is one change."""
    return re.findall(r"\S+\s*|\s+", text)


def key(word: str) -> str:
    """A word is the same at the end of a text as within it; a line break is a change, a space more is not."""
    return word.rstrip() + "\n" * word.count("\n")
