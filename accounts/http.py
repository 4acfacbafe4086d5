from accounts.models import Gebruiker
from accounts.permissions import Permission
from tenants.http import HostHttpRequest
from tenants.models import Gemeente


class AuthenticatedHttpRequest(HostHttpRequest):
    """A request behind login: the person, and what they may do in the gemeente of this host.

    On the public host `permissions` is empty; `requires_landelijk` sets `organisaties`.
    """

    user: Gebruiker  # type: ignore[assignment]  # Django's also allows AnonymousUser
    permissions: frozenset[Permission]
    held: frozenset[Permission]  # the same, or in a gemeente that ended what they could do before
    organisaties: frozenset[str]
    session_seconds: int  # until it ends, however much it is used


class GemeenteHttpRequest(AuthenticatedHttpRequest):
    """On the host of a gemeente: `requires` lets nobody in elsewhere."""

    gemeente: Gemeente
