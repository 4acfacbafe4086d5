"""Reading a document that somebody uploads, in a process of its own that may fail, hang or swell without harm."""

import json
import logging
import signal
import sys
from collections.abc import Callable

from printing.pdf import RenderFout, answer_of
from printing.reading.pieces import Piece
from printing.reading.refusals import REASONS

logger = logging.getLogger(__name__)

SECONDS = 45
MEMORY = 768 * 1024**2
OUT_OF_MEMORY = {3, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGTRAP}


class LeesFout(Exception):
    """Not read. `str` is plain Dutch for who uploaded it; with the same bytes trying again is no use."""


def read_document(
    content: bytes,
    kind: str,
    *,
    beat: Callable[[], None] = lambda: None,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> list[Piece]:
    """`kind` is docx, odt, pdf, html or tekst. Calls `beat` every few seconds; what that raises ends it.

    Raises LeesFout.
    """
    command = [sys.executable, "-m", "printing.reading.child", kind, str(max(1, round(seconds))), str(memory)]
    try:
        code, made, errors = answer_of(command, content, beat=beat, seconds=seconds)
    except RenderFout as late:
        raise LeesFout(REASONS["slow"]) from late
    if code == 0:
        return [Piece(tuple(kop), soort, tekst) for kop, soort, tekst in json.loads(made)]
    raise LeesFout(REASONS[reason_of(code, errors)])


def reason_of(code: int, errors: bytes) -> str:
    said = errors.decode(errors="replace").strip().rpartition("\n")[2]
    reason = said.removeprefix("refused ")
    if reason != said and reason in REASONS:
        return reason
    logger.error("Het lezen van een document eindigde met code %s: %s", code, said)
    if code == -signal.SIGXCPU:
        return "slow"
    return "large" if code in OUT_OF_MEMORY else "broken"
