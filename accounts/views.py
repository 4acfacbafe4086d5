from collections.abc import Callable

from allauth.account.internal.stagekit import unstash_login
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from accounts.adapter import gemeente_origin
from accounts.http import AuthenticatedHttpRequest
from accounts.queries import edited_regios, edits_landelijk, gemeenten_of


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
def login(request: HttpRequest) -> HttpResponseBase:
    return ending_at_gemeente(request, LoginView.as_view())


@login_not_required
def second_step(request: HttpRequest) -> HttpResponseBase:
    return ending_at_gemeente(request, AuthenticateView.as_view())


def ending_at_gemeente(request: HttpRequest, view: Callable[..., HttpResponseBase]) -> HttpResponseBase:
    """A step of allauth's login, whose form may end at the one gemeente that its `next` names: browsers, which check
    the `form-action` of a page, check redirects too. After the first step allauth keeps `next` with the login."""
    pending = unstash_login(request, peek=True)
    following = request.GET.get("next") or request.POST.get("next") or (pending and pending.redirect_url)
    origin = gemeente_origin(following or "")
    return (csp_update({"form-action": [origin]})(view) if origin else view)(request)


def email(request: AuthenticatedHttpRequest, key: str = "") -> HttpResponse:
    """In place of allauth's: an address is who one is here, and only an invitation gives one."""
    raise Http404


def start(request: AuthenticatedHttpRequest) -> HttpResponse:
    """A choice of gemeenten and of texts to keep. `?verder`, where a login without `next` arrives, goes on to the only
    one there is: by a header in place of a redirect, because the form-action of the login page covers redirects.
    """
    gemeenten = gemeenten_of(request.user)
    redactie = [
        *(
            [("Landelijke standaardteksten", reverse("sjablonen:passage_list"))]
            if edits_landelijk(request.user)
            else []
        ),
        *(
            (f"Standaardteksten van {regio}", reverse("sjablonen:regio_passage_list", args=[regio.pk]))
            for regio in edited_regios(request.user)
        ),
    ]
    response = render(request, "accounts/start.html", {"gemeenten": gemeenten, "redactie": redactie})
    urls = [*(gemeente.url for gemeente in gemeenten), *(url for _, url in redactie)]
    if "verder" in request.GET and len(urls) == 1:
        response["Refresh"] = f"0; url={urls[0]}"
    return response


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
