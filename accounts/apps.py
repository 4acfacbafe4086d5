from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from allauth.mfa import signals  # noqa: PLC0415  models may be imported only once all apps are known

        import accounts.checks  # noqa: F401, PLC0415  registers them

        signals.authenticator_added.connect(end_other_sessions)
        signals.authenticator_removed.connect(end_other_sessions)


def end_other_sessions(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """allauth's word that somebody has another second step; who got in without it, has to come in again."""
    from allauth.account.adapter import get_adapter  # noqa: PLC0415

    from accounts.actions import end_sessions  # noqa: PLC0415

    if end_sessions(gebruiker=user, keep=request.session.session_key):
        get_adapter(request).note_ended(request, user, how="elders")
