"""The secret or private key with which Kompas proves itself at a provider, as it is kept; and our half of the proof."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.db import transaction
from jwt.utils import base64url_encode

from inlogdiensten.failures import Misconfigured
from inlogdiensten.models import Inlogdienst, Inloggeheim
from tenants.secrets import Tally, Unreadable, hide, renew, reveal

PURPOSE = "kompas.inlogdienst"
KEY_BITS = 3072
CERTIFICATE_YEARS = 5


def hide_credential(text: str) -> str:
    return hide(text, purpose=PURPOSE)


def credential_of(inlogdienst: Inlogdienst) -> str:
    """Raises Misconfigured when it cannot be read, as under another KOMPAS_SECRET_KEY."""
    try:
        return reveal(Inloggeheim.objects.get(inlogdienst=inlogdienst).token, purpose=PURPOSE)
    except (Unreadable, Inloggeheim.DoesNotExist):
        raise Misconfigured("Het geheim of de sleutel is niet te lezen. Stel hem opnieuw in.") from None


def make_key() -> tuple[str, str]:
    """A private key and its certificate, both PEM. Nobody else signed the certificate: it only carries the key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    naam = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, settings.KOMPAS_HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(naam)
        .issuer_name(naam)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * CERTIFICATE_YEARS))
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, *form).decode()
    return pem, certificate.public_bytes(serialization.Encoding.PEM).decode()


def thumbprint(certificate: str, digest: hashes.HashAlgorithm) -> str:
    found = x509.load_pem_x509_certificate(certificate.encode())
    return base64url_encode(found.fingerprint(digest)).decode()


def public_keys(inlogdienst: Inlogdienst) -> dict[str, Any]:
    """The JWK Set that a provider may fetch to know our signatures."""
    if not inlogdienst.certificate:
        return {"keys": []}
    key = x509.load_pem_x509_certificate(inlogdienst.certificate.encode()).public_key()
    found: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key))  # type: ignore[arg-type]  # RSA, see above
    kid = thumbprint(inlogdienst.certificate, hashes.SHA256())
    return {"keys": [{**found, "use": "sig", "alg": "RS256", "kid": kid, "x5t#S256": kid, "key_ops": ["verify"]}]}


def renew_credentials() -> dict[str, Tally]:
    """Of every provider, with the newest key. As the owner, while people log in; safe to repeat."""
    return {"inlogdiensten": sum((renew_credential(pk) for pk in keepers()), Tally())}


def keepers() -> Iterator[Any]:
    yield from Inloggeheim.objects.values_list("pk", flat=True)


@transaction.atomic
def renew_credential(pk: Any) -> Tally:
    row = Inloggeheim.objects.select_for_update().filter(pk=pk).first()
    if row is None:  # ended meanwhile
        return Tally()

    def write(token: str) -> None:
        row.token = token
        row.save(update_fields=["token"])

    return renew(row.token, purpose=PURPOSE, write=write)
