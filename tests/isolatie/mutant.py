"""A guard, and what to put in its place to see whether a test notices."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    guard: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]
    changes_database: bool = False
