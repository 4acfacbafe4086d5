from typing import Any

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django.core.cache import cache


class LoginForm(account.LoginForm):
    """Without the link between label and field; the page has it below."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class UsedOnce:
    """A code of the app is used once for as long as it is valid. allauth remembers it for one period, and with
    MFA_TOTP_TOLERANCE it is valid for three."""

    authenticator: Authenticator
    user: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # of the form beside it
        if self.authenticator.type == Authenticator.Type.TOTP:
            periods = 2 * app_settings.TOTP_TOLERANCE + 1
            key = f"totp-used:{self.user.pk}:{normalize_user_code(code)}"
            if not cache.add(key, True, timeout=app_settings.TOTP_PERIOD * periods):
                self._emit_authentication_failed(self.authenticator)  # type: ignore[attr-defined]  # as allauth does
                raise get_adapter().validation_error("incorrect_code")
        return code


class ActivateTOTPForm(totp.ActivateTOTPForm):
    """With a label in Dutch, which stands in the list of errors too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code uit de app"


class AuthenticateForm(UsedOnce, mfa.AuthenticateForm):
    pass


class ReauthenticateForm(UsedOnce, mfa.ReauthenticateForm):
    pass
