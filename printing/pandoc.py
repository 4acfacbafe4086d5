"""Making DOCX and ODT from the HTML of the PDF, by pandoc, in a process of its own with the limits of pdf.py."""

import logging
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from printing.archives import PANDOC, UNPRINTABLE, Header, finish
from printing.limits import RENDER_SECONDS
from printing.pdf import HTML_MAX, ROWS_MAX, RenderFout, answer_of, epoch
from saving.signs import readable

logger = logging.getLogger(__name__)

OURS = Path(__file__).resolve().parent / "office"
REFERENCES = Path(__file__).resolve().parent.parent / "static" / "plan"
MEMORY = 3 * 1024**3  # of address space, of which Haskell reserves far more than it uses; HEAP is the real limit
HEAP = "768m"
HEAP_OVERFLOW, OUT_OF_MEMORY = 251, {1, 254, -signal.SIGSEGV, -signal.SIGABRT}

TOO_BIG = "Het plan is te groot voor een tekstdocument. Maak teksten korter of haal acties weg die klaar zijn."
TOO_SLOW = f"Het opmaken duurde langer dan {RENDER_SECONDS} seconden. Probeer het later nog eens."
TOO_MUCH = "Het opmaken vroeg te veel geheugen. Maak teksten korter of haal acties weg die klaar zijn."
BROKEN = "Het opmaken van het document is niet gelukt. Probeer het nog eens."


def render_office(
    html: str,
    *,
    to: str,
    reference: str,
    header: Header,
    made_at: datetime,
    accent: str = "",
    beat: Callable[[], None] = lambda: None,
    seconds: float = RENDER_SECONDS,
    heap: str = HEAP,
) -> bytes:
    """`to` is docx or odt, `reference` a file of static/plan, `accent` as 0d5665. Equal arguments give equal bytes.

    Calls `beat` every few seconds; what that raises ends it. Raises RenderFout.
    """
    if len(html.encode(errors="replace")) > HTML_MAX or html.count("<tr") > ROWS_MAX:
        raise RenderFout(TOO_BIG, final=True)
    source = UNPRINTABLE.sub("", readable(html)).encode()
    moment = {"SOURCE_DATE_EPOCH": epoch(made_at)}
    program = command(to, reference, seconds, heap)
    code, content, errors = answer_of(program, source, beat=beat, seconds=seconds, more=moment)
    check(code, errors)
    return finish(content, header=header, made_at=made_at, accent=accent)


def command(to: str, reference: str, seconds: float, heap: str) -> list[str]:
    template = {"docx": "plan.openxml", "odt": "plan.opendocument"}[to]
    return [
        *(sys.executable, "-m", "printing.pandoc_child", str(max(1, round(seconds))), str(MEMORY)),
        *(PANDOC, "+RTS", f"-M{heap}", "-RTS", "--sandbox", "--from", "html", "--to", to, "--output", "-"),
        *("--template", str(OURS / template), "--lua-filter", str(OURS / "plan.lua")),
        *("--reference-doc", str(REFERENCES / reference), "--metadata", "lang=nl-NL"),
    ]


def check(code: int, errors: bytes) -> None:
    if code == 0:
        return
    # The code alone: what pandoc says may quote the plan, and this ends in a log.
    logger.error("Het opmaken van een tekstdocument eindigde met code %s.", code)
    if code == -signal.SIGXCPU:
        raise RenderFout(TOO_SLOW, final=True)
    if code == HEAP_OVERFLOW or (code in OUT_OF_MEMORY and b"memory" in errors):
        raise RenderFout(TOO_MUCH, final=True)
    raise RenderFout(BROKEN, final=False)
