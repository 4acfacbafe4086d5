from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RedactieConfig(AppConfig):
    name = "redactie"

    def ready(self) -> None:
        """Every app says in its own `soorten` which content of it is edited here."""
        autodiscover_modules("soorten")
