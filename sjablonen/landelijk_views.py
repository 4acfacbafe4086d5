"""The figures of the country for a redacteur, with their sources and whether they are still new enough."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from sjablonen.landelijk_tabel import all_figures
from sjablonen.pages import frame


@requires_landelijk(Permission.REDACTIE)
def cijfer_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    return render(request, "sjablonen/cijfer_list.html", {**frame(None), **all_figures()})
