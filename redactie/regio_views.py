"""The same pages for one regio: content that it has of its own."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_regio
from redactie import pages
from redactie.queries import zaak_or_404
from tenants.models import Regio


@requires_regio(Permission.REGIO_REDACTIE)
def regio_werk(request: AuthenticatedHttpRequest, regio: Regio) -> HttpResponse:
    return pages.show_work(request, regio)


@requires_regio(Permission.REGIO_REDACTIE)
def regio_stuk_list(request: AuthenticatedHttpRequest, soort: str, regio: Regio) -> HttpResponse:
    return pages.show_list(request, soort, regio)


@requires_regio(Permission.REGIO_REDACTIE)
def regio_stuk_add(request: AuthenticatedHttpRequest, soort: str, regio: Regio) -> HttpResponse:
    return pages.begin_new(soort, regio)


@requires_regio(Permission.REGIO_REDACTIE)
def regio_stuk_detail(request: AuthenticatedHttpRequest, soort: str, sleutel: str, regio: Regio) -> HttpResponse:
    return pages.show_detail(request, zaak_or_404(soort, sleutel, regio))


@requires_regio(Permission.REGIO_REDACTIE)
def regio_voorstel_edit(request: AuthenticatedHttpRequest, soort: str, sleutel: str, regio: Regio) -> HttpResponse:
    return pages.edit(request, zaak_or_404(soort, sleutel, regio))


@requires_regio(Permission.REGIO_REDACTIE)
def regio_stuk_withdraw(request: AuthenticatedHttpRequest, soort: str, sleutel: str, regio: Regio) -> HttpResponse:
    return pages.edit(request, zaak_or_404(soort, sleutel, regio, intrekken=True))


@requires_regio(Permission.REGIO_REDACTIE)
def regio_voorstel_check(request: AuthenticatedHttpRequest, soort: str, sleutel: str, regio: Regio) -> HttpResponse:
    return pages.check(request, zaak_or_404(soort, sleutel, regio))


@require_POST
@requires_regio(Permission.REGIO_REDACTIE)
def regio_voorstel_offer(request: AuthenticatedHttpRequest, soort: str, sleutel: str, regio: Regio) -> HttpResponse:
    return pages.act(request, zaak_or_404(soort, sleutel, regio), "offer")


@require_POST
@requires_regio(Permission.REGIO_REDACTIE)
def regio_voorstel_return(request: AuthenticatedHttpRequest, soort: str, sleutel: str, regio: Regio) -> HttpResponse:
    return pages.give_back(request, zaak_or_404(soort, sleutel, regio))


@require_POST
@requires_regio(Permission.REGIO_REDACTIE)
def regio_voorstel_discard(request: AuthenticatedHttpRequest, soort: str, sleutel: str, regio: Regio) -> HttpResponse:
    return pages.discard(request, zaak_or_404(soort, sleutel, regio))


@requires_regio(Permission.REGIO_REDACTIE)
def regio_onderhoud_edit(request: AuthenticatedHttpRequest, soort: str, sleutel: str, regio: Regio) -> HttpResponse:
    return pages.maintain(request, zaak_or_404(soort, sleutel, regio))
