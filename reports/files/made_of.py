"""All that a file is made of, as one hash: what has the same hash need not be made again.

The day that a page prints is in it, the minute is not: what was made this morning is still what the plan is, and says
when it was made; what was made yesterday says that the plan is of yesterday.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from django.utils import timezone

from reports.document.plan import Plan
from reports.files import formats
from reports.files.formats import Form
from tenants.canonical import canonical

ROOT = formats.STYLES.parent.parent
# What makes a file of the HTML: our programs and fonts, the styles, and the last touch. Templates are seen in the HTML.
MAKERS = (ROOT / "printing", formats.STYLES, Path(formats.__file__))


def made_of(form: Form, plan: Plan) -> str:
    """The Plan, what the templates of today print of it, and what makes a file of that."""
    day = timezone.localtime(plan.made_at).replace(hour=0, minute=0, second=0, microsecond=0)
    plan = replace(plan, made_at=day)
    found = hashlib.sha256(canonical(plan.to_json()))
    for part in (form.html(plan).encode(errors="replace"), programs().encode(), *makers()):
        found.update(hashlib.sha256(part).digest())  # of each its own hash, so that no part can run into the next
    return found.hexdigest()


def makers() -> Iterator[bytes]:
    """Read each time: who changes a style sheet sees it in the next file. It takes a few milliseconds."""
    for place in MAKERS:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT).as_posix().encode()
                yield path.read_bytes()


@cache
def programs() -> str:
    """Every package of others with its version, WeasyPrint and pandoc among them."""
    return "\n".join(sorted({f"{found.name} {found.version}" for found in distributions()}))
