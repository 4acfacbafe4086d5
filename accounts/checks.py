"""What `manage.py check --deploy` says of settings that do not fit together."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register

from tenants.secrets import weakness_of


@register(Tags.security, deploy=True)
def check_secret_key(app_configs: Any, **_: Any) -> list[CheckMessage]:
    weakness = weakness_of(settings.SECRET_KEY)
    return (
        [checks.Error(weakness, hint="Maak een sleutel met: openssl rand -hex 32", id="kompas.E001")]
        if weakness
        else []
    )


@register(Tags.security, deploy=True)
def check_proxies(app_configs: Any, **_: Any) -> list[CheckMessage]:
    behind, proxies = settings.SECURE_PROXY_SSL_HEADER is not None, settings.ALLAUTH_TRUSTED_PROXY_COUNT
    found: list[CheckMessage] = []
    if behind and proxies == 0:
        found.append(
            checks.Warning(
                "KOMPAS_BEHIND_PROXY staat aan en KOMPAS_PROXIES is 0: alle bezoekers lijken van één adres te komen, en"
                " delen samen één grens voor het inloggen.",
                hint="Zet KOMPAS_PROXIES op het aantal proxy's dat X-Forwarded-For aanvult.",
                id="kompas.W001",
            )
        )
    if proxies and not behind:
        found.append(
            checks.Warning(
                "KOMPAS_PROXIES is hoger dan 0 en KOMPAS_BEHIND_PROXY staat uit: wie Kompas zelf kan bereiken,"
                " verzint een adres per verzoek en ontloopt elke grens.",
                hint="Zet KOMPAS_BEHIND_PROXY aan als er een proxy voor staat, en anders KOMPAS_PROXIES op 0.",
                id="kompas.W002",
            )
        )
    if settings.SECURE_SSL_REDIRECT and not behind:
        found.append(
            checks.Warning(
                "KOMPAS_HTTPS staat aan en KOMPAS_BEHIND_PROXY uit: Kompas stuurt elk verzoek zonder einde door.",
                hint="Zet KOMPAS_BEHIND_PROXY aan: een proxy die X-Forwarded-Proto zet, doet het https.",
                id="kompas.W003",
            )
        )
    return found


@register(Tags.security, deploy=True)
def check_address(app_configs: Any, **_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    parts = urlsplit(settings.PUBLIEK_URL)
    wanted = "https" if settings.SECURE_SSL_REDIRECT else "http"
    if parts.hostname != settings.KOMPAS_HOST or parts.scheme != wanted or parts.path not in ("", "/"):
        message = f"KOMPAS_URL ({settings.PUBLIEK_URL}) is niet het adres {wanted}://{settings.KOMPAS_HOST}."
        hint = "Links in mail en na het inloggen gaan daarheen. Laat KOMPAS_URL weg, of geef alleen een andere poort."
        found.append(checks.Warning(message, hint=hint, id="kompas.W004"))
    if settings.KOMPAS_DEMO:
        message = "KOMPAS_DEMO staat aan: accounts met een bekend wachtwoord mogen worden gemaakt."
        found.append(checks.Warning(message, hint="Laat KOMPAS_DEMO weg in productie.", id="kompas.W005"))
    return found
