"""A code for tokens, at the token endpoint: Kompas proves that it is Kompas, and that it began this login (PKCE)."""

import time
import uuid
from base64 import b64encode
from typing import Any
from urllib.parse import quote

import jwt
from cryptography.hazmat.primitives import hashes

from inlogdiensten.documents import Metadata
from inlogdiensten.failures import InlogFout, Misconfigured, Refused
from inlogdiensten.fetching import fetch
from inlogdiensten.models import Inlogdienst
from inlogdiensten.secrets import credential_of, thumbprint

ASSERTION_SECONDS = 120
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
UNKNOWN_CLIENT = {"invalid_client", "unauthorized_client"}


def tokens_for(inlogdienst: Inlogdienst, metadata: Metadata, *, code: str, verifier: str) -> dict[str, Any]:
    """What the provider gives for this code, which works once. Raises InlogFout."""
    data = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": inlogdienst.callback_url,
        "code_verifier": verifier,
        "client_id": inlogdienst.client_id,
    }
    proof, headers = proof_of(inlogdienst, metadata)
    answer = fetch(metadata.token_endpoint, hosts=inlogdienst.allowed_hosts, data={**data, **proof}, headers=headers)
    found = answer.json()
    if answer.status != 200 or "error" in found:
        raise refusal(str(found.get("error", "")), answer.status)
    return found


def proof_of(inlogdienst: Inlogdienst, metadata: Metadata) -> tuple[dict[str, str], dict[str, str]]:
    """Fields and headers. One way at a time, as the standard asks."""
    if inlogdienst.bewijs == Inlogdienst.Bewijs.SLEUTEL:
        return {"client_assertion_type": JWT_BEARER, "client_assertion": assertion(inlogdienst, metadata)}, {}
    secret = credential_of(inlogdienst)
    if "client_secret_basic" in metadata.methods or "client_secret_post" not in metadata.methods:
        pair = f"{quote(inlogdienst.client_id, safe='')}:{quote(secret, safe='')}"  # encoded first: RFC 6749, 2.3.1
        return {}, {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
    return {"client_secret": secret}, {}


def assertion(inlogdienst: Inlogdienst, metadata: Metadata) -> str:
    """A new one for each request (private_key_jwt, RFC 7523)."""
    now = int(time.time())
    claims = {
        "iss": inlogdienst.client_id,
        "sub": inlogdienst.client_id,
        "aud": metadata.token_endpoint,
        "jti": str(uuid.uuid4()),
        "iat": now,
        "nbf": now,
        "exp": now + ASSERTION_SECONDS,
    }
    kid = thumbprint(inlogdienst.certificate, hashes.SHA256())
    headers = {"kid": kid, "x5t#S256": kid, "x5t": thumbprint(inlogdienst.certificate, hashes.SHA1())}  # noqa: S303  a name
    return jwt.encode(claims, credential_of(inlogdienst), algorithm="RS256", headers=headers)


def refusal(error: str, status: int) -> InlogFout:
    if error in UNKNOWN_CLIENT or status == 401:
        return Misconfigured("De inlogdienst kent Kompas niet: client id, geheim of sleutel klopt niet.")
    if error == "invalid_grant":
        return Refused("De inlogdienst neemt deze code niet aan: hij is al gebruikt of verlopen.")
    return Misconfigured(f"De inlogdienst weigert de vraag van Kompas ({error[:40] or status}).")
