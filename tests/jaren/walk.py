"""Through all that is linked, as one person: every page, and of pages that are alike some, must answer 200."""

import re
from urllib.parse import urljoin, urlsplit

from tests.jaren.visitors import Visitor, Wrong

ALIKE = 2  # pages of one kind that are looked at
# An address with these left out is the kind of a page.
IDS = "|".join(
    (
        r"[0-9a-f]{8}-[0-9a-f-]{27}",
        r"[A-Z]{2}-(?:P\d-)?\d+",
        r"(?:GM|PV|VR)?\d+(?:-\d\d)?",
        r"[a-z_\d]+\.[a-z_\d]+(?=/)",
        r"[^/]+(?=/eerder/)",
    )
)
OVER = "Je kunt hier alles lezen en niets meer veranderen."
LEFT_OUT = ("/account/logout/", "/static/")


def walk(visitor: Visitor, start: str, *, closed: bool = False) -> tuple[set[str], list[str]]:
    """Every kind of page that was seen, and what was wrong. In a gemeente that is `closed` her logboek leads to forms,
    that say with 409 why nothing changes there any more."""
    todo, known, kinds, faults = [start], {start}, {}, []
    origin: dict[str, str] = {}  # which page leads there
    while todo:
        path = todo.pop(0)
        kind = kind_of(path)
        if kinds.get(kind, 0) >= ALIKE:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        try:
            page = visitor.follow("GET", path, None)
        except Wrong as wrong:
            faults.append(str(wrong))
            continue
        if page.status != 200 and not (closed and page.status == 409 and OVER in page.words):
            faults.append(f"{visitor.name}: {path} gaf {page.status}, vanaf {origin.get(path, start)}")
        if page.is_html and page.text.strip():
            found = [href for href in inside(page.links(), path, visitor.browser.host) if href not in known]
            known.update(found)
            origin |= dict.fromkeys(found, path)
            todo += found
    return set(kinds), faults


def kind_of(path: str) -> str:
    parts = urlsplit(path)
    names = "&".join(sorted(part.partition("=")[0] for part in parts.query.split("&") if part))
    return f"{re.sub(IDS, '*', parts.path)}?{names}" if names else re.sub(IDS, "*", parts.path)


def inside(links: list[str], path: str, host: str) -> list[str]:
    """Those of this host, each once."""
    found = []
    for href in links:
        parts = urlsplit(urljoin(f"http://{host}{path}", href.strip()))
        if parts.scheme == "http" and parts.hostname == host and not parts.path.startswith(LEFT_OUT):
            found.append(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return list(dict.fromkeys(found))
