"""Every write, download, look at people and refusal of a gemeente in its logboek, whoever wrote the view."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse

from accounts.http import AuthenticatedHttpRequest
from logboek.actions import note
from logboek.words import DOWNLOADS, LOOKS

View = Callable[..., HttpResponse]


class LogboekMiddleware:
    """Calls the view itself, because a write and its row are one transaction: no change without a row, nor the other
    way about. Innermost, so in the schema and role of the gemeente. What answers 500 changed nothing and has no row.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: AuthenticatedHttpRequest, view: View, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(view, "scope", None) != "gemeente" or not request.permissions:
            return None
        try:
            return written(request, view, kwargs) if request.method == "POST" else shown(request, view, kwargs)
        except PermissionDenied:
            note(request=request, status=403)
            raise
        except Http404:
            if request.method == "POST":
                note(request=request, status=404)
            raise


@transaction.atomic
def written(request: AuthenticatedHttpRequest, view: View, kwargs: dict[str, Any]) -> HttpResponse:
    response = view(request, **kwargs)
    note(request=request, status=response.status_code)
    return response


def shown(request: AuthenticatedHttpRequest, view: View, kwargs: dict[str, Any]) -> HttpResponse:
    response = view(request, **kwargs)
    assert request.resolver_match is not None
    if request.resolver_match.view_name in DOWNLOADS | LOOKS and response.status_code == 200:
        note(request=request, status=response.status_code)
    return response
