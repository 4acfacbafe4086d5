"""A gemeente that is no more can be read and not changed: her pages say into which gemeente she went over."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.errors import typed_fields
from accounts.http import AuthenticatedHttpRequest
from accounts.middleware import GetResponse
from accounts.permissions import Permission

# What stays possible: reading, seeing who came in, and handing over; and in APPS whatever one could do before, such as
# ending people, or letting somebody of the successor read.
LEFT = frozenset({Permission.READ, Permission.MANAGE, Permission.SECURITY})
APPS = {"herindeling", "inlogdiensten", "mensen", "wissing"}
# So does taking back what she made public, which outlives her.
ALSO = {f"reports.versions.openbaar_views.openbaar_{name}" for name in ("detail", "withdraw")}


class EndedMiddleware:
    """Innermost but one, so that Opvolging is read as the gemeente. PostgreSQL refuses too (tenants/rechten.py)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: AuthenticatedHttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.gemeente is None or not request.gemeente.is_over or getattr(view, "scope", None) != "gemeente":
            return None
        path = f"{view.__module__}.{view.__name__}"
        if path.partition(".")[0] in APPS or path in ALSO or not request.permissions:
            return None
        asked, held = view.permission, request.permissions
        request.permissions = held & LEFT
        if request.method != "POST" and (asked in request.permissions or asked not in held):
            return None
        return refused(request)


def refused(request: AuthenticatedHttpRequest) -> HttpResponse:
    """409, which htmx shows; what was typed can be copied."""
    fields = typed_fields(request) if request.method == "POST" else []
    texts = [typed for typed in fields if typed.value.strip() and (typed.label or " " in typed.value)]
    return render(request, "accounts/gemeente_over.html", {"texts": texts}, status=409)
