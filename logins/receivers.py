"""What allauth tells of by its signals alone: there is no other word for these. All are sent in the transaction of what
they tell of, see all_or_nothing in accounts/views.py. Connected in apps.py; we have no signals of our own.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.dispatch import Signal
from django.http import HttpRequest

from logins.actions import record
from logins.models import Soort, Uitkomst

Type = Authenticator.Type
USED = {Type.TOTP: Soort.CODE, Type.RECOVERY_CODES: Soort.HERSTELCODE, Type.WEBAUTHN: Soort.PASSKEY}


def on_step(request: HttpRequest, user: Any, method: str, **kwargs: Any) -> None:
    """Somebody gave a good password, or her inlogdienst did. That a second step was done, `on_used` is told."""
    if method == "password":
        soort = Soort.OPNIEUW if kwargs.get("reauthenticated") else Soort.WACHTWOORD
        record(request=request, soort=soort, gebruiker=user)
    elif method == "socialaccount":
        record(request=request, soort=Soort.WERKACCOUNT, gebruiker=user)


def on_used(request: HttpRequest, user: Any, authenticator: Authenticator, reauthenticated: bool, **kw: Any) -> None:
    kind = Type(authenticator.type)
    soort = Soort.OPNIEUW if reauthenticated and kind != Type.RECOVERY_CODES else USED[kind]
    notice = "always" if kind == Type.RECOVERY_CODES else ""
    record(request=request, soort=soort, gebruiker=user, notice=notice)


def on_failed(request: HttpRequest, user: Any, reauthentication: bool, **kwargs: Any) -> None:
    soort = Soort.OPNIEUW if reauthentication else Soort.CODE
    record(request=request, soort=soort, uitkomst=Uitkomst.MISLUKT, gebruiker=user, notice="vaak")


def on_added(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    made = authenticator.type == Type.RECOVERY_CODES
    record(request=request, soort=Soort.VERNIEUWD if made else Soort.TOEGEVOEGD, gebruiker=user)


def on_removed(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Type.RECOVERY_CODES:  # those go with the last second step
        record(request=request, soort=Soort.VERWIJDERD, gebruiker=user)


def on_changed(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    record(request=request, soort=Soort.GEWIJZIGD, gebruiker=user)


def on_reset(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    record(request=request, soort=Soort.HERSTELD, gebruiker=user)


CONNECTED: tuple[tuple[Signal, Any], ...] = (
    (account.authentication_step_completed, on_step),
    (account.password_changed, on_changed),
    (account.password_set, on_changed),
    (account.password_reset, on_reset),
    (mfa.authenticator_used, on_used),
    (mfa.authentication_failed, on_failed),
    (mfa.authenticator_added, on_added),
    (mfa.authenticator_reset, on_added),
    (mfa.authenticator_removed, on_removed),
)
