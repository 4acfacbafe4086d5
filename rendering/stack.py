"""Room for the calls of one request, taken once.

Python keeps the frames of its calls in pieces of 16 kB, takes a piece when a call does not fit, and gives it back to
the system when that call returns. A loop that happens to stand at such an edge, as in the middle of a template, does so
at every turn: on our pages 170 to 1,100 times, a tenth to a quarter of the time they took (docs/snelheid.md). A call
whose frame is large brings one large piece, and all that it calls fits in what is left; what is not used costs nothing.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

WORDS = 1 << 16  # of the frame: Python takes a piece of 1 MB, and leaves as much again


def roomy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware; the first, so that all others are within it."""

    def respond(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    respond.__code__ = respond.__code__.replace(co_stacksize=WORDS)
    return respond
