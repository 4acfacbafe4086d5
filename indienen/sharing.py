"""What every view of the way to an Indiening begins with."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import GemeenteHttpRequest
from indienen.queries import Sharing, sharing_of
from metingen.actions import IndieningFout

PLACE = {"place": "overzicht"}
LIST = "indienen:indiening_list"
View = Callable[..., HttpResponse]


def with_sharing(view: View) -> View:
    """Give the view the Sharing that its address is about; when there is none, say why on the page above it."""

    @wraps(view)
    def found(request: GemeenteHttpRequest, soort: str) -> HttpResponse:
        try:
            sharing = sharing_of(soort, request.gemeente, typed=request.method == "POST")
        except IndieningFout as fout:
            messages.error(request, str(fout))
            return redirect(LIST)
        return view(request, sharing)

    return found


def context_of(request: GemeenteHttpRequest, sharing: Sharing) -> dict[str, Any]:
    return {**PLACE, "sharing": sharing, "meetronde": sharing.meetronde, "soort": sharing.soort}
