"""How a standard text is written: what a writer is told, and what the fixtures are held to."""

import re

WORDS_MAX = 18


def sentences(tekst: str) -> list[str]:
    """Without the addresses of links; an item of a list is a sentence, or more than one."""
    flat = re.sub(r"\]\(https\S+?\)", "", tekst).replace("*", "")
    flat = re.sub(r"\n(?!\n|- |\d+\. )\s*", " ", flat)
    return re.split(r"(?<=[.?!])\s+(?=[A-ZÉ(])|\n+(?:- |\d+\. )?", flat)


def long_sentences(tekst: str) -> list[str]:
    return [sentence for sentence in sentences(tekst) if len(sentence.split()) > WORDS_MAX]
