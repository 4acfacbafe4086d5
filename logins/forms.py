"""The forms of others, for what those tell of in no other way; and the form that narrows a list."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

import berichten.forms
from logins.actions import record
from logins.models import LoginQuerySet, Soort, Uitkomst
from logins.words import WHICH
from tenants.names import sort_key

# Of what is no answer of a passkey at all, allauth catches some and lets the rest through.
UNREADABLE_ANSWER = (AttributeError, InvalidSignature, KeyError, TypeError, ValueError)
UNREADABLE = "Dit is geen geldige keuze. Kies er een uit de lijst."


class ResetPasswordForm(berichten.forms.ResetPasswordForm):
    """One statement, whether or not there is an account: neither the answer nor its time tells."""

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = super().save(request, **kwargs)
        record(request=request, soort=Soort.VERGETEN, email=email)
        return email


class Noted:
    """A passkey that does not fit is written down; allauth tells of no failure here."""

    user: Any
    reauthenticated: bool

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc, no-any-return]  # of the form beside it
        except (ValidationError, *UNREADABLE_ANSWER) as error:
            soort, who = (Soort.OPNIEUW if self.reauthenticated else Soort.PASSKEY), self.user
            record(request=context.request, soort=soort, uitkomst=Uitkomst.MISLUKT, gebruiker=who, notice="vaak")
            if isinstance(error, ValidationError):
                raise
            raise get_adapter().validation_error("incorrect_code") from None


class AuthenticateWebAuthnForm(Noted, webauthn.AuthenticateWebAuthnForm):
    pass


class LoginWebAuthnForm(Noted, webauthn.LoginWebAuthnForm):
    pass


class ReauthenticateWebAuthnForm(Noted, webauthn.ReauthenticateWebAuthnForm):
    pass


class WhichForm(forms.Form):
    """Everything may be left out."""

    use_required_attribute = False

    wat = forms.ChoiceField(
        label="Wat",
        required=False,
        choices=[("", "Alles"), *((key, label) for key, (label, _) in WHICH.items())],
        error_messages={"invalid_choice": UNREADABLE},
    )

    def narrow(self, rows: LoginQuerySet) -> LoginQuerySet:
        """The rows that were asked for; none when the question is not clear."""
        if not self.is_valid():
            return rows.none()
        wat = self.cleaned_data["wat"]
        return self.of_whom(rows.filter(**WHICH[wat][1]) if wat else rows)

    def of_whom(self, rows: LoginQuerySet) -> LoginQuerySet:
        return rows


class FilterForm(WhichForm):
    """`people` are the ids and names to choose from."""

    wie = forms.ChoiceField(label="Wie", required=False, error_messages={"invalid_choice": UNREADABLE})
    field_order = ("wie", "wat")

    def __init__(self, data: Any, *, people: dict[Any, str]) -> None:
        super().__init__(data)
        by_name = sorted(((str(pk), naam) for pk, naam in people.items()), key=lambda pair: sort_key(pair[1]))
        self.fields["wie"].choices = [("", "Iedereen"), *by_name]  # type: ignore[attr-defined]

    def of_whom(self, rows: LoginQuerySet) -> LoginQuerySet:
        wie = self.cleaned_data["wie"]
        return rows.filter(gebruiker_id=wie) if wie else rows


class PlatformForm(WhichForm):
    """Of everybody: too many to choose from, so by address."""

    email = forms.CharField(label="E-mailadres", required=False, max_length=254)
    field_order = ("email", "wat")

    def of_whom(self, rows: LoginQuerySet) -> LoginQuerySet:
        email = self.cleaned_data["email"].lower()
        return rows.filter(gebruiker__email=email) if email else rows
