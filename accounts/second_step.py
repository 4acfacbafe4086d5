"""Nobody works with a password alone. Who has no second step yet is led to setting it up, and sees nothing before."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from accounts.errors import refused, typed_fields
from accounts.http import AuthenticatedHttpRequest
from accounts.sessions import INLOGDIENST, SECOND_STEP
from tenants.models import Gemeente

OWN_LOGIN = "/account/"  # on the public host: one's own password, second step and recovery codes, and logging out


def may_go_without(request: AuthenticatedHttpRequest) -> bool:
    if request.user.has_second_step:
        return True
    return request.gemeente is None and request.path_info.startswith(OWN_LOGIN)


def set_up_first(request: AuthenticatedHttpRequest) -> HttpResponse:
    """In place of the page. What was typed is kept as when a session ended: htmx leaves it, a form gets it back."""
    if request.htmx:
        return HttpResponse(status=401)
    if request.method == "POST":
        fields = typed_fields(request)
        return render(request, "accounts/second_step_first.html", {"fields": fields}, status=403)
    return redirect(f"{settings.PUBLIEK_URL}/account/2fa/")


def own_login(view: Callable[..., HttpResponseBase], *, alone: bool = False) -> Callable[..., HttpResponseBase]:
    """Not for who came by way of an inlogdienst, as far as she also works where that does not lead: whoever runs it
    could otherwise make a way into the rest. Nor when its second step stands for ours: then there is nothing to set up.

    `alone`: what lets somebody in by itself. Never for her: it would open what she is invited for later, too.
    """

    @wraps(view)
    def checked(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        came = request.user.is_authenticated and INLOGDIENST in request.session
        if came and (alone or request.user.withheld or request.session.get(SECOND_STEP)):
            return render(request, "accounts/own_login.html", status=403)
        return view(request, *args, **kwargs)

    return checked


def not_here(request: AuthenticatedHttpRequest, gemeente: Gemeente) -> HttpResponse:
    """404, but to who works here and logged in in a way that does not lead here: she is told which way does."""
    if not any(toegang["gemeente"] == str(gemeente.pk) for toegang in request.user.withheld):
        raise Http404
    came, url = INLOGDIENST in request.session, gemeente.url
    return refused(request, "accounts/log_in_otherwise.html", 403, came=came, url=url, naam=gemeente.naam)
