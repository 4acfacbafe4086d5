"""People whose line is slow, and what those beside them notice of it."""

import re
import threading
import time
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

from tests.chaos.people import Browser, Unclear
from tests.proxy.serving import Proxy, drip, paced, tls

CODE = "OH-P1-2"
PAGE = f"/zelfevaluatie/{CODE}/"
LOGIN = "/account/login/"
BOUNDARY = "een-grens"
QUIET = "/toegankelijkheid/"  # a page that anybody may open as often as she likes
PIECE = 16_384


class Caller(Browser):
    """Somebody who works in a gemeente, by way of the proxy."""

    def connect(self) -> HTTPConnection:
        return tls(self.host, self.port, 240)

    def send(self, method: str, path: str, data: dict[str, object] | None = None, **headers: str) -> Any:
        return super().send(method, path, data, Origin=f"https://{self.host}:{self.port}", **headers)

    def upload(self, titel: str, content: bytes, per_second: int) -> tuple[int, float]:
        """Adds a file to a bouwsteen over a line of so many bytes a second; the status, and how long it took."""
        _, _, page = self.send("GET", PAGE)
        shown = re.search(r'name="nieuw" value="([\w-]+)"', page)
        assert shown, page
        fields = {"csrfmiddlewaretoken": self.token, "nieuw": shown[1], "titel": titel, "url": ""}
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()
        ]
        head = "".join(parts) + (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="upload"; filename="plan.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        headers = {
            "Host": f"{self.host}:{self.port}",
            "Origin": f"https://{self.host}:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Content-Length": str(len(body)),
        }
        begun = time.monotonic()
        with closing(self.connect()) as connection:
            connection.request("POST", f"{PAGE}onderbouwing/", paced(body, per_second), headers)
            answer = connection.getresponse()
            answer.read()
        return answer.status, time.monotonic() - begun

    def download(self, titel: str, per_second: int) -> tuple[bytes, float]:
        """The file of that titel, over a line of so many bytes a second, and how long it took."""
        _, _, page = self.send("GET", PAGE)
        link = re.search(rf'<a href="({PAGE}onderbouwing/[\w-]+/)">{re.escape(titel)}</a>', page)
        assert link, page
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        begun, content = time.monotonic(), b""
        with closing(self.connect()) as connection:
            connection.request("GET", link[1], headers={"Host": f"{self.host}:{self.port}", "Cookie": cookie})
            answer = connection.getresponse()
            while piece := answer.read(PIECE):
                content += piece
                time.sleep(max(0.0, begun + len(content) / per_second - time.monotonic()))
        return content, time.monotonic() - begun


class Beside(threading.Thread):
    """Opens a page so many times a second, and notes how that went."""

    def __init__(self, caller: Browser, path: str = QUIET, rate: float = 10) -> None:
        super().__init__(daemon=True)
        self.caller, self.path, self.rate, self.stop = caller, path, rate, threading.Event()
        self.milliseconds: list[float] = []
        self.failed: list[str] = []

    def run(self) -> None:
        while not self.stop.is_set():
            begun = time.monotonic()
            try:
                status, *_ = self.caller.send("GET", self.path)
            except Unclear as error:
                status = str(error)
            self.milliseconds.append((time.monotonic() - begun) * 1000)
            if status != 200:
                self.failed.append(str(status))
            time.sleep(max(0.0, begun + 1 / self.rate - time.monotonic()))

    def __enter__(self) -> "Beside":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        self.join()

    def p95(self) -> float:
        return round(sorted(self.milliseconds)[int(len(self.milliseconds) * 0.95)], 1)


class Drips:
    """So many callers who begin to send a form and give one byte a second."""

    def __init__(self, proxy: Proxy, count: int) -> None:
        self.until = threading.Event()
        options = {"length": 500_000, "until": self.until}
        self.threads = [threading.Thread(target=drip, args=(proxy, LOGIN), kwargs=options) for _ in range(count)]

    def __enter__(self) -> None:
        for thread in self.threads:
            thread.start()

    def __exit__(self, *error: object) -> None:
        self.until.set()
        for thread in self.threads:
            thread.join()
