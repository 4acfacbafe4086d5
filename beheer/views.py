"""How the installation is doing, and what waits for whom. Nothing that a gemeente wrote."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from beheer.forms import ZoekForm
from beheer.models import KEPT_YEARS
from beheer.queries import (
    handelingen,
    invitations,
    jobs_to_look_at,
    lines_of,
    make_page,
    running,
)
from tenants.backups.queries import last_backup
from tenants.queries import gemeenten_with_stand

FRAME = {"place": "platform"}


@require_safe
@requires_landelijk(Permission.PLATFORM)
def platform_detail(request: AuthenticatedHttpRequest) -> HttpResponse:
    """What asks for attention, and where everything else stands."""
    gemeenten = gemeenten_with_stand()
    context = {
        **FRAME,
        "attention": [gemeente for gemeente in gemeenten if gemeente.needs_attention],
        "fine": sum(not gemeente.needs_attention for gemeente in gemeenten),
        "backup": last_backup(),
        "running": running(),
        "form": ZoekForm(),
    }
    return render(request, "beheer/platform_detail.html", context)


@require_safe
@requires_landelijk(Permission.PLATFORM)
def job_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    page = make_page(jobs_to_look_at(), request.GET)
    return render(request, "beheer/job_list.html", {**FRAME, "page": page})


@require_safe
@requires_landelijk(Permission.PLATFORM)
def uitnodiging_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Who was invited and never came, of all gemeenten, regio's and organisaties."""
    page = make_page(invitations(), request.GET)
    return render(request, "beheer/uitnodiging_list.html", {**FRAME, "page": page})


@require_safe
@requires_landelijk(Permission.PLATFORM)
def handeling_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    page = make_page(handelingen(), request.GET)
    context = {**FRAME, "page": page, "lines": lines_of(page.rows), "kept_years": KEPT_YEARS}
    return render(request, "beheer/handeling_list.html", context)
