"""Reading pages as a browser would."""

from typing import Any

import lxml.html


def fields_of(response: Any) -> dict[str, Any]:
    """What a browser would send back from the form on the page that writes, without its CSRF token; of a name that
    stands in it more than once, a list."""
    forms = lxml.html.fromstring(response.text).xpath("//form[@method='post' and .//input[@name='version']]")
    found: dict[str, Any] = {}
    for name, value in (forms or [None])[0].form_values():
        found[name] = (
            [*found[name], value]
            if isinstance(found.get(name), list)
            else ([found[name], value] if name in found else value)
        )
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}
