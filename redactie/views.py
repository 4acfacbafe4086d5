"""The pages of a redacteur, for the content of the country. What they do stands in pages.py."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from redactie import pages
from redactie.queries import zaak_or_404


@requires_landelijk(Permission.REDACTIE)
def werk(request: AuthenticatedHttpRequest) -> HttpResponse:
    return pages.show_work(request, None)


@requires_landelijk(Permission.REDACTIE)
def stuk_list(request: AuthenticatedHttpRequest, soort: str) -> HttpResponse:
    return pages.show_list(request, soort, None)


@requires_landelijk(Permission.REDACTIE)
def stuk_add(request: AuthenticatedHttpRequest, soort: str) -> HttpResponse:
    return pages.begin_new(soort, None)


@requires_landelijk(Permission.REDACTIE)
def stuk_detail(request: AuthenticatedHttpRequest, soort: str, sleutel: str) -> HttpResponse:
    return pages.show_detail(request, zaak_or_404(soort, sleutel, None))


@requires_landelijk(Permission.REDACTIE)
def voorstel_edit(request: AuthenticatedHttpRequest, soort: str, sleutel: str) -> HttpResponse:
    return pages.edit(request, zaak_or_404(soort, sleutel, None))


@requires_landelijk(Permission.REDACTIE)
def stuk_withdraw(request: AuthenticatedHttpRequest, soort: str, sleutel: str) -> HttpResponse:
    return pages.edit(request, zaak_or_404(soort, sleutel, None, intrekken=True))


@requires_landelijk(Permission.REDACTIE)
def voorstel_check(request: AuthenticatedHttpRequest, soort: str, sleutel: str) -> HttpResponse:
    return pages.check(request, zaak_or_404(soort, sleutel, None))


@require_POST
@requires_landelijk(Permission.REDACTIE)
def voorstel_offer(request: AuthenticatedHttpRequest, soort: str, sleutel: str) -> HttpResponse:
    return pages.act(request, zaak_or_404(soort, sleutel, None), "offer")


@require_POST
@requires_landelijk(Permission.REDACTIE)
def voorstel_release(request: AuthenticatedHttpRequest, soort: str, sleutel: str) -> HttpResponse:
    return pages.act(request, zaak_or_404(soort, sleutel, None), "release")


@require_POST
@requires_landelijk(Permission.REDACTIE)
def voorstel_return(request: AuthenticatedHttpRequest, soort: str, sleutel: str) -> HttpResponse:
    return pages.give_back(request, zaak_or_404(soort, sleutel, None))


@require_POST
@requires_landelijk(Permission.REDACTIE)
def voorstel_discard(request: AuthenticatedHttpRequest, soort: str, sleutel: str) -> HttpResponse:
    return pages.discard(request, zaak_or_404(soort, sleutel, None))


@requires_landelijk(Permission.REDACTIE)
def onderhoud_edit(request: AuthenticatedHttpRequest, soort: str, sleutel: str) -> HttpResponse:
    return pages.maintain(request, zaak_or_404(soort, sleutel, None))
