"""Sentences and words of Dutch, from what a gemeente typed or from the Markdown of a passage."""

import re

from reports.document.checks.writing import ABBREVIATIONS

LINK = re.compile(r"\[([^\][]*)\]\([^)\s]{0,1000}\)")
BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+•]|\d{1,3}[.)]|#{1,6})\s)|\|")
MARK = re.compile(r"^\s*(?:(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>)\s+)+|\*\*?|__|^[\s:|-]+$", re.MULTILINE)
END = re.compile(r"(?<=[.!?…])[\"'’”)]*\s+(?=[\"'‘“(]*[A-ZÀ-Ý0-9])")
# What ends with a full stop and ends no sentence; an initial is one too.
ABBREVIATION = re.compile(rf"(?:^|[\s(])(?:[A-Z]|(?i:{'|'.join(map(re.escape, ABBREVIATIONS))}))\.$")
WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*")


def plain(text: str) -> list[str]:
    """The blocks of a text without its marks: paragraphs, items, headings and cells."""
    blocks = BLOCK.split(LINK.sub(r"\1", text))
    return [flat for block in blocks if (flat := " ".join(MARK.sub("", block).split()))]


def sentences(text: str) -> list[str]:
    return [sentence for block in plain(text) for sentence in split(block)]


def split(block: str) -> list[str]:
    found: list[str] = []
    for piece in END.split(block):
        if found and ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def words(sentence: str) -> list[str]:
    return WORD.findall(sentence)
