"""Who works or worked in a scope and who is on the way there, as its pages show them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import Uitnodiging
from accounts.permissions import Indiener, Vaststeller
from accounts.uitnodiging_models import in_words


@dataclass(frozen=True)
class Person:
    pk: UUID
    naam: str
    email: str
    claimed: bool  # the address: a provider says it, and nobody proved it
    functies: list[str]  # of now and later; empty of who stopped
    since: date
    until: date | None
    ingelogd: str  # a CollegaToegang.Ingelogd
    second_step: bool
    only_here: bool  # whether the account is of this scope alone
    url: str

    @property
    def functies_in_words(self) -> str:
        return in_words(self.functies)

    @property
    def beside_rights(self) -> str:
        """The functies that are more than one right, which the list of a gemeente tells apart."""
        return in_words(naam for naam in self.functies if naam not in (Indiener.naam, Vaststeller.naam))

    @property
    def stand(self) -> str:
        """Changes with what somebody may, and until when."""
        return f"{' '.join(self.functies)}|{self.until or ''}"


@dataclass(frozen=True)
class Invited:
    uitnodiging: Uitnodiging
    by: str
    resend_url: str
    withdraw_url: str
