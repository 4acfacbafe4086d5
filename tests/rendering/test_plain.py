from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from django.utils.safestring import mark_safe

from accounts.models import Gebruiker
from rendering.plain import is_plain


class Mark(StrEnum):
    NIEUW = "nieuw"


@dataclass(frozen=True)
class Text:
    titel: str
    kort: bool = False
    parts: tuple[object, ...] = ()


@dataclass(frozen=True)
class Actie:
    wat: str
    pk: int = field(default=0, compare=False)


@dataclass
class Loose:
    titel: str


@pytest.mark.parametrize(
    "value",
    [
        *(
            "a",
            mark_safe("a"),
            1,
            True,
            None,
            date(2026, 1, 1),
            datetime(2026, 1, 1, tzinfo=UTC),
            UUID(int=1),
            Mark.NIEUW,
        ),
        *(("a", 1, None), Text("a", kort=True), Text("a", parts=(Text("b"),))),
    ],
)
def test_is_plain(value):
    assert is_plain([value])


@pytest.mark.parametrize(
    "value",
    [
        *(["a"], {"a": 1}, {1}, 1.0, Decimal("1.00"), object(), b"a", Gebruiker(), Loose("a")),
        Actie("a"),  # two of them are equal, though their ids differ
        *((True,), (1.0,), (mark_safe("a"),), (Mark.NIEUW,), (["a"],), (Gebruiker(),)),
        *(Text(mark_safe("a")), Text(True), Text("a", parts=(True,)), Text("a", parts=(Actie("a"),))),
        "a" * 20_001,
    ],
)
def test_is_not_plain(value):
    assert not is_plain([value])


def test_is_plain_counts_all_letters_together():
    assert (is_plain(["a" * 10_000] * 2), is_plain(["a" * 10_000] * 3)) == (True, False)
