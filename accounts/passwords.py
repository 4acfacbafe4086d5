"""Django's judgement of a password, in words of our own."""

from django.contrib.auth import password_validation as django


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Maak het minstens {self.min_length} tekens lang, zoals een korte zin."

    def get_help_text(self) -> str:
        return f"Minstens {self.min_length} tekens. Een korte zin onthoud je het best."


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Dit wachtwoord gebruiken veel mensen. Kies er een dat niemand anders bedenkt."

    def get_help_text(self) -> str:
        return "Geen wachtwoord dat veel mensen gebruiken."


class NotLikeYou(django.UserAttributeSimilarityValidator):
    DEFAULT_USER_ATTRIBUTES = ("naam", "email")

    def __init__(self) -> None:
        super().__init__(user_attributes=self.DEFAULT_USER_ATTRIBUTES)

    def get_error_message(self) -> str:
        return "Dit wachtwoord lijkt op je naam of e-mailadres. Kies iets anders."

    def get_help_text(self) -> str:
        return "Niet je naam of e-mailadres."
