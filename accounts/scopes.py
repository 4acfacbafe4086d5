"""Who may use a view on the public host: people of VNG and CoMensha, or of one regio. For a gemeente: permissions.py.

Rights count per scope: who is redacteur of the country is nothing in a regio, and the other way about.
"""

from collections.abc import Iterable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from accounts.http import AuthenticatedHttpRequest
from accounts.models import Gebruiker
from accounts.permissions import Permission, View, declared, granted
from tenants.models import Regio


def requires_landelijk(permission: Permission) -> Any:
    """The view may be used by who holds `permission` for VNG or CoMensha; for which, says `request.organisaties`.

    As with `requires`: without landelijke Toegang 404, with it but without this right 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: AuthenticatedHttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            toegangen = [toegang for toegang in request.user.toegangen if toegang["organisatie"]]
            check(toegangen, permission)
            request.organisaties = frozenset(
                str(toegang["organisatie"]) for toegang in toegangen if permission in granted({str(toegang["functie"])})
            )
            return view(request, *args, **kwargs)

        return declared(checked, permission, scope="landelijk")

    return decorate


def requires_regio(permission: Permission) -> Any:
    """The view may be used by who holds `permission` in the regio that its address names (`<uuid:regio>`).

    The view gets the Regio itself as `regio`. Another regio answers as one that is not there: 404.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: AuthenticatedHttpRequest, *args: Any, regio: UUID, **kwargs: Any) -> HttpResponse:
            toegangen = [toegang for toegang in request.user.toegangen if toegang["regio"] == str(regio)]
            check(toegangen, permission)
            return view(request, *args, regio=Regio.objects.get(pk=regio), **kwargs)

        return declared(checked, permission, scope="regio")

    return decorate


def landelijke_rights(gebruiker: Gebruiker) -> frozenset[Permission]:
    """For VNG or CoMensha, whichever of both."""
    return granted({str(toegang["functie"]) for toegang in gebruiker.toegangen if toegang["organisatie"]})


def check(toegangen: Iterable[dict[str, str | None]], permission: Permission) -> None:
    """Raises Http404 or PermissionDenied, except when these Toegangen, of one scope, give the right."""
    functies = {str(toegang["functie"]) for toegang in toegangen}
    if not functies:
        raise Http404
    if permission not in granted(functies):
        raise PermissionDenied
