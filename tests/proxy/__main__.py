"""`make proxy`: slow lines at their real speed, through a real Caddy, to the website of a Kompas of its own.

Takes some five minutes. Ends with the figures (also in var/proxy.json), and with an error when something got lost.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from local import VAR
from local.databases import drop_database
from local.servers import Servers
from local.stack import Stack
from tests.proxy.caddy import version_of
from tests.proxy.serving import HOST, Proxy, Web, started
from tests.proxy.slow import Beside, Caller, Drips

DRIPS = 12
SIZE = 20 * 1024 * 1024 - 1000  # bytes; the largest file that is taken, all but
UP, DOWN = 200_000, 300_000  # bytes a second
DATABASE = "kompas_proxy"
FILE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF".ljust(SIZE, b"\n")
CALM = 15  # seconds
RESTARTS = 3


def main() -> int:
    begin_anew()
    stack = Stack(database=DATABASE)
    with tempfile.TemporaryDirectory() as folder:
        try:
            stack.open_database()
            stack.open_redis()
            stack.prepare(quiet=True)
            web = Web(Path(folder), stack.env)
            proxy = Proxy(Path(folder), web.port)
            web.behind(proxy)
            with started(web, proxy):
                figures, wrong = play(web, proxy)
        finally:
            stack.stop()
    figures = {"caddy": version_of(Path(proxy.command[0])), **figures}
    (VAR / "proxy.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))
    print("\n".join(wrong) or "Alles kwam heel over.")
    return 1 if wrong else 0


def begin_anew() -> None:
    """The same file is taken once, and a gemeente has room for so many."""
    owner = Servers().database(DATABASE)["DATABASE_OWNER_URL"]
    with psycopg.connect(urlsplit(owner)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        drop_database(connection, urlsplit(owner).path[1:])


def play(web: Web, proxy: Proxy) -> tuple[dict[str, Any], list[str]]:
    figures: dict[str, Any] = {}
    caller = Caller(HOST, proxy.port)
    caller.log_in("bewerker@stadskanaal.example")
    bewerker = caller.at("stadskanaal")
    titel = f"Op een trage lijn, {int(time.time())}"
    with Beside(Caller(HOST, proxy.port)) as calm:
        time.sleep(CALM)
    figures["p95_ms"] = calm.p95()
    with Drips(proxy, DRIPS), Beside(Caller(HOST, proxy.port)) as dripped:
        time.sleep(CALM)
    figures |= {"drips": DRIPS, "p95_beside_drips_ms": dripped.p95(), "gets_beside_drips": len(dripped.milliseconds)}
    with Drips(proxy, DRIPS), Beside(Caller(HOST, proxy.port), rate=2) as beside:
        status, seconds = bewerker.upload(titel, FILE, UP)
        figures |= {"upload_status": status, "upload_s": round(seconds, 1)}
        content, seconds = bewerker.download(titel, DOWN)
        figures |= {"download_bytes": len(content), "download_s": round(seconds, 1)}
    through = restarted(web, proxy)
    figures |= {"restarts": RESTARTS, "gets_through_restarts": len(through.milliseconds)}
    figures["longest_through_restarts_ms"] = round(max(through.milliseconds))
    wrong = [f"{name}: {run.failed[:5]}" for name, run in locals().items() if isinstance(run, Beside) and run.failed]
    wrong += [] if status == 302 else [f"upload: {status}"]
    wrong += [] if content == FILE else [f"download: {len(content)} van {SIZE} bytes"]
    return figures, wrong


def restarted(web: Web, proxy: Proxy) -> Beside:
    """Each time until it answers again: gunicorn listens some seconds before anybody of it works."""
    with Beside(Caller(HOST, proxy.port), rate=30) as through:
        for _ in range(RESTARTS):
            web.stop()
            web.start()
            proxy.ask()
            time.sleep(1)
    return through


if __name__ == "__main__":
    sys.exit(main())
