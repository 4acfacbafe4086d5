"""Values of which two that are equal are the same to the last letter: what was made of one serves for the other.

A row of the database is none: rows are equal when their ids are. Nor is a list, which changes; nor is a Decimal, of
which 1.0 and 1.00 are equal. At the top 1 and True, or a text and one that was declared safe, are told apart by who
asks (`typed`); within a tuple or a dataclass nobody does, so there only one of each is let in.
"""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

LONGEST = 20_000  # characters of what is given; what is longer is not worth the memory
INNER = {str, int, NoneType, date, datetime, UUID}
PLAIN = {*INNER, bool, SafeString}


def is_plain(values: Iterable[Any]) -> bool:
    length = 0
    for value in values:
        kind = type(value)
        if kind is str or kind is SafeString:
            length += len(value)
        elif kind not in PLAIN and not isinstance(value, Enum) and not is_plain_inside(value):
            return False
    return length <= LONGEST


def is_plain_inside(value: Any) -> bool:
    kind = type(value)
    if kind in INNER:
        return True
    if kind is tuple:
        return all(map(is_plain_inside, value))
    names = fields_of(kind)  # type: ignore[arg-type]  # a class is hashable
    if names is None:
        return False
    return all(type(part := getattr(value, name)) is declared or is_plain_inside(part) for name, declared in names)


@cache
def fields_of(kind: type) -> tuple[tuple[str, type | None], ...] | None:
    """The fields of a frozen dataclass that compares all it has, those of a truth value with that; else None."""
    if not is_dataclass(kind) or not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        return None
    if not all(field.compare for field in fields(kind)):
        return None
    return tuple((field.name, bool if field.type in (bool, "bool") else None) for field in fields(kind))
