"""The requests of people at work, timed in one tree of Kompas: this one, or an older one for `beside.py`.

Asks nothing of the tree but what every version has: pages with forms, Django and `local.stack`. A form is read from its
page and sent back with one text changed, so that it may have other fields in each tree.
"""

import http.client
import json
import os
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

DATABASE = "kompas_beside"
SLUGS = ("stadskanaal", "voorbeeldstad", "voorbeelddijk", "voorbeeldwaard", "voorbeeldrecht")
BOUWSTEEN, PLAN = "/zelfevaluatie/SV-P1-1/", "/beleidsplan/"
READS = {
    "bouwsteen_ms": BOUWSTEEN,
    "overview_ms": "/",
    "zelfevaluatie_ms": "/zelfevaluatie/",
    "acties_ms": "/acties/",
    "plan_preview_ms": PLAN,
}
WRITES = {"save_answer_ms": "plan_zin", "passage_save_ms": "tekst"}
EIGHT = ("BB-P1-1", "BB-P1-2", "BB-P1-3", "SV-P1-1", "SV-P1-2", "SV-P1-3", "AB-P1-1", "AB-P1-2")
HTMX = {"HX-Request": "true"}


@dataclass
class Form:
    """What a browser would send: the names with their values."""

    action: str
    data: dict[str, list[str]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def write(self, name: str) -> "Form":
        """Another text in that field than anybody sent before."""
        self.data[name] = [f"Wij leggen vast wie wat doet. Ronde {time.time_ns()}."]
        return self

    def renew(self, answer: str) -> None:
        """What the answer to a save gives the page for the next one, such as its version."""
        reader = Forms(answer)
        for name in self.hidden & reader.loose.keys() - {"csrfmiddlewaretoken"}:
            self.data[name] = reader.loose[name]


class Forms(HTMLParser):
    """The forms of a page; `loose` has the hidden fields wherever they stand."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.loose: dict[str, list[str]] = {}
        self._ids: dict[str, Form] = {}
        self._inside: Form | None = None
        self._text: tuple[Form, str] | None = None
        self._select: tuple[Form, str, list[str], bool] | None = None
        self.feed(page)

    def with_field(self, name: str) -> Form:
        return next(form for form in self.forms if name in form.data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin(has)
        elif tag == "option" and self._select:
            self._option(has)
        elif has.get("name") and "disabled" not in has:
            if tag == "input" and has.get("type") == "hidden":
                self.loose[has["name"]] = [has.get("value", "")]
            form = self._ids.get(has["form"]) if "form" in has else self._inside
            if form and tag in {"input", "textarea", "select"}:
                self._field(form, tag, has["name"], has)

    def _begin(self, has: dict[str, str]) -> None:
        self._inside = Form(has.get("action") or has.get("hx-post", ""))
        self.forms.append(self._inside)
        if "id" in has:
            self._ids[has["id"]] = self._inside

    def _field(self, form: Form, tag: str, name: str, has: dict[str, str]) -> None:
        if tag == "input":
            self._input(form, name, has)
        elif tag == "textarea":
            self._text = form, name
            form.data[name] = [""]
        else:
            self._select = form, name, [], "multiple" in has

    def _input(self, form: Form, name: str, has: dict[str, str]) -> None:
        kind = has.get("type", "text")
        if kind in {"submit", "button", "file", "reset"} or (kind in {"checkbox", "radio"} and "checked" not in has):
            return
        form.data.setdefault(name, []).append(has.get("value", "on" if kind == "checkbox" else ""))
        if kind == "hidden":
            form.hidden.add(name)

    def _option(self, has: dict[str, str]) -> None:
        form, name, first, _ = self._select
        if "selected" in has:
            form.data.setdefault(name, []).append(has.get("value", ""))
        first.append(has.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        elif tag == "textarea":
            self._text = None
        elif tag == "select" and self._select:
            form, name, first, multiple = self._select
            if first and not multiple:
                form.data.setdefault(name, first[:1])
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._text:
            form, name = self._text
            form.data[name][0] += data.removeprefix("\n") if not form.data[name][0] else data


class Rider:
    """The bewerker of one gemeente, in this process and through the whole middleware."""

    def __init__(self, slug: str) -> None:
        from django.conf import settings
        from django.test import Client

        from accounts.models import Gebruiker

        self.host = f"{slug}.{settings.KOMPAS_HOST}"
        self.client = Client(HTTP_HOST=self.host, raise_request_exception=True)
        self.client.force_login(Gebruiker.objects.get(email=f"bewerker@{slug}.example"))
        self.proven: set[str] = set()
        self.session = self.client.cookies[settings.SESSION_COOKIE_NAME].OutputString(attrs=[])

    def get(self, path: str) -> str:
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return str(response.text)

    def post(self, form: Form) -> str:
        response = self.client.post(form.action, form.data, headers=HTMX)
        assert response.status_code in {200, 204, 302}, (form.action, response.status_code, response.text[:2000])
        return str(response.text)

    def form_of(self, name: str) -> Form:
        return Forms(self.get(BOUWSTEEN if name == "save_answer_ms" else self.passage)).with_field(WRITES[name])

    @cached_property
    def passage(self) -> str:
        """Where the first passage of the plan is edited."""
        return next(iter(re.findall(rf'"({PLAN}passage/[^/"]+/bewerken/)"', self.get(PLAN))))

    def time(self, name: str) -> float:
        """One request, in milliseconds. A form is read before its time begins."""
        if name in READS:
            return timed(lambda: self.get(READS[name]))
        form = self.form_of(name).write(WRITES[name])
        taken = timed(lambda: self.post(form))
        if name not in self.proven:
            self.prove(name, form)
        return taken

    def prove(self, name: str, form: Form) -> None:
        """Once for each kind: what was sent is there now."""
        assert self.form_of(name).data[WRITES[name]] == form.data[WRITES[name]], (name, form)
        self.proven.add(name)


def timed(work: Any) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


class Saver(threading.Thread):
    """Saves one answer again and again, as the page does when somebody types: over one connection for as long as the
    server keeps it, as browser and proxy do."""

    def __init__(self, rider: Rider, port: int, code: str) -> None:
        super().__init__(daemon=True)
        self.rider, self.port = rider, port
        self.cookies = [rider.session]
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.form = Forms(self.send("GET", f"/zelfevaluatie/{code}/")).with_field("plan_zin")
        self.path, self.until, self.saves, self.error = f"/zelfevaluatie/{code}/", 0.0, 0, ""

    def send(self, method: str, path: str, body: str | None = None) -> str:
        headers = {"Host": f"{self.rider.host}:{self.port}", "Cookie": "; ".join(self.cookies)}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", **HTMX}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        for found in response.headers.get_all("Set-Cookie", []) if method == "GET" else []:
            self.cookies += [morsel.OutputString(attrs=[]) for morsel in SimpleCookie(found).values()]
        assert response.status in {200, 204}, (path, response.status, text[:2000])
        return text

    def run(self) -> None:
        try:
            while time.monotonic() < self.until:
                body = urlencode(self.form.write("plan_zin").data, doseq=True)
                self.form.renew(self.send("POST", self.form.action, body))
                self.saves += 1
            assert (
                Forms(self.send("GET", self.path)).with_field("plan_zin").data["plan_zin"] == self.form.data["plan_zin"]
            )
        except (AssertionError, OSError, http.client.HTTPException) as error:
            self.error = repr(error)


def savers_per_s(riders: list[Rider], port: int, seconds: float) -> float:
    """Eight people, each at an answer of their own, for as long as that."""
    savers = [Saver(riders[n % len(riders)], port, code) for n, code in enumerate(EIGHT)]
    start = time.monotonic()
    for saver in savers:
        saver.until = start + seconds
        saver.start()
    for saver in savers:
        saver.join()
    taken = time.monotonic() - start
    assert [saver.error for saver in savers if saver.error] == []
    return sum(saver.saves for saver in savers) / taken


def main() -> None:
    """Reads `{"name": …, "times": …}` per line and answers with as many figures, until there is no more to read."""
    sys.path[0] = str(Path.cwd())  # in place of the folder of this file, whose names are those of apps too
    from local.servers import Servers
    from local.stack import running

    smallest = os.environ.get("BENCH_SIZE") == "smallest"  # beside the tests: on the servers of benchmarks/__init__.py
    servers = Servers(*([Path.cwd() / "var" / "bench_smallest"] if smallest else []))
    begin_anew(servers.database(DATABASE)["DATABASE_OWNER_URL"])
    with running(database=DATABASE, servers=servers) as stack:
        os.environ |= stack.env
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.settings")
        import django

        django.setup()
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["*"]
        riders = [Rider(slug) for slug in SLUGS]
        say({"ready": True})
        for line in sys.stdin:
            asked = json.loads(line)
            name, times = asked["name"], asked["times"]
            if name == "savers_8_per_s":
                say({"found": [savers_per_s(riders, stack.port, times)]})
            else:
                say({"found": [riders[n % len(riders)].time(name) for n in range(times)]})


def begin_anew(owner: str) -> None:
    """The tables of an earlier run may be those of another commit."""
    import psycopg

    url = urlsplit(owner)
    with psycopg.connect(url._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {url.path[1:]}")


def say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
