"""Taking the role of a gemeente only around the view, and saying that hers cannot be used now. Which gemeente a request
is for: accounts/entrance.py, which asks that together with whose it is."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from tenants.context import in_gemeente
from tenants.http import HostHttpRequest
from tenants.models import Gemeente

RETRY_AFTER = 300  # seconds
GetResponse = Callable[[HostHttpRequest], HttpResponse]


def render_maintenance(gemeente: Gemeente) -> HttpResponse:
    """One gemeente whose tables could not be brought up to date; all others work."""
    page = render_to_string("onderhoud.html", {"gemeente": gemeente, "kompas_naam": settings.KOMPAS_NAAM})
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


class TenantRoleMiddleware:
    """Innermost: the view, and nothing else, runs in the gemeente's schema with the gemeente's role."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HostHttpRequest) -> HttpResponse:
        if request.gemeente is None:
            return self.get_response(request)
        with in_gemeente(request.gemeente):
            return self.get_response(request)
