"""What machines ask, and no person."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from tenants.queries import is_host


@login_not_required
def certificate_ask(request: HttpRequest) -> HttpResponse:
    """Whether the proxy may get a certificate for `?domain=`: 200 or 404, and nothing else. See docs/proxy.md.

    Harmless to whoever else asks: to open the host itself says the same.
    """
    return HttpResponse(status=200 if is_host(request.GET.get("domain", "")) else 404)
