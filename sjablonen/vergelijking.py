"""What differs between two texts of one passage, word by word."""

import re

from saving import diff
from saving.diff import Change


def word_diff(old: str, new: str) -> list[Change]:
    return diff.word_diff(unwrapped(old), unwrapped(new))


def unwrapped(text: str) -> str:
    """Paragraphs and items as one line each: the fixture breaks its lines, a writer and a comparison do not."""
    return re.sub(r"(?<![\n|])\n[ \t]*(?![ \t\n|]|(?:[-*+]|\d+[.)]|#+)\s)", " ", text.strip())
