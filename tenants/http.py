from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tenants.models import Gemeente


class HostHttpRequest(HttpRequest):
    """What HostMiddleware and HtmxMiddleware add; `gemeente` is None on the public host."""

    gemeente: Gemeente | None
    beheerders: tuple[dict[str, str], ...]  # of it, today: naam and email
    tenant: object
    htmx: HtmxDetails
