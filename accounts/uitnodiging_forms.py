from typing import Any

from allauth.account.forms import PasswordField
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from accounts.models import Gebruiker, Uitnodiging
from accounts.naam_forms import NaamForm


class AccountForm(NaamForm):
    """Of who has no account yet: the address is the one that was invited, and cannot be changed."""

    password1 = PasswordField(
        label="Wachtwoord",
        autocomplete="new-password",
        help_text=password_validation.password_validators_help_text_html(),
    )
    password2 = PasswordField(label="Nog een keer hetzelfde wachtwoord", autocomplete="new-password")

    def __init__(self, *args: Any, uitnodiging: Uitnodiging, **kwargs: Any) -> None:
        invited = Gebruiker(email=uitnodiging.email, naam=uitnodiging.naam)
        super().__init__(*args, instance=invited, **kwargs)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        password = data.get("password1")
        if password and "password2" in data and password != data["password2"]:
            self.add_error("password2", "De twee wachtwoorden zijn niet hetzelfde.")
        return data

    def _post_clean(self) -> None:
        """After the name is known: a password may not look like it."""
        super()._post_clean()  # type: ignore[misc]  # as Django's own forms for passwords do
        if password := self.cleaned_data.get("password1"):
            try:
                password_validation.validate_password(password, self.instance)
            except ValidationError as error:
                self.add_error("password1", error)


class OwnAccountForm(forms.Form):
    """Of who is logged in. With another address than was invited, she says that she knows."""

    akkoord = forms.BooleanField(
        label="Ja, ik wil de uitnodiging aannemen met dit account",
        error_messages={"required": "Vink aan dat je dit account wilt gebruiken, of log eerst uit."},
    )

    def __init__(self, *args: Any, other: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not other:
            del self.fields["akkoord"]
