"""Every write on the pages of VNG, CoMensha, a regio and the platform leaves a row, whoever wrote the view."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse

from accounts.http import AuthenticatedHttpRequest
from beheer.actions import note

View = Callable[..., HttpResponse]


class HandelingMiddleware:
    """Calls the view itself, as logboek.middleware does on the host of a gemeente: no change without its row."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: AuthenticatedHttpRequest, view: View, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method != "POST" or getattr(view, "scope", None) not in ("landelijk", "regio"):
            return None
        try:
            return written(request, view, kwargs)
        except (PermissionDenied, Http404) as refused:
            note(request=request, status=403 if isinstance(refused, PermissionDenied) else 404)
            raise


@transaction.atomic
def written(request: AuthenticatedHttpRequest, view: View, kwargs: dict[str, Any]) -> HttpResponse:
    response = view(request, **kwargs)
    note(request=request, status=response.status_code)
    return response
