"""Making the PDF in a process of its own, which may fail, hang or swell without harm to the worker."""

import base64
import hashlib
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Thread
from types import MappingProxyType
from typing import IO

from django.conf import settings

from printing.limits import RENDER_SECONDS, RENEW_SECONDS, SPARE_SECONDS, Bounds
from printing.warm import Late, ZygoteGone, zygote_for

logger = logging.getLogger(__name__)

FONTS = settings.BASE_DIR / "printing" / "fonts" / "fonts.conf"
MEMORY = 1024**3
HTML_MAX = 2_000_000
ROWS_MAX = 2_000
# How the child ends without memory: by its own account (see there), or by GLib, which does not ask.
OUT_OF_MEMORY = {3, -signal.SIGTRAP, -signal.SIGABRT, -signal.SIGSEGV}

TOO_BIG = "Het plan is te groot voor een pdf. Maak teksten korter of haal acties weg die klaar zijn."
TOO_SLOW = f"Het opmaken duurde langer dan {RENDER_SECONDS} seconden. Probeer het later nog eens."
TOO_MUCH = "Het opmaken vroeg te veel geheugen. Maak teksten korter of haal acties weg die klaar zijn."
BROKEN = "Het opmaken van de pdf is niet gelukt. Probeer het nog eens."


class RenderFout(Exception):
    """No PDF. `reason` is plain Dutch for the user; `final` when trying again with the same plan is no use."""

    def __init__(self, reason: str, *, final: bool) -> None:
        self.reason = reason
        self.final = final
        super().__init__(reason)


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def render_pdf(
    html: str,
    *,
    made_at: datetime,
    assets: Mapping[str, bytes] | None = None,
    beat: Callable[[], None] = lambda: None,
    seconds: float = RENDER_SECONDS,
    memory: int = MEMORY,
    warm: bool = True,
    spare: bool = False,
) -> Pdf:
    """The same `html`, `assets` and `made_at` give the same bytes; `assets` are files of the gemeente, by name.

    Calls `beat` every few seconds; what that raises ends it. `spare`: for when nobody waits for it, so with what nobody
    else wants of the processor, and a `beat` four times a second.
    `seconds` bounds both the clock and the processor, `memory` the bytes of address space. `warm` forks the child from
    a process that has WeasyPrint loaded, where that can be. Raises RenderFout.
    """
    if len(html.encode(errors="replace")) > HTML_MAX or html.count("<tr") > ROWS_MAX:
        raise RenderFout(TOO_BIG, final=True)
    content = parcel(html, assets or {})
    zygote = zygote_for(environment()) if warm else None
    bounds = Bounds(seconds, memory, spare)
    if zygote:
        try:
            return result(*zygote.render(content, epoch=epoch(made_at), bounds=bounds, beat=beat))
        except Late:
            raise RenderFout(TOO_SLOW, final=False) from None
        except ZygoteGone:
            logger.warning("Het proces dat WeasyPrint klaar heeft staan, is weg; deze pdf krijgt een eigen proces.")
    return render_cold(content, made_at=made_at, bounds=bounds, beat=beat)


def render_cold(content: bytes, *, made_at: datetime, bounds: Bounds, beat: Callable[[], None]) -> Pdf:
    """In a process that starts for it."""
    command = [sys.executable, "-m", "printing.child", str(bounds.whole_seconds), str(bounds.memory)]
    if bounds.spare:
        command.append("spare")
    every = SPARE_SECONDS if bounds.spare else None
    moment = {"SOURCE_DATE_EPOCH": epoch(made_at)}
    return result(*answer_of(command, content, beat=beat, seconds=bounds.seconds, every=every, more=moment))


def parcel(html: str, assets: Mapping[str, bytes]) -> bytes:
    """What the child reads: one piece of JSON, so that a file of the gemeente never has a path."""
    files = {name: base64.b64encode(content).decode() for name, content in assets.items()}
    whole = html.encode(errors="replace").decode()  # half a surrogate pair is no character
    return json.dumps({"html": whole, "assets": files}, ensure_ascii=False).encode()


def environment() -> dict[str, str]:
    """Little, and no secrets: the child can open neither the database nor the broker, and sees only our own fonts."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    return {
        **kept,
        "FONTCONFIG_FILE": str(FONTS),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def epoch(made_at: datetime) -> str:
    return str(int(made_at.timestamp()))


def answer_of(
    command: list[str],
    content: bytes,
    *,
    beat: Callable[[], None],
    seconds: float,
    every: float | None = None,
    more: Mapping[str, str] = MappingProxyType({}),
) -> tuple[int, bytes, bytes]:
    """How a program that gets this on its input ended, what it made, and what it said. `more` joins its environment.

    Calls `beat` every few seconds; what that raises ends it. Raises RenderFout when it takes too long.
    """
    process = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env={**environment(), **more},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        try:
            made, errors = wait(process, content, beat, seconds, every)
        finally:
            kill_group(process)
    return process.returncode, made, errors


def wait(
    process: subprocess.Popen[bytes],
    html: bytes,
    beat: Callable[[], None],
    seconds: float,
    every: float | None = None,
) -> tuple[bytes, bytes]:
    """All that it wrote. A thread of its own feeds it: called again after a timeout, communicate() of Python 3.11 no
    longer writes what was left, and a child that was slow to start would wait for it until the end."""
    deadline = time.monotonic() + seconds
    source, process.stdin = process.stdin, None
    Thread(target=feed, args=(source, html), daemon=True).start()
    while (left := deadline - time.monotonic()) > 0:
        try:
            return process.communicate(timeout=min(every or RENEW_SECONDS, left))
        except subprocess.TimeoutExpired:
            beat()
    raise RenderFout(TOO_SLOW, final=False)


def feed(source: IO[bytes] | None, html: bytes) -> None:
    if source:
        with suppress(BrokenPipeError), source:  # a child that stopped early has said why
            source.write(html)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Whatever happened, nothing of it outlives the call."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def result(code: int, content: bytes, errors: bytes) -> Pdf:
    said = errors.decode(errors="replace").strip().rpartition("\n")[2]
    if code == 0 and said.startswith("pages "):
        return Pdf(content=content, pages=int(said.removeprefix("pages ")))
    logger.error("Het opmaken van een pdf eindigde met code %s: %s", code, said)
    if code == -signal.SIGXCPU:
        raise RenderFout(TOO_SLOW, final=True)
    if code in OUT_OF_MEMORY:
        raise RenderFout(TOO_MUCH, final=True)
    raise RenderFout(BROKEN, final=False)
