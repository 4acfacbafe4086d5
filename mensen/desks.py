"""Where the people of a scope are looked after: who there are, and what can be done about them.

What is refused raises MensenFout, in words; False for what was no longer there to be done.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from accounts.models import Gebruiker, Uitnodiging
from accounts.uitnodiging_models import UitnodigingQuerySet
from mensen.people import Invited, Person
from mensen.words import Functies


class Desk(ABC):
    naam: str
    functies: Functies
    closed: str = ""  # why nobody can be invited

    @abstractmethod
    def url(self, page: str, **values: Any) -> str: ...

    @abstractmethod
    def people(self, pk: UUID | None = None) -> list[Person]:
        """Whoever works or worked here, by name; or that one."""

    @abstractmethod
    def invitations(self) -> UitnodigingQuerySet:
        """Of all days."""

    @abstractmethod
    def names(self, ids: set[Any]) -> dict[Any, str]: ...

    @abstractmethod
    def invite(
        self, *, emails: Iterable[str], functies: list[str], until: date | None, note: str, by: Gebruiker
    ) -> None: ...

    @abstractmethod
    def resend(self, uitnodiging: Uitnodiging, *, by: Gebruiker) -> bool: ...

    @abstractmethod
    def withdraw(self, uitnodiging: Uitnodiging, *, by: Gebruiker) -> bool: ...

    @abstractmethod
    def set(self, collega: Person, *, functies: list[str], until: date | None, by: Gebruiker) -> bool: ...

    @abstractmethod
    def end(self, collega: Person, *, last: date | None, by: Gebruiker) -> bool: ...

    @abstractmethod
    def reset(self, collega: Person, *, by: Gebruiker) -> None: ...

    def person(self, pk: UUID) -> Person:
        """Raises Http404 for who never worked here."""
        for person in self.people(pk):
            return person
        raise Http404

    def same(self, *, functies: list[str], until: date | None, note: str) -> frozenset[str]:
        """The addresses that such an invitation waits for already: a page that is sent again mails nobody twice."""
        waiting = self.invitations().waiting().filter(toegang_until=until, note=note, expires_at__gt=timezone.now())
        return frozenset(each.email for each in waiting if sorted(each.functies) == sorted(functies))

    def invited(self) -> list[Invited]:
        """Who is on the way here; two queries."""
        waiting = list(self.invitations().waiting())
        names = self.names({each.created_by for each in waiting if each.created_by})
        return [
            Invited(
                each,
                names.get(each.created_by, "wie Kompas beheert"),
                self.url("uitnodiging_resend", pk=each.pk),
                self.url("uitnodiging_withdraw", pk=each.pk),
            )
            for each in waiting
        ]
