"""What differs between two texts of one passage, word by word."""

import difflib
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A run of words: `same`, `new` (only in the new text) or `gone` (only in the old one)."""

    kind: str
    text: str


def word_diff(old: str, new: str) -> list[Change]:
    before, after = words(old), words(new)
    changes = []
    for kind, i, j, k, n in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            changes.append(Change("same", "".join(before[i:j])))
            continue
        changes += [Change("gone", "".join(before[i:j]))] if j > i else []
        changes += [Change("new", "".join(after[k:n]))] if n > k else []
    return changes


def unwrapped(text: str) -> str:
    """Paragraphs and items as one line each: the fixture breaks its lines, a writer and a comparison do not."""
    return re.sub(r"(?<![\n|])\n[ \t]*(?![ \t\n|]|(?:[-*+]|\d+[.)]|#+)\s)", " ", text.strip())


def words(text: str) -> list[str]:
    """Each with the white space after it, so that a changed word is one change."""
    return re.findall(r"\S+\s*|\s+", unwrapped(text))
