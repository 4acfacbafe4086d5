"""What a provider publishes of itself: its endpoints and its keys. Kept for some minutes, so that a busy morning does
not ask for them at each login; fetched anew when a token names a key that is not there yet."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from inlogdiensten.addresses import allowed_url
from inlogdiensten.failures import Misconfigured
from inlogdiensten.fetching import fetch
from inlogdiensten.models import Inlogdienst

KEPT_SECONDS = 5 * 60
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Metadata:
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    methods: tuple[str, ...]  # of proving at the token endpoint who one is; a provider that says none takes basic
    says_iss: bool  # whether its answers name it (RFC 9207)
    pkce: bool | None  # whether it says that it knows S256; None when it does not say


def metadata_of(inlogdienst: Inlogdienst, *, fresh: bool = False) -> Metadata:
    """Raises Away, NotAllowed or Misconfigured. What is kept is looked at again: what may be fetched can change."""
    url = f"{inlogdienst.issuer.rstrip('/')}/.well-known/openid-configuration"
    found = document(url, inlogdienst, fresh=fresh)
    if found.get("issuer") != inlogdienst.issuer:
        said = str(found.get("issuer"))[:200]
        raise Misconfigured(f"De inlogdienst noemt zichzelf anders: {said}. Neem dat adres precies over als issuer.")
    missing = [name for name in ENDPOINTS if not isinstance(found.get(name), str)]
    if missing:
        raise Misconfigured(f"De inlogdienst zegt niet waar dit is: {', '.join(missing)}.")
    for name in ENDPOINTS[1:]:
        allowed_url(found[name], inlogdienst.allowed_hosts)
    # The browser goes there, not the server; yet a person is sent to no host that nobody approved.
    allowed_url(found["authorization_endpoint"], inlogdienst.allowed_hosts)
    pkce = found.get("code_challenge_methods_supported")
    return Metadata(
        **{name: found[name] for name in ENDPOINTS},
        methods=tuple(map(str, listed(found, "token_endpoint_auth_methods_supported") or ["client_secret_basic"])),
        says_iss=found.get("authorization_response_iss_parameter_supported") is True,
        pkce=None if pkce is None else "S256" in listed(found, "code_challenge_methods_supported"),
    )


def listed(found: dict[str, Any], name: str) -> list[Any]:
    value = found.get(name)
    return value if isinstance(value, list) else []


def keys_of(inlogdienst: Inlogdienst, metadata: Metadata, *, fresh: bool = False) -> list[dict[str, Any]]:
    """The public keys (JWK) with which it signs. Raises as `metadata_of`."""
    found = document(metadata.jwks_uri, inlogdienst, fresh=fresh)
    return [key for key in listed(found, "keys") if isinstance(key, dict) and key.get("use", "sig") == "sig"]


def document(url: str, inlogdienst: Inlogdienst, *, fresh: bool) -> dict[str, Any]:
    digest = hashlib.sha256(f"{inlogdienst.pk} {inlogdienst.hosts} {url}".encode()).hexdigest()
    key = f"inlogdienst:{digest}"
    kept: dict[str, Any] | None = None if fresh else cache.get(key)
    if kept is not None:
        return kept
    answer = fetch(url, hosts=inlogdienst.allowed_hosts)
    if answer.status != 200:
        raise Misconfigured(f"Op {url} geeft de inlogdienst geen gegevens (antwoord {answer.status}).")
    found = answer.json()
    cache.set(key, found, timeout=KEPT_SECONDS)
    return found
