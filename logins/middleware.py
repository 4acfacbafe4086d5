from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from logins.actions import add_failures


class FailureMiddleware:
    """Writes down what failed, also when the view's transaction was taken back. Asks nothing of other requests.

    When it cannot be written the answer is an error: nobody tries passwords while nobody looks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.failures = []  # type: ignore[attr-defined]
        response = self.get_response(request)
        add_failures(request.failures)  # type: ignore[attr-defined]
        return response
