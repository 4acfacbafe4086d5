"""Somebody who works in a gemeente over plain HTTP, and remembers what Kompas promised."""

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urlencode

from demo.known import PASSWORD
from tests.totp import unused_code

TIMEOUT = 20
PATIENCE = 0.3  # seconds before who got an error tries again
EVERY = 4  # after as many saves somebody asks for a report
FORMATS = ("pdf", "html")
Answer = tuple[int, dict[str, str], str]


class Unclear(Exception):
    """No answer, or that of a server in trouble: whether it was done is not known."""


@dataclass
class Promises:
    """Of one person. A save is (slug, code, sentence); what is unclear may have been done or not."""

    saves: list[tuple[str, str, str]] = field(default_factory=list)
    unclear_saves: list[tuple[str, str, str]] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    unclear_reports: int = 0
    wrong: list[str] = field(default_factory=list)  # answers that Kompas should never give


class Browser:
    """Cookies and a host, and nothing else of a browser. Goes to 127.0.0.1: not every resolver knows *.localhost."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.cookies: dict[str, str] = {}

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)

    def at(self, slug: str) -> Self:
        """The same login on the host of a gemeente."""
        other = type(self)(f"{slug}.{self.host}", self.port)
        other.cookies = {name: value for name, value in self.cookies.items() if "csrf" not in name}
        return other

    def send(self, method: str, path: str, data: dict[str, object] | None = None, **headers: str) -> Answer:
        """Raises Unclear."""
        sent = {"Host": f"{self.host}:{self.port}", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        body = None
        if data is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({**data, "csrfmiddlewaretoken": self.token}, doseq=True)
        connection = self.connect()
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            raise Unclear(f"{type(error).__name__}: {error}") from error
        finally:
            connection.close()
        if response.status >= 500:
            raise Unclear(str(response.status))
        self.keep(response, text)
        return response.status, dict(response.getheaders()), text

    def keep(self, response: http.client.HTTPResponse, text: str) -> None:
        for header in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        if found := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text):
            self.token = found[1]

    def log_in(self, email: str) -> None:
        self.send("GET", "/account/login/")
        _, headers, _ = self.send("POST", "/account/login/", {"login": email, "password": PASSWORD})
        self.send("GET", headers["Location"])
        status, headers, _ = self.send("POST", headers["Location"], {"code": unused_code(email)})
        assert (status, "account" in headers["Location"]) == (302, False), (status, headers)


class Person(threading.Thread):
    """Saves one answer again and again, each time another sentence, and asks for a report now and then."""

    def __init__(self, browser: Browser, slug: str, code: str, stop: threading.Event) -> None:
        super().__init__(name=f"{slug} {code}", daemon=True)
        self.browser, self.slug, self.code, self.stop = browser.at(slug), slug, code, stop
        self.promises = Promises()
        self.began = int(time.time())

    def run(self) -> None:
        version, number = None, 0
        while not self.stop.is_set():
            try:
                version = self.read() if version is None else version
                number += 1
                # Of this run: what stands there already is not saved again, and leaves no trace to be found.
                version = self.save(version, f"{self.slug} {self.code}, {self.began}, keer {number}.")
                if number % EVERY == 0:
                    self.ask(FORMATS[number // EVERY % len(FORMATS)])
            except Unclear:
                version = None
                time.sleep(PATIENCE)

    def read(self) -> int:
        status, _, page = self.browser.send("GET", f"/zelfevaluatie/{self.code}/")
        found = re.search(r'id="id_version"\s+value="(\d+)"', page)
        if found is None:
            self.promises.wrong.append(f"{self.name}: {status} without a form")
            raise Unclear(str(status))
        return int(found[1])

    def save(self, version: int, sentence: str) -> int | None:
        """The version to save on next; None when it must be read again."""
        saved = (self.slug, self.code, sentence)
        data = {"version": version, "status": "geregeld", "plan_zin": sentence}
        try:
            status, *_ = self.browser.send("POST", f"/zelfevaluatie/{self.code}/opslaan/", data, HX_Request="true")
        except Unclear:
            self.promises.unclear_saves.append(saved)
            raise
        if status == 200:
            self.promises.saves.append(saved)
            return version + 1
        self.promises.wrong.append(f"{self.name}: {status} on saving version {version}")
        return None

    def ask(self, formaat: str) -> None:
        try:
            status, headers, _ = self.browser.send("POST", f"/beleidsplan/{formaat}/", {})
        except Unclear:
            self.promises.unclear_reports += 1
            raise
        self.promised(status, headers)

    def promised(self, status: int, headers: dict[str, str]) -> None:
        found = re.search(r"/rapport/([0-9a-f-]{36})/", headers.get("Location", ""))
        if status == 302 and found:
            self.promises.reports.add(found[1])
        else:
            self.promises.wrong.append(f"{self.name}: {status} on asking for a report")

    def ask_again(self, report: str) -> bool:
        """As a person does whose report failed; the new one comes in its place. Whether that was done."""
        try:
            status, headers, _ = self.browser.send("POST", f"/beleidsplan/rapport/{report}/opnieuw/", {})
        except Unclear:
            return False
        self.promised(status, headers)
        return True
