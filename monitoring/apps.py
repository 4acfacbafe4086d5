from django.apps import AppConfig
from django.conf import settings

from monitoring import reporting, tracing


class MonitoringConfig(AppConfig):
    name = "monitoring"

    def ready(self) -> None:
        """Both are off unless an operator names where to; neither is asked for on the way of a request."""
        if settings.SENTRY_DSN:
            reporting.start(settings.SENTRY_DSN)
        if settings.OTLP:
            tracing.start(settings.OTLP)
