from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from accounts.http import AuthenticatedHttpRequest
from accounts.models import Gebruiker, Uitnodiging
from accounts.permissions import Permission, View
from accounts.scopes import requires_landelijk, requires_regio
from accounts.uitnodiging_actions import withdraw_uitnodiging
from accounts.uitnodiging_models import UitnodigingQuerySet
from mensen import staff_actions
from mensen.desks import Desk
from mensen.people import Person
from mensen.staff_queries import people_in
from mensen.staff_scopes import StaffScope, organisatie_scope, platform_scope, regio_scope
from tenants.models import Regio


class StaffDesk(Desk):
    """On the public host, of VNG, CoMensha, a regio or Kompas itself."""

    def __init__(self, scope: StaffScope) -> None:
        self.scope = scope
        self.naam, self.functies = scope.naam, scope.functies

    def url(self, page: str, **values: Any) -> str:
        return self.scope.url(page, **values)

    def people(self, pk: UUID | None = None) -> list[Person]:
        return people_in(self.scope, pk=pk)

    def invitations(self) -> UitnodigingQuerySet:
        return staff_actions.invitations(self.scope)

    def names(self, ids: set[Any]) -> dict[Any, str]:
        return dict(Gebruiker.objects.filter(pk__in=ids).values_list("pk", "naam"))

    def invite(
        self, *, emails: Iterable[str], functies: list[str], until: date | None, note: str, by: Gebruiker
    ) -> None:
        staff_actions.invite_staff(scope=self.scope, emails=emails, functies=functies, until=until, note=note, by=by)

    def resend(self, uitnodiging: Uitnodiging, *, by: Gebruiker) -> bool:
        return staff_actions.resend_staff(scope=self.scope, uitnodiging=uitnodiging)

    def withdraw(self, uitnodiging: Uitnodiging, *, by: Gebruiker) -> bool:
        return withdraw_uitnodiging(uitnodiging=uitnodiging, by=by.pk)

    def set(self, collega: Person, *, functies: list[str], until: date | None, by: Gebruiker) -> bool:
        account = account_of(collega)
        return staff_actions.set_staff(scope=self.scope, gebruiker=account, functies=functies, until=until, by=by)

    def end(self, collega: Person, *, last: date | None, by: Gebruiker) -> bool:
        return staff_actions.end_staff(scope=self.scope, gebruiker=account_of(collega), last=last, by=by)

    def reset(self, collega: Person, *, by: Gebruiker) -> None:
        staff_actions.reset_staff(scope=self.scope, gebruiker=account_of(collega), by=by)


def account_of(collega: Person) -> Gebruiker:
    return Gebruiker.objects.get(pk=collega.pk)


def in_each_scope(view: Callable[..., HttpResponse]) -> dict[str, View]:
    """The view by the kind of its scope, each for who holds the right there: `view(request, desk, …)`."""

    def landelijk(permission: Permission, kind: str, scope_of: Callable[[str], StaffScope]) -> View:
        @wraps(view)
        def checked(request: AuthenticatedHttpRequest, *, organisatie: str, **kwargs: Any) -> HttpResponse:
            if organisatie not in request.organisaties:
                raise Http404
            return view(request, StaffDesk(scope_of(organisatie)), **kwargs)

        checked.__name__ = f"{kind}_{view.__name__}"
        found: View = requires_landelijk(permission)(checked)
        return found

    @wraps(view)
    def regional(request: AuthenticatedHttpRequest, *, regio: Regio, **kwargs: Any) -> HttpResponse:
        return view(request, StaffDesk(regio_scope(regio)), **kwargs)

    regional.__name__ = f"regio_{view.__name__}"
    return {
        "organisatie": landelijk(Permission.PEOPLE, "organisatie", organisatie_scope),
        "platform": landelijk(Permission.PLATFORM, "platform", platform_scope),
        "regio": requires_regio(Permission.PEOPLE)(regional),
    }
