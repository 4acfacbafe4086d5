"""People of 342 gemeenten at a deadline: what each does, over plain HTTP, and what was promised to them."""

import http.client
import itertools
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from benchmarks.load.site import Site
from benchmarks.ride import HTMX, Form, Forms, Rider
from tests.chaos.people import Promises

# Of twenty requests at a deadline.
MIX = {"bouwsteen": 7, "opslaan": 5, "lijst": 3, "plan": 2, "acties": 2, "indienen": 1}
PAGES = {
    "lijst": ("/", "/zelfevaluatie/", "/zelfevaluatie/nog-te-regelen/"),
    "plan": ("/beleidsplan/",),
    "acties": ("/acties/", "/acties/nieuw/"),
    "indienen": ("/indienen/",),
}
CODES = ("BB-P1-1", "BB-P1-2", "BB-P1-3", "SV-P1-1", "SV-P1-2", "SV-P1-3", "AB-P1-1", "AB-P1-2")
CONFLICT = 409
TIMEOUT = 60
RUN = int(time.time())


@dataclass(frozen=True)
class Answered:
    """One request; status 0 is no answer. `seconds` counts from when it was due, so that waiting in a row counts."""

    kind: str
    status: int
    seconds: float

    @property
    def is_wrong(self) -> bool:
        return self.status != CONFLICT and not 200 <= self.status < 400


def deck(seed: int) -> Iterator[str]:
    """Kinds of requests without end, twenty at a time in exactly the mix."""
    chance = random.Random(seed)
    cards = [kind for kind, number in MIX.items() for _ in range(number)]
    while True:
        yield from chance.sample(cards, len(cards))


@dataclass
class Person:
    """At work in one gemeente. Only one thread at a time has her; see ramp.py."""

    rider: Rider
    slug: str
    site: Site
    number: int
    promises: Promises = field(default_factory=Promises)
    line: http.client.HTTPConnection | None = None
    form: Form | None = None
    code: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    count: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.number)
        self.cookies |= dict([self.rider.session.split("=", 1)])

    def act(self, kind: str) -> tuple[str, int]:
        """What was done, since nobody saves what she did not open, and the status."""
        if kind == "opslaan" and self.form:
            return kind, self.save(self.form)
        if kind in PAGES:
            return kind, self.send("GET", self.chance.choice(PAGES[kind]))[0]
        return "bouwsteen", self.open(self.chance.choice(CODES))

    def open(self, code: str) -> int:
        status, page = self.send("GET", f"/zelfevaluatie/{code}/")
        self.form, self.code = (Forms(page).with_field("plan_zin"), code) if status == 200 else (None, "")
        return status

    def save(self, form: Form) -> int:
        sentence = f"{self.slug} {self.code}, {RUN} {self.number}, keer {next(self.count)}."
        saved = (self.slug, self.code, sentence)
        form.data["plan_zin"] = [sentence]
        status, answer = self.send("POST", form.action, urlencode(form.data, doseq=True))
        if status == 200:
            self.promises.saves.append(saved)
            form.renew(answer)
            return status
        self.form = None  # she opens it anew
        if status == 0 or status >= 500:
            self.promises.unclear_saves.append(saved)
        return status

    def send(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        """On the line that she has, as a browser does."""
        place = f"{self.rider.host}:{self.site.port}"
        headers = {"Host": place, "Cookie": "; ".join(map("=".join, self.cookies.items()))}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{place}", **HTMX}
        try:
            self.line = self.line or self.site.connect(self.rider.host, TIMEOUT)
            self.line.request(method, path, body, headers)
            response = self.line.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            self.hang_up()
            return 0, ""
        if response.will_close:
            self.hang_up()
        for found in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(found).items() if morsel.value}
        return response.status, text

    def hang_up(self) -> None:
        if self.line:
            self.line.close()
        self.line = None


class People:
    """Lends each to one thread at a time, in turn."""

    def __init__(self, people: list[Person]) -> None:
        self.all, self.free, self.changed = people, list(people), threading.Condition()

    def take(self) -> Person:
        with self.changed:
            self.changed.wait_for(lambda: self.free)
            return self.free.pop(0)

    def give_back(self, person: Person) -> None:
        with self.changed:
            self.free.append(person)
            self.changed.notify()
