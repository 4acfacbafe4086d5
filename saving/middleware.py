"""Whose page it is: a text of one person is never saved under the name of another (ADR 0002: one login, many hosts)."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.errors import typed_fields

FIELD = "pagina-van"  # in the form: the id of who was logged in when the page was made


class WhoseMiddleware:
    """Stops what was typed while somebody else was logged in, whichever view it is for. The text stays on the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        was = request.POST.get(FIELD, str(request.user.pk))
        return None if was == str(request.user.pk) else other_person(request, was)


def other_person(request: Any, was: str) -> HttpResponse:
    me = {"naam": request.user.naam, "wie": str(request.user.pk)}
    if request.htmx:  # kompas.js says it, and keeps the page as it is
        return HttpResponse(status=409, headers={"HX-Reswap": "none", "HX-Trigger": json.dumps({"kompas:ander": me})})
    fields = [typed for typed in typed_fields(request) if typed.name != FIELD]
    context = {**me, "eerst": was, "knop": f"Opslaan als {request.user.naam}", "fields": fields}
    return render(request, "saving/ander.html", context, status=409)
