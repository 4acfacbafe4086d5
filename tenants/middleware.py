"""Which gemeente a request is for, and taking its role only around the view."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django_tenants.middleware.main import TenantMainMiddleware
from django_tenants.postgresql_backend.base import FakeTenant

from tenants.context import from_public, in_gemeente
from tenants.http import HostHttpRequest
from tenants.models import Domein, Gemeente

STATIC_URL = settings.STATIC_URL  # the style of the page that says so
RETRY_AFTER = 300  # seconds
GetResponse = Callable[[HostHttpRequest], HttpResponse]


class HostMiddleware(TenantMainMiddleware):
    """Sets `request.gemeente` (None on the public host) and the URLs that go with it.

    Everything outside the view (host, session, user, Toegang) is looked up as the platform role, so the connection
    stays on public here; TenantRoleMiddleware takes the gemeente's role. An unknown host gets a bare 404.
    """

    def __call__(self, request: HostHttpRequest) -> HttpResponse:
        with from_public():
            try:
                request.gemeente = self.find_gemeente(request)
            except (DisallowedHost, Domein.DoesNotExist):
                return HttpResponseNotFound()
            if request.gemeente and request.gemeente.maintenance_since and not request.path.startswith(STATIC_URL):
                return render_maintenance(request.gemeente)
            request.tenant = request.gemeente or FakeTenant("public")
            self.setup_url_routing(request)
            return self.get_response(request)

    def find_gemeente(self, request: HostHttpRequest) -> Gemeente | None:
        host = request.get_host().partition(":")[0].lower()
        if host == settings.KOMPAS_HOST:
            return None
        label = host.removesuffix(f".{settings.KOMPAS_HOST}")
        domein = Domein.objects.select_related("tenant").get(domain=label, tenant__opened_at__isnull=False)
        return domein.tenant


def render_maintenance(gemeente: Gemeente) -> HttpResponse:
    """One gemeente whose tables could not be brought up to date; all others work."""
    page = render_to_string("onderhoud.html", {"gemeente": gemeente, "kompas_naam": settings.KOMPAS_NAAM})
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


class TenantRoleMiddleware:
    """Innermost: the view, and nothing else, runs in the gemeente's schema with the gemeente's role."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HostHttpRequest) -> HttpResponse:
        if request.gemeente is None:
            return self.get_response(request)
        with in_gemeente(request.gemeente):
            return self.get_response(request)
