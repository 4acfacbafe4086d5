from django.apps import AppConfig


class SavingConfig(AppConfig):
    name = "saving"

    def ready(self) -> None:
        from saving.sentences import speak_plainly  # noqa: PLC0415  forms need the settings

        speak_plainly()
