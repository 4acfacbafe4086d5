"""Writing in the logboek, and taking out what is past its term."""

import re
from contextlib import suppress
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied

from accounts.http import AuthenticatedHttpRequest
from logboek.models import Gebeurtenis
from tenants.connection import connection

# What an id or a code looks like. An address may hold anything; what looks otherwise is somebody's text.
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,59}")
PREFIX = {4: 24, 6: 48}  # bits of an address that say which organisation, not which device


def note(*, request: AuthenticatedHttpRequest, status: int) -> None:
    """One row, in the transaction that there is, so that a change and its row stand or fall together."""
    found = request.resolver_match
    assert found is not None
    Gebeurtenis(
        created_by=request.user.pk,
        action=found.view_name,
        object=" ".join(str(value) for value in found.kwargs.values() if ID.fullmatch(str(value))),
        status=status,
        reference=request.reference,  # type: ignore[attr-defined]  # of RequestLogMiddleware
        network=network_of(request),
    ).save(force_insert=True)


def network_of(request: AuthenticatedHttpRequest) -> str:
    """Empty when the server was not told, or was told nonsense."""
    with suppress(PermissionDenied, ValueError):
        return network(get_adapter(request).get_client_ip(request))
    return ""


def network(address: str) -> str:
    """`192.0.2.0/24` for 192.0.2.17. Raises ValueError for what is no address."""
    found = ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return str(ip_network(f"{found}/{PREFIX[found.version]}", strict=False))


def remove_old() -> int:
    """Of the gemeente we work for. Its role may delete nothing here; the owner's function deletes only what is old."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.logboek_remove_old()")
        return cursor.fetchone()[0]
