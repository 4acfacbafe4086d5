"""Django's judgement of a password, in words of our own, and what is guessed first in the Netherlands."""

from typing import Any

from django.conf import settings
from django.contrib.auth import password_validation as django
from django.core.exceptions import ValidationError

from accounts.guessable import is_guessable
from tenants.models import Gemeente, Regio

GUESSABLE = (
    "Dit wachtwoord is makkelijk te raden. Een seizoen, een maand, een plaats of ‘welkom’ met een cijfer of teken "
    "erbij probeert een inbreker het eerst. Kies liever vier woorden die niets met elkaar te maken hebben."
)


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Maak het minstens {self.min_length} tekens lang, zoals een korte zin."

    def get_help_text(self) -> str:
        return f"Minstens {self.min_length} tekens. Een korte zin onthoud je het best."


class NotCommon(django.CommonPasswordValidator):
    def validate(self, password: str, user: Any = None) -> None:
        super().validate(password, user)
        if is_guessable(password, names=place_names(), common=self.passwords):
            raise ValidationError(GUESSABLE, code="password_guessable")

    def get_error_message(self) -> str:
        return "Dit wachtwoord gebruiken veel mensen. Kies er een dat niemand anders bedenkt."

    def get_help_text(self) -> str:
        return "Geen wachtwoord dat makkelijk te raden is, zoals een seizoen of plaats met een jaartal."


class NotLikeYou(django.UserAttributeSimilarityValidator):
    DEFAULT_USER_ATTRIBUTES = ("naam", "email")

    def __init__(self) -> None:
        super().__init__(user_attributes=self.DEFAULT_USER_ATTRIBUTES)

    def get_error_message(self) -> str:
        return "Dit wachtwoord lijkt op je naam of e-mailadres. Kies iets anders."

    def get_help_text(self) -> str:
        return "Niet je naam of e-mailadres."


def place_names() -> set[str]:
    """Also of gemeenten that are new since this was written, and of ourselves."""
    gemeenten = Gemeente.objects.values_list("naam", "korte_naam")
    regios = Regio.objects.values_list("naam", flat=True)
    return {settings.KOMPAS_NAAM, *(naam for names in gemeenten for naam in names), *regios}
