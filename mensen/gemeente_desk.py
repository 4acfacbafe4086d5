from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.actions import NO_AGREEMENT
from accounts.http import GemeenteHttpRequest
from accounts.models import Collega, CollegaToegang, Gebruiker, Uitnodiging
from accounts.permissions import Permission, View, requires
from accounts.uitnodiging_models import UitnodigingQuerySet
from mensen import actions
from mensen.desks import Desk
from mensen.people import Person
from mensen.words import GEMEENTE
from tenants.models import Gemeente


class GemeenteDesk(Desk):
    """Of the gemeente whose role is asking."""

    functies = GEMEENTE

    def __init__(self, gemeente: Gemeente) -> None:
        self.naam = gemeente.naam
        self.closed = "" if gemeente.has_agreement else NO_AGREEMENT

    def url(self, page: str, **values: Any) -> str:
        return reverse(f"mensen:{page}", kwargs=values)

    def people(self, pk: UUID | None = None) -> list[Person]:
        rows = CollegaToegang.objects.filter(pk=pk) if pk else CollegaToegang.objects.all()
        return [
            Person(
                pk=row.pk,
                naam=row.naam,
                email=row.email,
                claimed=row.claimed,
                functies=row.functies,
                since=row.since,
                until=row.until,
                ingelogd=row.ingelogd,
                second_step=row.second_step,
                only_here=row.only_here,
                url=self.url("collega_detail", pk=row.pk),
            )
            for row in rows
        ]

    def invitations(self) -> UitnodigingQuerySet:
        return Uitnodiging.objects.without_secret()

    def names(self, ids: set[Any]) -> dict[Any, str]:
        return Collega.names(ids)

    def invite(
        self, *, emails: Iterable[str], functies: list[str], until: date | None, note: str, by: Gebruiker
    ) -> None:
        actions.invite_colleagues(emails=emails, functies=functies, until=until, note=note, by=by)

    def resend(self, uitnodiging: Uitnodiging, *, by: Gebruiker) -> bool:
        return actions.resend_invitation(pk=uitnodiging.pk, by=by)

    def withdraw(self, uitnodiging: Uitnodiging, *, by: Gebruiker) -> bool:
        return actions.withdraw_invitation(pk=uitnodiging.pk, by=by)

    def set(self, collega: Person, *, functies: list[str], until: date | None, by: Gebruiker) -> bool:
        return actions.set_toegang(collega=collega.pk, functies=functies, until=until, by=by)

    def end(self, collega: Person, *, last: date | None, by: Gebruiker) -> bool:
        return actions.end_toegang(collega=collega.pk, last=last, by=by)

    def reset(self, collega: Person, *, by: Gebruiker) -> None:
        actions.reset_login(collega=collega.pk, by=by)


def of_gemeente(view: Callable[..., HttpResponse]) -> View:
    """The view for who looks after the people of the gemeente of this host: `view(request, desk, …)`."""

    @requires(Permission.MANAGE)
    @wraps(view)
    def checked(request: GemeenteHttpRequest, **kwargs: Any) -> HttpResponse:
        return view(request, GemeenteDesk(request.gemeente), **kwargs)

    return checked
