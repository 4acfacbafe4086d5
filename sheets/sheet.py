"""A table that is to become a file, and what a cell of it may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")

Cell = str | bool | int | float | Decimal | date | datetime | None


@dataclass(frozen=True)
class Sheet:
    naam: str  # at most 31 characters, as Excel has it
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    filters: bool = True  # no use above a list of remarks


def local(moment: datetime) -> datetime:
    """As the clock on the wall said, whole seconds. What has no zone is taken as it is."""
    return (moment.astimezone(HERE) if moment.tzinfo else moment).replace(microsecond=0)


def ja_nee(value: bool) -> str:
    return "ja" if value else "nee"
