"""The fields of a form. Django draws each with four templates that include each other; these are the same, written out.

What stands in no table below is left to Django. tests/rendering/test_widgets.py compares the two letter by letter.
"""

from collections.abc import Callable
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeData

Widget = dict[str, Any]  # what a widget of Django tells its template


def written(value: Any) -> str:
    """As the filter `stringformat:'s'`, escaped unless it was declared safe."""
    return value if isinstance(value, SafeData) else escape(str(value))  # type: ignore[return-value]


def shown(value: Any) -> str:
    """As `{{ value }}`."""
    value = localize(value)
    return conditional_escape(value if isinstance(value, str) else str(value))


def attributes(widget: Widget) -> str:
    found = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{written(value)}"' for name, value in found
    )


def draw_input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{written(widget["value"])}"'
    return f'<input type="{shown(widget["type"])}" name="{shown(widget["name"])}"{value}{attributes(widget)}>'


def draw_textarea(widget: Widget) -> str:
    value = shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{shown(widget["name"])}"{attributes(widget)}>\n{value}</textarea>'


def draw_option(widget: Widget) -> str:
    return f'<option value="{written(widget["value"])}"{attributes(widget)}>{shown(widget["label"])}</option>\n'


def draw_select(widget: Widget) -> str:
    parts = []
    for name, options, _ in widget["optgroups"]:
        parts.append(f'\n  <optgroup label="{shown(name)}">' if name else "")
        parts += [f"\n  {draw_option(option)}" for option in options]
        parts.append("\n  </optgroup>" if name else "")
    return f'<select name="{shown(widget["name"])}"{attributes(widget)}>{"".join(parts)}\n</select>'


def draw_choice(widget: Widget) -> str:
    if not widget["wrap_label"]:
        return draw_input(widget)
    for_id = widget["attrs"].get("id")
    label = f'<label for="{shown(for_id)}">' if for_id else "<label>"
    return f"{label}{draw_input(widget)}\n {shown(widget['label'])}</label>"


INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox", "file")
DRAWINGS: dict[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{name}.html": draw_input for name in ("input", *INPUTS)},
    "django/forms/widgets/textarea.html": draw_textarea,
    "django/forms/widgets/select.html": draw_select,
    "django/forms/widgets/radio_option.html": draw_choice,
    "django/forms/widgets/checkbox_option.html": draw_choice,
}


class FormRenderer(DjangoTemplates):
    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        draw = DRAWINGS.get(template_name)
        return draw(context["widget"]).strip() if draw else super().render(template_name, context, request)
