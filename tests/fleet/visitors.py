"""People at work during a migration: so many requests a second, each timed, in gemeenten that are not to fail."""

import re
import threading
import time
from dataclasses import dataclass, field

from tests.chaos.people import Browser, Unclear

RATE = 20  # requests a second, of all together
THREADS = 5
CODE = "SV-P1-1"


@dataclass
class Seen:
    milliseconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def p99(self) -> float:
        ordered = sorted(self.milliseconds)
        return round(ordered[int(len(ordered) * 0.99)], 1)


class Visitor(threading.Thread):
    """Opens the acties, whose table is being changed, and saves an answer, in turns."""

    def __init__(self, browsers: list[Browser], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.browsers, self.stop, self.seen = browsers, stop, Seen()

    def run(self) -> None:
        due, number = time.monotonic(), 0
        while not self.stop.is_set():
            browser = self.browsers[number % len(self.browsers)]
            if number // len(self.browsers) % 2:
                self.save(browser)
            else:
                self.timed(browser, "GET", "/acties/")
            number += 1
            due += THREADS / RATE
            time.sleep(max(0.0, due - time.monotonic()))

    def save(self, browser: Browser) -> None:
        page = self.timed(browser, "GET", f"/zelfevaluatie/{CODE}/")
        version = re.search(r'id="id_version"\s+value="(\d+)"', page)
        data = {"version": version[1] if version else 0, "status": "geregeld", "plan_zin": f"Om {time.time_ns()}."}
        self.timed(browser, "POST", f"/zelfevaluatie/{CODE}/opslaan/", data, HX_Request="true")

    def timed(self, browser: Browser, method: str, path: str, *data: dict[str, object], **headers: str) -> str:
        start = time.perf_counter()
        try:
            status, _, page = browser.send(method, path, *data, **headers)
        except Unclear as error:
            status, page = 0, str(error)
        self.seen.milliseconds.append((time.perf_counter() - start) * 1000)
        if status != 200:
            self.seen.failed.append(f"{browser.host}{path}: {status or page}")
        return page
