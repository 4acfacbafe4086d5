"""The front page of a demo, with one click per role. Anywhere else it is the product's own, and there is no click."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

import accounts.views
from accounts.limits import limited
from accounts.models import Gebruiker
from demo.country_rows import found
from demo.guard import is_demo
from demo.known import SLUGS
from demo.roles import BEYOND, OF_GEMEENTE, ROLES, is_made_by_demo
from tenants.models import Gemeente


@login_not_required
@limited
def landing(request: HttpRequest) -> HttpResponse:
    if not is_demo():
        return accounts.views.landing(request)
    gemeenten = Gemeente.objects.opened().filter(slug__in=SLUGS).order_by("code")
    context = {"gemeenten": gemeenten, "here": OF_GEMEENTE, "beyond": BEYOND, "has_country": bool(found())}
    return render(request, "demo/landing.html", context)


@login_not_required
@require_POST
@transaction.atomic
def enter(request: HttpRequest) -> HttpResponse:
    """Log in as the demo's person of a role, in both steps. On to the gemeente by /start/, as after any login: the
    form-action of this page covers redirects."""
    role = ROLES.get(request.POST.get("rol", ""))
    slug = request.POST.get("gemeente", "")
    person = role.person(slug) if role and is_demo() and (slug in SLUGS or role in BEYOND) else None
    if person is None:
        raise Http404
    if not is_made_by_demo(person):
        messages.error(request, f"{person} heeft een eigen wachtwoord of tweede stap gekozen. Log daarmee in.")
        return redirect("landing")
    log_in(request, person)
    return redirect(f"{settings.LOGIN_REDIRECT_URL}")


def log_in(request: HttpRequest, person: Gebruiker) -> None:
    person.backend = settings.AUTHENTICATION_BACKENDS[0]  # type: ignore[attr-defined]  # as authenticate() leaves it
    get_adapter().login(request, person)
    for method in ("password", "mfa"):
        record_authentication(request, person, method)
