"""People of the demo in a browser of plain HTTP: every page must answer 200, and a form is sent as it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import lxml.html

from tests.chaos.people import Browser, Unclear
from tests.pages import sent_by, shown

SEVERAL = 5  # redirects


class Wrong(Exception):
    """What should not happen, in words for whoever reads the table."""


@dataclass(frozen=True)
class Page:
    path: str
    status: int
    kind: str
    text: str

    @property
    def is_html(self) -> bool:
        return self.kind.startswith("text/html")

    @property
    def words(self) -> str:
        return shown(self)

    def forms(self) -> Iterator[Any]:
        yield from lxml.html.fromstring(self.text).xpath("//form[translate(@method, 'POST', 'post') = 'post']")

    def links(self) -> list[str]:
        return [str(href) for href in lxml.html.fromstring(self.text).xpath("//a[@href]/@href")]

    def options(self, name: str) -> dict[str, str]:
        """Value by label, of a select."""
        found = lxml.html.fromstring(self.text).xpath(f"//select[@name='{name}']//option")
        return {" ".join(option.text_content().split()): option.get("value", "") for option in found}


class Visitor:
    """Somebody on one host."""

    def __init__(self, browser: Browser, name: str, login: Browser | None = None) -> None:
        self.browser, self.name, self.login = browser, name, login or browser
        self.pages = 0

    def at(self, slug: str) -> Self:
        """The same login in a gemeente, or in another one."""
        return type(self)(self.login.at(slug), f"{self.name.partition(' in ')[0]} in {slug}", self.login)

    def get(self, path: str, status: int = 200) -> Page:
        return self.follow("GET", path, None, status)

    def post(self, path: str, status: int = 200, **values: Any) -> Page:
        """Without its form."""
        return self.follow("POST", path, values, status)

    def submit(self, path: str, *, to: str = "", holds: str = "", status: int = 200, **values: Any) -> Page:
        """Open the page, and send its form with what differs. `to`: how the address of the form ends; `holds`: a field
        that it has."""
        page = self.get(path)
        for form in page.forms():
            action = urljoin(path, form.get("action") or path)
            names = {field.get("name") for field in form.xpath(".//*[@name]")}
            if (not to or action.endswith(to)) and (not holds or holds in names):
                return self.follow("POST", action, filled(form) | values, status)
        raise Wrong(f"{self.name}: op {path} staat geen formulier {to or holds}")

    def follow(self, method: str, path: str, data: dict[str, Any] | None, status: int | None = None) -> Page:
        """Where it leads; with the status that it must have."""
        page = self.send(method, path, data)
        for _ in range(SEVERAL):
            if page.status not in (301, 302, 303):
                break
            page = self.send("GET", page.text, None)
        if status and page.status != status:
            raise Wrong(f"{self.name}: {method} {path} gaf {page.status} op {page.path}")
        return page

    def send(self, method: str, path: str, data: dict[str, Any] | None) -> Page:
        """Of a redirect, the text is where it goes."""
        self.pages += 1
        try:
            found, headers, text = self.browser.send(method, path, data)
        except Unclear as error:
            raise Wrong(f"{self.name}: {method} {path} gaf {error}") from error
        if token := re.search(r'<meta name="csrf-token" content="(\w+)"', text):
            self.browser.token = token[1]  # where a page has no form
        if location := headers.get("Location"):
            parts = urlsplit(location)
            if parts.hostname and parts.hostname != self.browser.host:
                return Page(path, 200, "elders", location)
            text = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return Page(path, found, headers.get("Content-Type", ""), text)


def filled(form: Any) -> dict[str, Any]:
    """What a browser would send of it; of a name that stands in it more than once, a list."""
    found: dict[str, list[str]] = {}
    for name, value in sent_by(form):
        found.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def enter(host: str, port: int, rol: str, slug: str = "") -> Visitor:
    """By the one click of the demo; of a role in a gemeente, on her host."""
    visitor = Visitor(Browser(host, port), rol)
    visitor.get("/")
    page = visitor.send("POST", "/demo/inloggen/", {"rol": rol, "gemeente": slug})
    if page.status != 302:
        raise Wrong(f"{rol} {slug} kan niet inloggen: {page.status}")
    return visitor.at(slug) if slug else visitor
