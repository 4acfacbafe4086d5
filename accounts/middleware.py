"""From a session to rights: who this is, and what they may do in the gemeente of this host."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import middleware
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import granted, needs_mfa

GetResponse = Callable[[AuthenticatedHttpRequest], HttpResponse]


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Deny by default. What somebody typed outlives the session: htmx keeps it on the page, a form gets it back."""

    def handle_no_permission(self, request: Any, view_func: Any) -> Any:
        if request.htmx:
            return HttpResponse(status=401)
        if request.method == "POST":
            fields = [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name != "csrfmiddlewaretoken"
            ]
            return render(request, "accounts/session_expired.html", {"fields": fields}, status=401)
        return super().handle_no_permission(request, view_func)


class ToegangMiddleware:
    """Sets `request.permissions`. On the host of a gemeente without Toegang everything is 404."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        request.permissions = frozenset()
        # Evaluated here, as the platform: further in, the gemeente's role may not read people or sessions.
        if request.user.is_authenticated and request.gemeente:
            functies = request.user.functies_in(request.gemeente)
            if not functies:
                request.gemeente = None  # the page that says so does not name it
                raise Http404
            if needs_mfa(functies) and not Authenticator.objects.filter(user=request.user).exists():
                return redirect(f"{settings.PUBLIEK_URL}/account/2fa/")
            request.permissions = granted(functies)
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"  # after logging out, the back button shows nothing
        return response
