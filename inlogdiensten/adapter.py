from typing import Any

from accounts.models import Gebruiker
from inlogdiensten.models import Inlogdienst
from inlogdiensten.queries import is_bound_only, ways_in
from logins import adapter


class AccountAdapter(adapter.AccountAdapter):
    """Answers what accounts, which stands below, asks about providers."""

    def ways_in(self, **scope: Any) -> list[Inlogdienst]:
        return ways_in(**scope)

    def may_choose_password(self, gebruiker: Gebruiker) -> bool:
        return not is_bound_only(gebruiker)
