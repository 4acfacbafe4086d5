"""The field *Gemeente zoeken* of every national page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.http import AuthenticatedHttpRequest
from dashboards.search import SHOWN, Found, find_gemeenten
from dashboards.seen import staf_view
from dashboards.selection import all_rounds, place

LONGEST = 80  # as a name can be


@staf_view(figures=False)
def gemeente_search(request: AuthenticatedHttpRequest) -> HttpResponse:
    """One whose whole name or code was typed opens at once; a part of a name gives a list, so that no page of a
    gemeente opens, and is noted with it, that nobody meant."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    found = find_gemeenten(typed)
    query = query_of(request)
    exact = [each for each in found if each.is_exact]
    if len(exact) == 1:
        return redirect(address(exact[0], query))
    context = {
        **place(""),
        "q": typed,
        "found": [(address(each, query), each) for each in found[:SHOWN]],
        "is_cut": len(found) > SHOWN,
    }
    return render(request, "dashboards/gemeente_search.html", context)


def query_of(request: AuthenticatedHttpRequest) -> str:
    """The round that was looked at, for behind an address; empty when none was, or one that is not there."""
    asked = request.GET.get("ronde")
    known = [ronde for ronde in all_rounds() if str(ronde.pk) == asked] if asked else []
    return f"?ronde={known[0].pk}" if known else ""


def address(found: Found, query: str) -> str:
    return reverse("dashboards:gemeente_detail", args=[found.code]) + query
