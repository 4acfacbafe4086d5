from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import unstash_login
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView, IndexView
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.actions import end_sessions
from accounts.adapter import gemeente_origin, label_in
from accounts.http import AuthenticatedHttpRequest
from accounts.limits import limited
from accounts.models import Gebruiker, Session
from accounts.naam_forms import NaamForm
from accounts.queries import gemeenten_of, running_sessions
from accounts.sessions import INLOGDIENST
from kompas.nav import Nav


def all_or_nothing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For the views of allauth, which write in several steps. Ours say in their actions what belongs together."""

    @wraps(view)
    def atomic(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            tell_before_commit()
            return response

    return atomic


def tell_before_commit() -> None:
    """allauth tells of another second step after the commit; but the mail about it is a row, and the sessions that it
    ends are rows too: all of it stands, or nothing."""
    line = transaction.get_connection()
    theirs = [each for each in line.run_on_commit if each[1].__module__.startswith("allauth.")]
    line.run_on_commit = [each for each in line.run_on_commit if each not in theirs]
    for _, tell, _ in theirs:
        tell()


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
def security_policy(request: HttpRequest) -> HttpResponse:
    contact = settings.SECURITY_CONTACT
    context = {"contact": contact, "contact_naam": contact.removeprefix("mailto:")}
    return render(request, "accounts/security_policy.html", context)


@login_not_required
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116, on every host. It never runs out: it says on each request that it holds for another half year."""
    expires = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    path = "/.well-known/security.txt"
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(path)}",
        f"Policy: {settings.PUBLIEK_URL}/zwakke-plek-melden/",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@limited
@all_or_nothing
def login(request: HttpRequest) -> HttpResponseBase:
    label = label_in(request.GET.get("next", ""))
    diensten = get_adapter(request).ways_in(gemeente__domains__domain=label) if label else []
    return ending_at_gemeente(request, LoginView.as_view(extra_context={"diensten": diensten}))


@login_not_required
@limited
@all_or_nothing
def second_step(request: HttpRequest) -> HttpResponseBase:
    return ending_at_gemeente(request, AuthenticateView.as_view())


def ending_at_gemeente(request: HttpRequest, view: Callable[..., HttpResponseBase]) -> HttpResponseBase:
    """A step of allauth's login, whose form may end at the one gemeente that its `next` names: browsers, which check
    the `form-action` of a page, check redirects too. After the first step allauth keeps `next` with the login."""
    pending = unstash_login(request, peek=True)
    following = request.GET.get("next") or request.POST.get("next") or (pending and pending.redirect_url)
    request.following = following or ""  # type: ignore[attr-defined]  # for logins, when allauth has forgotten it
    origin = gemeente_origin(request.following)  # type: ignore[attr-defined]
    return (csp_update({"form-action": [origin]})(view) if origin else view)(request)


def mfa_index(request: AuthenticatedHttpRequest) -> HttpResponseBase:
    """allauth's; for who has no second step yet, why it is asked and how to begin."""
    first = {} if request.user.has_second_step else {"template_name": "mfa/first.html"}
    context = {"with_passkey": INLOGDIENST not in request.session}  # see ALONE in accounts/urls.py
    return IndexView.as_view(**first, extra_context=context)(request)


def email(request: AuthenticatedHttpRequest, key: str = "") -> HttpResponse:
    """In place of allauth's: an address is who one is here, and only an invitation gives one."""
    raise Http404


def start(request: AuthenticatedHttpRequest) -> HttpResponse:
    """A choice of gemeenten and of texts to keep, or on to the only one there is: by a header in place of a redirect,
    because the form-action of the login page, from which one may come, covers redirects.
    """
    gemeenten, groups = gemeenten_of(request.user), Nav(request).start
    response = render(request, "accounts/start.html", {"gemeenten": gemeenten, "groups": groups})
    urls = [*(gemeente.url for gemeente in gemeenten), *(link.url for links in groups.values() for link in links)]
    if len(urls) == 1:
        response["Refresh"] = f"0; url={urls[0]}"
    return response


def gegevens_form(request: AuthenticatedHttpRequest) -> HttpResponse:
    """One's own name; an address is who one is here, and only an invitation gives one."""
    form = NaamForm(request.POST or None, instance=Gebruiker.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Je naam is opgeslagen.")
        return redirect("gegevens_form")
    return render(request, "accounts/gegevens_form.html", {"form": form}, status=422 if form.errors else 200)


def session_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Where one is logged in. Without the network or the browser: we keep neither with a session."""
    context = {"sessions": running_sessions(request.user), "current": Session.key_of(request.session.session_key)}
    return render(request, "accounts/session_list.html", context)


@require_POST
@transaction.atomic
def session_end(request: AuthenticatedHttpRequest) -> HttpResponse:
    ended = end_sessions(gebruiker=request.user, keep=request.session.session_key)
    if ended:
        get_adapter(request).note_ended(request, request.user, how="elders")
    messages.success(
        request, "Op je andere apparaten ben je uitgelogd." if ended else "Je was nergens anders ingelogd."
    )
    return redirect("session_list")
