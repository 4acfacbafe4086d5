"""Where a request comes from, as far as we want to know: which organisation, not which device."""

from contextlib import suppress
from functools import lru_cache
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

PREFIX = {4: 24, 6: 48}  # bits of an address


def network_of(request: HttpRequest) -> str:
    """Empty when the server was not told, or was told nonsense."""
    with suppress(PermissionDenied, ValueError):
        return network(get_adapter(request).get_client_ip(request))
    return ""


@lru_cache(maxsize=1024)
def network(address: str) -> str:
    """`192.0.2.0/24` for 192.0.2.17. Raises ValueError for what is no address."""
    found = ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return str(ip_network(f"{found}/{PREFIX[found.version]}", strict=False))
