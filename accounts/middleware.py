"""From a session to rights: who this is, and what they may do in the gemeente of this host."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout, middleware
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.security import SecurityMiddleware
from django.shortcuts import render

from accounts.entrance import current, session_key_of
from accounts.errors import too_many, typed_fields, with_way_back
from accounts.http import AuthenticatedHttpRequest
from accounts.limits import allow
from accounts.permissions import granted
from accounts.second_step import may_go_without, not_here, set_up_first

GetResponse = Callable[[AuthenticatedHttpRequest], HttpResponse]
METHODS = ["GET", "HEAD", "POST"]
FOR_EVERYBODY = "/.well-known/security.txt"
SEEN_EVERY = 5 * 60  # seconds; a session that is used is written this often


def read_out(get_response: GetResponse) -> GetResponse:
    """A middleware: an answer that was given without reading what came along, such as to text that is too long, waits
    until that is in; some 25 MB at most, as the proxy lets through. A proxy that is answered and cut off while it sends
    says that we are away."""

    def respond(request: AuthenticatedHttpRequest) -> HttpResponse:
        response = get_response(request)
        with suppress(OSError):  # who hung up
            any(not request.read(2**16) for _ in range(400))
        return response

    return respond


class HeadersMiddleware(SecurityMiddleware):
    """Django's headers on every answer, also to an unknown host; going over to https is left to Django's own, which
    comes after the host is known. And no other methods than we have pages for."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:  # type: ignore[override]  # theirs redirects
        return None if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return super().process_response(request, response)


class SessionMiddleware(sessions.SessionMiddleware):
    """Django's, with the row that HostMiddleware has asked for already, and only so many rows for visitors."""

    def process_request(self, request: HttpRequest) -> None:
        request.session = self.SessionStore(session_key_of(request) or None)  # type: ignore[arg-type]
        request.session.found = current.get().session  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]
        if request.session.is_new_visitor and not allow(request, "session"):  # type: ignore[attr-defined]
            return too_many(request)
        return super().process_response(request, response)


class SessionAgeMiddleware:
    """Ends a session that has not been used for SESSION_IDLE_SECONDS, or that is SESSION_COOKIE_AGE old."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        session, now = request.session, int(time.time())
        if SESSION_KEY in session:
            started, seen = session.get("started", now), session.get("seen", 0)
            if now - started > settings.SESSION_COOKIE_AGE or (seen and now - seen > settings.SESSION_IDLE_SECONDS):
                get_adapter(request).note_ended(request, request.user, how="verlopen")
                logout(request)
            elif now - seen > SEEN_EVERY:
                session["started"], session["seen"] = started, now
            request.session_seconds = settings.SESSION_COOKIE_AGE - (now - started)
        return self.get_response(request)


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Deny by default, also to who has no second step yet. What somebody typed outlives the session: htmx keeps it on
    the page, a form gets it back."""

    def process_view(self, request: Any, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        refused = super().process_view(request, view_func, view_args, view_kwargs)
        if refused or not getattr(view_func, "login_required", True) or may_go_without(request):
            return refused
        return set_up_first(request)

    def handle_no_permission(self, request: Any, view_func: Any) -> Any:
        if request.htmx:
            return HttpResponse(status=401)
        if request.method == "POST":
            fields = typed_fields(request)
            return render(request, "accounts/session_expired.html", {"fields": fields}, status=401)
        return super().handle_no_permission(request, view_func)


class ToegangMiddleware:
    """Sets `request.permissions`. On the host of a gemeente without Toegang everything is 404; with Toegang and without
    a second step there is no page either."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        request.permissions = request.held = frozenset()
        # Evaluated here, as the platform: further in, the gemeente's role may not read people or sessions.
        if request.user.is_authenticated and request.gemeente:
            functies = request.user.functies_in(request.gemeente)
            if not functies:
                here, request.gemeente = request.gemeente, None  # the page that says so does not name it
                if request.path_info != FOR_EVERYBODY:
                    return not_here(request, here)
            elif request.user.has_second_step:
                request.permissions = request.held = granted(functies)
            elif request.method != "POST" and request.path_info != FOR_EVERYBODY:  # a POST: its token comes first
                return set_up_first(request)
        logged_in = request.user.is_authenticated
        response = with_way_back(request, self.get_response(request))
        if logged_in and not request.user.is_authenticated:  # logged out, or has another password
            response["Clear-Site-Data"] = '"cache", "storage"'  # not "cookies": the message that says so is one
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"  # after logging out, the back button shows nothing
        return response
