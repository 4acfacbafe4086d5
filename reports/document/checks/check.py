"""One standing check: what it looks for, in words for who wrote the plan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.document.checks.reading import Reading
from reports.document.checks.remark import Found


@dataclass(frozen=True)
class Check:
    code: str
    titel: str  # above its remarks
    advice: str  # why it matters, and what to do
    find: Callable[[Reading], Iterable[Found]]


@dataclass(frozen=True)
class Subject:
    """Checks that stand together on the page."""

    code: str
    titel: str
    checks: tuple[Check, ...]
