"""The second step of a login; see AccountAdapter.get_login_stages."""

from typing import Any

from allauth.mfa import stages
from django.http import HttpRequest

from accounts.sessions import SECOND_STEP


def came_by(sociallogin: Any) -> dict[str, Any]:
    """Of a login by way of an inlogdienst: which, and whether that asked for a second step; else empty."""
    return sociallogin.state["came"] if sociallogin else {}


class AuthenticateStage(stages.AuthenticateStage):
    """Ours is not asked of whom the inlogdienst asked one that counts (inlogdiensten/tokens.py)."""

    def _should_handle(self, request: HttpRequest) -> bool:
        came = came_by((self.login.signal_kwargs or {}).get("sociallogin"))
        return not came.get(SECOND_STEP) and super()._should_handle(request)
