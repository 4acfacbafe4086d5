from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import Gebruiker


class GebruikerBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Gebruiker | None:
        """The person of a session together with today's Toegang: rights come from the database on every request."""
        return Gebruiker.objects.with_toegang(user_id)
