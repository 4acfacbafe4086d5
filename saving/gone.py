"""What somebody typed into a row that a colleague deleted meanwhile."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.errors import typed_fields
from saving.models import Versioned, kind_of, revisions_of


def gone(request: HttpRequest, model: type[Versioned], pk: UUID, *, wat: str, url: str, terug: str) -> HttpResponse:
    """409 with the text, to be kept as a new row at `url`; 404 for a GET, and for a row that never was here.

    `wat` as in "deze actie", `terug` the list that it stood in.
    """
    was = revisions_of(model)._default_manager.filter(kind=kind_of(model), row=pk)
    if request.method != "POST" or not was.exists():
        raise Http404
    fields = [
        typed._replace(value="0") if typed.name == "version" else typed
        for typed in typed_fields(request)
        if not typed.name.startswith(("basis-", "keuze-"))
    ]
    context = {"wat": wat.capitalize(), "wat_klein": wat, "url": url, "terug": terug, "fields": fields}
    return render(request, "saving/weg.html", context, status=409)
