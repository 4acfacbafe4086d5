"""The pages of a ketenregisseur: the texts of one regio, beside the landelijke ones that they may replace."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_regio
from sjablonen import pages
from sjablonen.queries import tekst_or_404
from tenants.models import Regio


@requires_regio(Permission.REGIO_REDACTIE)
def regio_passage_list(request: AuthenticatedHttpRequest, regio: Regio) -> HttpResponse:
    return pages.show_list(request, regio=regio)


@requires_regio(Permission.REGIO_REDACTIE)
def regio_passage_detail(request: AuthenticatedHttpRequest, code: str, regio: Regio) -> HttpResponse:
    return pages.show_detail(request, tekst_or_404(code, regio))


@require_POST
@requires_regio(Permission.REGIO_REDACTIE)
def regio_passage_preview(request: AuthenticatedHttpRequest, regio: Regio) -> HttpResponse:
    return pages.show_typed(request)


@require_POST
@requires_regio(Permission.REGIO_REDACTIE)
def regio_passage_confirm(request: AuthenticatedHttpRequest, code: str, regio: Regio) -> HttpResponse:
    return pages.confirm(request, tekst_or_404(code, regio))
