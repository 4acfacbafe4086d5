from hashlib import sha256
from typing import Any

from allauth.core import context
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.adapter import label_in
from accounts.models import Gebruiker
from berichten import adapter
from logins.actions import record
from logins.models import Soort, Uitkomst

STOPPED_EVERY = 5 * 60  # seconds; who keeps trying what is refused anyway leaves one row in this time


class AccountAdapter(adapter.AccountAdapter):
    """Writes down what allauth asks an adapter to do; what it only tells of by a signal: receivers.py."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            who = subject(request, credentials)
            key = sha256(f"{who.get('email') or who['gebruiker'].pk}".lower().encode()).hexdigest()
            if cache.add(f"tegengehouden:{key}", True, timeout=STOPPED_EVERY):
                record(request=request, uitkomst=Uitkomst.TEGENGEHOUDEN, **who)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        record(request=request, uitkomst=Uitkomst.MISLUKT, notice="vaak", **subject(request, credentials))

    def login(self, request: HttpRequest, user: Any) -> None:
        notice = "nieuw" if user.last_login else ""  # asked before it is now
        super().login(request, user)
        following = getattr(request, "following", request.POST.get("next", ""))
        record(request=request, soort=Soort.INGELOGD, gebruiker=user, label=label_in(following), notice=notice)

    def logout(self, request: HttpRequest) -> None:
        record(request=request, soort=Soort.UITGELOGD, gebruiker=request.user)  # type: ignore[arg-type]
        super().logout(request)

    def note_ended(self, request: HttpRequest, gebruiker: Gebruiker, *, how: str) -> None:
        record(request=request, soort=Soort(how), gebruiker=gebruiker)


def subject(request: HttpRequest, credentials: dict[str, Any]) -> dict[str, Any]:
    """Who is to prove who she is: at login an address as it was typed, and later on the person herself."""
    user = getattr(context.request, "user", None)
    if user and user.is_authenticated:
        return {"soort": Soort.OPNIEUW, "gebruiker": user}
    return {"soort": Soort.WACHTWOORD, "email": credentials.get("email", "")}
