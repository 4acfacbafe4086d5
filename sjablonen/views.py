"""The pages of a redacteur. What they have in common with those of a regio is in pages.py."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from sjablonen import pages
from sjablonen.queries import tekst_or_404


@requires_landelijk(Permission.REDACTIE)
def passage_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    return pages.show_list(request, regio=None)


@requires_landelijk(Permission.REDACTIE)
def passage_detail(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    return pages.show_detail(request, tekst_or_404(code, None))


@require_POST
@requires_landelijk(Permission.REDACTIE)
def passage_preview(request: AuthenticatedHttpRequest) -> HttpResponse:
    return pages.show_typed(request)


@require_POST
@requires_landelijk(Permission.REDACTIE)
def passage_confirm(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    return pages.confirm(request, tekst_or_404(code, None))
