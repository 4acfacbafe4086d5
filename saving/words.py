"""Values in the words of the page."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format

from saving.fields import number

EMPTY = "leeg"


def words(field: forms.Field, value: Any) -> str:
    """A stored value (as JSON) of a form field: labels for choices, ja and nee, dates and numbers as one writes."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if value in (None, "", []):
        return EMPTY
    say = next((say for kind, say in SAID.items() if isinstance(field, kind)), as_it_is)
    try:
        return say(field, value)
    except (ValueError, ArithmeticError):  # of a revision from before the field became what it is
        return str(value)


def row_in_words(field: Any, value: Any) -> str:
    found = field.queryset.filter(pk=value).first()
    return str(field.label_from_instance(found)) if found else EMPTY


def choices_in_words(field: Any, value: Any) -> str:
    known, gone = labels(field), getattr(field, "gone", "")  # what a field says of a choice that is no more
    return ", ".join(
        known.get(str(each), gone or str(each)) for each in (value if isinstance(value, list) else [value])
    )


def labels(field: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for value, label in field.choices:
        for each, name in label if isinstance(label, list | tuple) else [(value, label)]:
            found[str(each)] = str(name)
    return found


def number_in_words(field: forms.Field, value: Any) -> str:
    return str(value) if "jaar" in str(field.label).lower() else number(int(value))


def date_in_words(_field: forms.Field, value: Any) -> str:
    return date_format(date.fromisoformat(value), "j F Y")


def decimal_in_words(_field: forms.Field, value: Any) -> str:
    return number(Decimal(value))


def as_it_is(_field: forms.Field, value: Any) -> str:
    return str(value)


SAID: dict[type[forms.Field], Callable[[Any, Any], str]] = {  # the first that fits
    forms.ModelChoiceField: row_in_words,
    forms.ChoiceField: choices_in_words,
    forms.DateField: date_in_words,
    forms.DecimalField: decimal_in_words,
    forms.IntegerField: number_in_words,
}


def listed(names: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return " en ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
