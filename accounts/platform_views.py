from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from tenants.backups.queries import last_backup
from tenants.queries import gemeenten_with_stand


@requires_landelijk(Permission.PLATFORM)
def platform_detail(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Which gemeente stands where: open, half open, in maintenance, and what failed. Nothing that a gemeente wrote."""
    gemeenten = gemeenten_with_stand()
    context = {
        "place": "platform",
        "attention": [gemeente for gemeente in gemeenten if gemeente.needs_attention],
        "fine": [gemeente for gemeente in gemeenten if not gemeente.needs_attention],
        "backup": last_backup(),
    }
    return render(request, "accounts/platform_detail.html", context)
