"""Every address of Kompas, from the resolver: the one place where tests walk it."""

import re
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

PUBLIC, TENANT = "kompas.urls_public", "kompas.urls_tenant"
PARAMETER = r"<(?:(\w+):)?(\w+)>"


@dataclass(frozen=True)
class Address:
    urlconf: str
    route: str
    name: str
    view: str  # dotted path; all of allauth's class-based views are called `view`
    callback: Any

    @property
    def is_regex(self) -> bool:
        return "(?P<" in self.route

    def path(self, values: dict[str, str]) -> str:
        """The address with its parameters filled in: by `route name`, by name alone, or by kind."""
        if self.is_regex:
            return "/" + values[self.name]
        return "/" + re.sub(PARAMETER, lambda found: self.value(found, values), self.route)

    def value(self, found: re.Match[str], values: dict[str, str]) -> str:
        kind, name = found.groups()
        for key in (f"{self.view} {name}", f"{self.view.rpartition('.')[0]} {name}", kind or "str"):
            if key in values:
                return values[key]
        raise KeyError(f"{self.view} {name}: say in tests/normen/world.py what it is")


def walk(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern, route
        else:
            yield from walk(pattern.url_patterns, route)


def addresses(urlconf: str) -> list[Address]:
    """All that can be reached: of two patterns with one route, Django takes the first."""
    found: dict[str, Address] = {}
    for pattern, route in walk(get_resolver(urlconf).url_patterns):
        view = f"{pattern.callback.__module__}.{pattern.callback.__name__}"
        found.setdefault(route, Address(urlconf, route, pattern.name or "", view, pattern.callback))
    return list(found.values())


def all_addresses() -> list[Address]:
    return [*addresses(PUBLIC), *addresses(TENANT)]
