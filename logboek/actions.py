"""Writing in the logboek, and taking out what is past its term."""

import re

from accounts.http import AuthenticatedHttpRequest
from accounts.networks import network_of
from logboek.models import Gebeurtenis
from tenants.connection import connection
from tenants.written import insert

# What an id or a code looks like. An address may hold anything; what looks otherwise is somebody's text.
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,59}")


def note(*, request: AuthenticatedHttpRequest, status: int) -> None:
    """One row, in the transaction that there is, so that a change and its row stand or fall together."""
    found = request.resolver_match
    assert found is not None
    gebeurtenis = Gebeurtenis(
        created_by=request.user.pk,
        action=found.view_name,
        object=" ".join(str(value) for value in found.kwargs.values() if ID.fullmatch(str(value))),
        status=status,
        reference=request.reference,  # type: ignore[attr-defined]  # of RequestLogMiddleware
        network=network_of(request),
    )
    insert(gebeurtenis)


def remove_old() -> int:
    """Of the gemeente we work for. Its role may delete nothing here; the owner's function deletes only what is old."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.logboek_remove_old()")
        return cursor.fetchone()[0]
