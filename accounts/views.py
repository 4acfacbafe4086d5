from allauth.account.views import LoginView
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.adapter import gemeente_origin
from accounts.http import AuthenticatedHttpRequest
from accounts.queries import gemeenten_of


@login_not_required
def landing(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/landing.html")


@login_not_required
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/toegankelijkheid.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/privacy.html")


@login_not_required
def login(request: HttpRequest) -> HttpResponse:
    """allauth's login, whose form may end at the one gemeente that `next` names: browsers check redirects too."""
    origin = gemeente_origin(request.GET.get("next") or request.POST.get("next") or "")
    view = LoginView.as_view()
    if origin:
        view = csp_update({"form-action": [origin]})(view)
    return view(request)


def start(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Where a login without `next` arrives: the only gemeente one works for, or a choice.

    The header moves on in place of a redirect, because form-action of the login page covers redirects.
    """
    gemeenten = gemeenten_of(request.user)
    response = render(request, "accounts/start.html", {"gemeenten": gemeenten})
    if len(gemeenten) == 1:
        response["Refresh"] = f"0; url={gemeenten[0].url}"
    return response


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
