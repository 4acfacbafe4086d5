"""Nobody works with a password alone. Who has no second step yet is led to setting it up, and sees nothing before."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.errors import typed_fields
from accounts.http import AuthenticatedHttpRequest

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
