"""After a lost race: what I wrote beside what a colleague wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.forms import ModelForm


@dataclass(frozen=True)
class Difference:
    label: str
    mine: str
    theirs: str


def differences(form: ModelForm, current: Model, names: Iterable[str]) -> list[Difference]:
    """Of the fields in `names`, those that `form` and the row as it now is do not have in common."""
    return [
        Difference(str(form[name].label), shown(form.instance, name), shown(current, name))
        for name in names
        if getattr(form.instance, name) != getattr(current, name)
    ]


def shown(row: Model, name: str) -> str:
    """A field in words."""
    display = getattr(row, f"get_{name}_display", None)
    value: Any = display() if display else getattr(row, name)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value) if value not in (None, "") else "leeg"
