"""Fields of which the text is printed: what the PDF cannot show of it is said under the field, and refuses nothing."""

from django import template
from django.forms import BaseForm, BoundField

from printing.text import boxes

NAMED = 12  # a whole text in another script is named by its first signs
register = template.Library()


def goes_into_plan(form: BaseForm, *names: str) -> None:
    """Of these fields of `form`, static/js/signs.js says it while one types, and components/form_field.html after."""
    for name in names:
        form.fields[name].in_plan = True  # type: ignore[attr-defined]
        form.fields[name].widget.attrs["data-printed"] = True


@register.filter(name="boxes")
def boxes_in(field: BoundField) -> str:
    """What the text in a field has that the PDF cannot show, as `♀ 😀`; empty when there is nothing."""
    value = field.value()
    found = boxes(value) if isinstance(value, str) else []
    return " ".join(found[:NAMED]) + (" …" if len(found) > NAMED else "")
