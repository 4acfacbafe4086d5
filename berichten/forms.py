from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm as AllauthForm
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest

from berichten.actions import post_berichten
from berichten.models import Bericht


class ResetPasswordForm(AllauthForm):
    """Does not look whether there is an account: the worker does, so that neither the answer nor its time tells."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = Bericht._meta.get_field("address")
        self.fields["email"].validators.append(MaxLengthValidator(field.max_length))

    def clean_email(self) -> str:
        return get_adapter().clean_email(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        post_berichten(berichten=[Bericht(soort=Bericht.Soort.WACHTWOORD, address=email)])
        return email
