"""The key words of fixtures/trefwoorden.yaml, by the code of the place that they point at."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).resolve().parents[3] / "fixtures" / "trefwoorden.yaml"
DEELCRITERIUM = re.compile(r"^([A-Z]{2}-P\d-\d+)\.[a-z]$")


@dataclass(frozen=True)
class Word:
    """All of its parts, as regular expressions, must be found."""

    parts: frozenset[str]


@dataclass(frozen=True)
class Words:
    sterk: tuple[Word, ...] = ()
    zwak: tuple[Word, ...] = ()


def folded(text: str) -> str:
    """In small letters and without accents."""
    letters = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(char for char in letters if not unicodedata.combining(char))


def word_of(pattern: str) -> Word:
    return Word(frozenset(rf"(?<!\w){part_of(part)}(?!\w)" for part in pattern.split("&")))


def part_of(pattern: str) -> str:
    """`*` is any letters; a group in brackets is one of its words."""
    return re.sub(r"\s+", r"\\s+", pattern.strip()).replace("*", r"[\w-]*")


def literal_of(part: str) -> str:
    """Letters without which a part is nowhere, to look for first: that costs a hundredth. Empty when there are none."""
    fixed = re.sub(r"\([^)]*\)", " ", part.removeprefix(r"(?<!\w)").removesuffix(r"(?!\w)"))
    return max(re.split(r"\[\\w-\]\*|\\s\+|\s+", fixed), key=len)


@cache
def trefwoorden() -> dict[str, Words]:
    """Of the deelcriteria of a bouwsteen together."""
    found: dict[str, dict[str, list[Word]]] = {}
    for code, kinds in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        match = DEELCRITERIUM.match(code)
        place = found.setdefault(match[1] if match else code, {"sterk": [], "zwak": []})
        for kind, patterns in kinds.items():
            place[kind] += [word_of(str(pattern)) for pattern in patterns]
    return {code: Words(tuple(kinds["sterk"]), tuple(kinds["zwak"])) for code, kinds in found.items()}
