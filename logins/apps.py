from django.apps import AppConfig


class LoginsConfig(AppConfig):
    name = "logins"

    def ready(self) -> None:
        from logins.receivers import CONNECTED  # noqa: PLC0415  models may be imported only once all apps are known

        for signal, receiver in CONNECTED:
            signal.connect(receiver)
