"""Who may do what. A functie is a plain list of rights; a view names the one right it needs with `@requires`.

That is for the host of a gemeente; the views of the public host say it with the decorators of accounts/scopes.py.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

View = Callable[..., HttpResponse]


class Permission(StrEnum):
    READ = "gemeente.read"  # everything the gemeente wrote
    EDIT = "gemeente.edit"  # answers, acties, the plan
    MANAGE = "gemeente.manage"  # people and settings
    ADOPT = "gemeente.adopt"  # note what college, burgemeester or raad decided, of a plan that a colleague offered
    ADOPT_ALONE = "gemeente.adopt_alone"  # … also of what one offered oneself
    SUBMIT = "gemeente.submit"  # share with VNG, CoMensha or a regio
    SECURITY = "logins.read"  # who came in: of her own people, in a gemeente or for VNG or CoMensha
    REGIO = "regio.read"
    REGIO_REDACTIE = "regio.edit"  # the standard texts of one regio
    LANDELIJK = "landelijk.read"
    REDACTIE = "landelijk.edit"  # the landelijke standard texts
    MEETRONDE = "landelijk.ronde"  # ask something of all gemeenten; what cannot be undone with a second person
    PEOPLE = "people.manage"  # who works for VNG or CoMensha, or for one regio; in a gemeente that is MANAGE
    PLATFORM = "platform.read"  # how the gemeenten are run; nothing of what they wrote


class Lezer:
    naam = "lezer"
    permissions = frozenset({Permission.READ})


class Bewerker:
    naam = "bewerker"
    permissions = Lezer.permissions | {Permission.EDIT, Permission.ADOPT}


class Beheerder:
    naam = "beheerder"
    permissions = Bewerker.permissions | {Permission.MANAGE}


class Indiener:
    """The separate right to submit; held beside another functie."""

    naam = "indiener"
    permissions = frozenset({Permission.READ, Permission.SUBMIT})


class Vaststeller:
    """The separate right to note without a second person that the plan was adopted; held beside another functie."""

    naam = "vaststeller"
    permissions = frozenset({Permission.READ, Permission.ADOPT, Permission.ADOPT_ALONE})


class Ciso:
    """Guards the security of information: sees the logins of her own people, in a gemeente or for VNG or CoMensha."""

    naam = "ciso"
    permissions = frozenset({Permission.READ, Permission.SECURITY})


class Ketenregisseur:
    naam = "ketenregisseur"
    permissions = frozenset({Permission.REGIO, Permission.REGIO_REDACTIE})


class Regiobeheerder:
    """Says who works for a regio; sees nothing of what gemeenten shared with it."""

    naam = "regiobeheerder"
    permissions = frozenset({Permission.PEOPLE})


class Medewerker:
    naam = "medewerker"
    permissions = frozenset({Permission.LANDELIJK})


class Rondebeheerder:
    """Of VNG or CoMensha. What cannot be undone needs two of them, see metingen/verzoek_models.py."""

    naam = "rondebeheerder"
    permissions = Medewerker.permissions | {Permission.MEETRONDE}


class Redacteur:
    """Writes the texts of the country. What gemeenten shared is for a medewerker: who does both holds both."""

    naam = "redacteur"
    permissions = frozenset({Permission.REDACTIE})


class Organisatiebeheerder:
    """Says who works for VNG or CoMensha; sees nothing of what gemeenten shared with it."""

    naam = "organisatiebeheerder"
    permissions = frozenset({Permission.PEOPLE})


class Platformbeheerder:
    """Runs Kompas. Sees where each gemeente stands, and no texts or answers."""

    naam = "platformbeheerder"
    permissions = frozenset({Permission.PLATFORM})


GEMEENTE_FUNCTIES = (Lezer, Bewerker, Beheerder, Indiener, Vaststeller, Ciso)
REGIO_FUNCTIES = (Ketenregisseur, Regiobeheerder)
LANDELIJKE_FUNCTIES = (Medewerker, Rondebeheerder, Redacteur, Organisatiebeheerder, Platformbeheerder, Ciso)
FUNCTIES = {functie.naam: functie for functie in (*GEMEENTE_FUNCTIES, *REGIO_FUNCTIES, *LANDELIJKE_FUNCTIES)}


def granted(functies: set[str]) -> frozenset[Permission]:
    return frozenset().union(*(FUNCTIES[naam].permissions for naam in functies))


def declared(view: View, permission: Permission, *, scope: str) -> View:
    """Note on a view what it asks, for tests/accounts/test_urls.py. Beside `requires` there is accounts/scopes.py."""
    view.permission, view.scope = permission, scope  # type: ignore[attr-defined]
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """The view may be used by who holds `permission` in the gemeente of this host.

    No Toegang at all answers 404, so that existence does not show; Toegang without this right answers 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.permissions:
                raise Http404
            if permission not in request.permissions:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return declared(checked, permission, scope="gemeente")

    return decorate
