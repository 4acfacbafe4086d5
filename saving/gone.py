"""What somebody typed into a row that a colleague deleted meanwhile."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.errors import typed_fields


def gone(request: HttpRequest, *, wat: str, url: str, terug: str) -> HttpResponse:
    """409 with the text, to be kept as a new row at `url`; for a GET 404. `wat` as in "deze actie"."""
    if request.method != "POST":
        raise Http404
    fields = [
        (name, "0" if name == "version" else value)
        for name, value in typed_fields(request)
        if not name.startswith(("basis-", "keuze-"))
    ]
    context = {"wat": wat.capitalize(), "wat_klein": wat, "url": url, "terug": terug, "fields": fields}
    return render(request, "saving/weg.html", context, status=409)
