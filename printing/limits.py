"""What making a document may cost at most. Its child processes read it too, so it imports nothing of ours."""

import ctypes
import resource
import signal
import sys

# The child's limit < Celery's soft and hard limits (settings) < the broker's visibility.
RENDER_SECONDS = 60
RENEW_SECONDS = 5  # between two calls of `beat`: less than a lease, see jobs/models.py
PR_SET_PDEATHSIG = 1


def limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # at the first, SIGXCPU says why
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold the text of the plan
    die_with_parent()


def die_with_parent() -> None:
    """A killed worker takes us along."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
