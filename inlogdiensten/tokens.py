"""Whether an id_token proves who somebody is (OpenID Connect Core 3.1.3.7, NL GOV profile 4.3.3).

allauth trusts the connection over which it came, takes the algorithm from the token itself, and asks for no nonce; here
each is checked.
"""

import hmac
import time
from typing import Any

import jwt
from django.core.cache import cache

from inlogdiensten.documents import Metadata, keys_of
from inlogdiensten.failures import Expired, Untrusted
from inlogdiensten.models import Inlogdienst

# Signed with a key of which we know the public half only: never `none`, and never our own secret.
ALGORITHMS = {"RS256": "RSA", "RS384": "RSA", "RS512": "RSA", "PS256": "RSA", "PS384": "RSA", "PS512": "RSA"}
ALGORITHMS |= {"ES256": "EC", "ES384": "EC", "ES512": "EC"}
LEEWAY = 60  # seconds; clocks of two organisations
OLDEST = 10 * 60  # since it was made: it comes by itself, right after the login
SUB_MAX = 191  # what allauth keeps of it; the standard allows 255
REFRESH_EVERY = 60  # seconds; a stream of tokens with unknown keys does not make us fetch as often


def claims_of(token: object, inlogdienst: Inlogdienst, metadata: Metadata, *, nonce: str) -> dict[str, Any]:
    """The claims of an id_token that was made for us, for this login, by this provider, just now.

    Raises Expired or Untrusted, whose detail never quotes the token.
    """
    header = header_of(token)
    key = key_for(header, inlogdienst, metadata)
    try:
        claims: dict[str, Any] = jwt.decode(
            str(token),  # readable: header_of read it
            key,
            algorithms=[header["alg"]],  # one of ALGORITHMS, of the kind of this key; see key_for
            audience=inlogdienst.client_id,
            issuer=inlogdienst.issuer,
            leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except jwt.ExpiredSignatureError:
        raise Expired("De id_token is verlopen.") from None
    except jwt.PyJWTError as error:
        raise Untrusted(f"De id_token klopt niet: {reason(error)}.") from None
    check_person(claims, inlogdienst)
    if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()) or not nonce:
        raise Untrusted("De id_token hoort bij een andere poging om in te loggen (nonce).")
    if claims["iat"] < time.time() - OLDEST:
        raise Expired("De id_token is te lang geleden gemaakt.")
    return claims


def check_person(claims: dict[str, Any], inlogdienst: Inlogdienst) -> None:
    sub, audience = claims["sub"], claims["aud"]
    if not isinstance(sub, str) or not 0 < len(sub) <= SUB_MAX or not sub.isascii() or not sub.isprintable():
        raise Untrusted("De id_token noemt niemand (sub).")
    others = [one for one in audience if one != inlogdienst.client_id] if isinstance(audience, list) else []
    if others:
        raise Untrusted("De id_token is ook voor een ander gemaakt (aud).")
    if claims.get("azp", inlogdienst.client_id) != inlogdienst.client_id:
        raise Untrusted("De id_token is voor een ander gemaakt (azp).")
    if not all(isinstance(claims.get(name, 0), int | float) for name in ("iat", "nbf")):
        raise Untrusted("De id_token zegt niet vanaf wanneer hij geldt.")


def header_of(token: object) -> dict[str, Any]:
    try:
        header: dict[str, Any] = jwt.get_unverified_header(str(token or ""))
    except (jwt.PyJWTError, UnicodeError):
        raise Untrusted("De inlogdienst gaf geen leesbare id_token.") from None
    if header.get("alg") not in ALGORITHMS:
        raise Untrusted("De id_token is niet ondertekend met een soort sleutel die Kompas vertrouwt (alg).")
    if "crit" in header:
        raise Untrusted("De id_token vraagt iets wat Kompas niet kent (crit).")
    return header


def key_for(header: dict[str, Any], inlogdienst: Inlogdienst, metadata: Metadata) -> Any:
    """The key that the header names; a provider that has just taken a new one is asked again."""
    found = matching(header, keys_of(inlogdienst, metadata))
    if not found and cache.add(f"inlogdienst-sleutels:{inlogdienst.pk}", True, timeout=REFRESH_EVERY):
        found = matching(header, keys_of(inlogdienst, metadata, fresh=True))
    if len(found) != 1:
        raise Untrusted("De sleutel waarmee de id_token is ondertekend, publiceert de inlogdienst niet.")
    try:
        return jwt.PyJWK(found[0], algorithm=header["alg"])
    except (jwt.PyJWTError, ValueError, TypeError):
        raise Untrusted("De inlogdienst publiceert een sleutel die Kompas niet kan lezen.") from None


def matching(header: dict[str, Any], keys: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of the kind that its algorithm needs, under the name in the header; without a name, the only one there is."""
    alg, kid = header["alg"], header.get("kid")
    fitting = [key for key in keys if key.get("kty") == ALGORITHMS[alg] and key.get("alg", alg) == alg]
    return [key for key in fitting if kid is None or key.get("kid") == kid]


def reason(error: jwt.PyJWTError) -> str:
    """Which claim, in a word; the words of the library may quote values."""
    return {
        jwt.InvalidSignatureError: "de handtekening is niet van deze inlogdienst",
        jwt.InvalidAudienceError: "hij is voor een ander gemaakt (aud)",
        jwt.InvalidIssuerError: "hij komt van een andere inlogdienst (iss)",
        jwt.ImmatureSignatureError: "hij geldt nog niet (iat of nbf)",
        jwt.MissingRequiredClaimError: "er ontbreekt een verplicht gegeven",
    }.get(type(error), "hij is niet te lezen")


def has_second_step(claims: dict[str, Any], inlogdienst: Inlogdienst) -> bool:
    """Whether the provider says that it asked for more than a password, in a word that was approved beforehand."""
    amr = claims.get("amr")
    said = {str(claims.get("acr") or ""), *(map(str, amr) if isinstance(amr, list) else ())}
    return bool(said & inlogdienst.second_steps)


def values_of(claims: dict[str, Any], claim: str) -> set[str]:
    """Of a claim that is one value or a list of them, such as groups."""
    found = claims.get(claim)
    if isinstance(found, str | int) and not isinstance(found, bool):
        return {str(found)}
    return {value for value in found if isinstance(value, str)} if isinstance(found, list) else set()
