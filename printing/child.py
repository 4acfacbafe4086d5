"""HTML and logo on stdin, PDF on stdout: the only process with WeasyPrint. Run by pdf.py, forked by zygote.py.

Knows nothing of Django. It has no secrets in its environment, no more time and memory than it is given, and reads no
address but our own style sheets and what came with the HTML. Its last line on stderr is `pages <n>` or `error <name of
the exception>`; it exits with OUT_OF_MEMORY at once when there is not enough left to say even that.
"""

import base64
import gc
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from printing.light_fonts import use_light_fonts
from printing.limits import give_way, limit
from printing.tags import conform
from printing.text import breakable, printable, tight

STATIC = Path(__file__).resolve().parent.parent / "static"
MIMETYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
GIVEN = {"eigen/accent.css", "eigen/logo.png", "eigen/logo.svg"}  # what a gemeente may bring, see huisstijl.py
# The hints are for `<ol start>`: without, a list that goes on after a sentence begins at 1 again. conform() compresses.
OPTIONS = {"pdf_variant": "pdf/a-2a", "uncompressed_pdf": True, "presentational_hints": True}
OUT_OF_MEMORY = 3  # also in pdf.py, which must not import us and with us WeasyPrint


def assets() -> dict[str, Path]:
    """What `asset:` may name, such as `asset:plan/plan.css`. A fixed list, so that no path is ever put together."""
    files = (STATIC / "plan").iterdir()
    return {path.relative_to(STATIC).as_posix(): path for path in files if path.suffix in {".css", ".svg"}}


class AssetFetcher(URLFetcher):
    """Serves our own files and refuses every other address: http, file, data, and `asset:` with dots in it."""

    def __init__(self, given: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols={"asset"}, allow_redirects=False)
        self.assets = assets()
        self.given = {name: content for name, content in (given or {}).items() if name in GIVEN}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "asset":
            raise ValueError("Alleen eigen bestanden.")
        if name in self.given:
            return URLFetcherResponse(url, self.given[name], {"Content-Type": MIMETYPES[Path(name).suffix]})
        if name not in self.assets:  # a mistake of ours: better no PDF than one without its fonts
            raise FatalURLFetchingError(f"Onbekend bestand: {name}")
        path = self.assets[name]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": MIMETYPES[path.suffix]})


def main(seconds: int, memory: int, spare: bool) -> NoReturn:
    """Ends the process without taking Python down: Pango's objects now and then crash in that (seen: SIGSEGV)."""
    limit(seconds, memory)
    if spare:
        give_way()
    code = render()
    sys.stderr.flush()
    os._exit(code)


def render() -> int:
    use_light_fonts()
    # Nothing that lives as short as this is worth searching for cycles often: that took a tenth of the time.
    gc.set_threshold(200_000, 20, 100)
    try:
        parcel = json.loads(sys.stdin.buffer.read())
        fetcher = AssetFetcher({name: base64.b64decode(content) for name, content in parcel["assets"].items()})
        text = breakable(tight(printable(parcel["html"])))
        document = HTML(string=text, url_fetcher=fetcher, base_url="asset:").render(**OPTIONS)
        sys.stdout.buffer.write(conform(document.write_pdf(**OPTIONS)))
        sys.stdout.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (Exception, FatalURLFetchingError) as error:  # noqa: BLE001 - any; the latter is a BaseException
        # The name alone: a message may quote the plan, and stderr ends in a log.
        sys.stderr.write(f"\nerror {type(error).__name__}\n")
        return 1
    sys.stderr.write(f"\npages {len(document.pages)}\n")
    return 0


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:] == ["spare"])
