"""A Kompas that goes on in another year: where the clock of `sitecustomize.py` is started, and who logs in there."""

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from local.stack import Stack
from tests import totp
from tests.browser import conftest


def go_on(stack: Stack, seconds: float, monkeypatch: Any) -> None:
    """Web, worker and beat begin anew, so many seconds later than the machine. Nobody is logged in there yet, and the
    codes are those of that day."""
    for name in ("beat", "worker", "web"):
        stack.children.pop(name).kill_group()
    stack.owner_env |= {"PYTHONPATH": str(Path(__file__).parent), "KOMPAS_SECONDS_LATER": str(seconds)}
    stack.start_web()
    stack.start_worker()
    stack.wait_for_web()
    stack.wait_for_worker()
    stack.start_beat()
    monkeypatch.setattr(conftest, "COOKIES", {})
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: time.time() + seconds, sleep=time.sleep))
