from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.entrance import current
from accounts.models import Gebruiker


class GebruikerBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Gebruiker | None:
        """The person of a session together with today's Toegang: rights come from the database on every request.

        `user_id` is what the session says, which is signed; whom its column names is only who may have been read.
        """
        found = current.get()
        if found.gebruiker and found.gebruiker.pk == user_id:
            return found.gebruiker
        session = found.session
        if session is None:
            return Gebruiker.objects.with_toegang(user_id)
        came = session.inlogdienst_id
        return Gebruiker.objects.with_toegang(user_id, inlogdienst=came, second_step=session.second_step)
