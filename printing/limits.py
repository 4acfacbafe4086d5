"""What making a document may cost at most. Its child processes read it too, so it imports nothing of ours."""

import ctypes
import os
import resource
import signal
import sys
from dataclasses import dataclass

# The child's limit < Celery's soft and hard limits (settings) < the broker's visibility.
RENDER_SECONDS = 60
RENEW_SECONDS = 5  # between two calls of `beat`: less than a lease, see jobs/models.py
SPARE_SECONDS = 0.25  # the same, of what gives way as soon as somebody asks for something
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Bounds:
    """What the making of one document gets; `spare` when nobody waits for it."""

    seconds: float
    memory: int
    spare: bool = False

    @property
    def whole_seconds(self) -> int:
        return max(1, round(self.seconds))


def limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # at the first, SIGXCPU says why
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold the text of the plan
    die_with_parent()


def give_way() -> None:
    """To every other process that wants the processor."""
    os.nice(19)


def die_with_parent() -> None:
    """A killed worker takes us along."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
