"""Reading pages as a browser would."""

import re
from collections.abc import Iterator
from typing import Any

import lxml.html


def fields_of(response: Any, holds: str = "version") -> dict[str, Any]:
    """What a browser would send back from the form with such a field, without its CSRF token; of a name that
    stands in it more than once, a list."""
    versioned = f"//form[@method='post' and .//input[contains(@name, '{holds}')]]"
    form, *_ = lxml.html.fromstring(response.text).xpath(versioned)
    found: dict[str, list[str]] = {}
    for name, value in sent_by(form):
        found.setdefault(name, []).append(value)
    found.pop("csrfmiddlewaretoken", None)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def sent_by(form: Any) -> Iterator[tuple[str, str]]:
    """As lxml's form_values, which takes a radio button with an empty value for `on`."""
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        kind = field.get("type", "text")
        if field.xpath("ancestor-or-self::*[@disabled]") or kind in ("submit", "button", "file"):
            continue
        if kind in ("radio", "checkbox"):
            if field.get("checked") is not None:
                yield field.get("name"), field.get("value", "on")
        elif field.tag == "select":
            chosen = field.xpath(".//option[@selected]") or field.xpath(".//option")[:1]
            yield from ((field.get("name"), option.get("value", option.text or "")) for option in chosen)
        else:
            # A browser leaves the first line break of a textarea out.
            text = (field.text or "").removeprefix("\n") if field.tag == "textarea" else field.get("value", "")
            yield field.get("name"), text


def shown(response):
    """What a person reads, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def present(text: Any, *wanted: Any) -> list[Any]:
    """Those that are in it: compared with the ones that should be, a failure says which."""
    return [each for each in wanted if each in text]
