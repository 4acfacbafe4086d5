"""A provider for the tests: server.py in a process of its own, and who logs in there."""

import http.client
import json
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SERVER = Path(__file__).with_name("server.py")


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Of localhost, signed by itself: who trusts it names it in KOMPAS_INLOG_CA."""
    key, naam = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "proef")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(naam)
        .issuer_name(naam)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * 30))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    own, ca = folder / "provider.key", folder / "provider.pem"
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    own.write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    ca.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return ca, own


class Provider:
    """Speaks to it as a browser does."""

    def __init__(self, port: int, ca: Path, host: str = "localhost") -> None:
        self.port, self.ca, self.host = port, ca, host
        self.issuer = f"https://{host}:{port}"
        self.client_jwks: dict[str, Any] = {"keys": []}  # of Kompas, as it was told

    def send(self, method: str, path: str, body: str = "", kind: str = "application/json") -> http.client.HTTPResponse:
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, context=ssl.create_default_context(cafile=str(self.ca)), timeout=20
        )
        connection.request(method, path, body, {"Content-Type": kind, "Host": f"{self.host}:{self.port}"})
        response = connection.getresponse()
        response.text = response.read().decode()  # type: ignore[attr-defined]
        connection.close()
        return response

    def set(self, **knobs: Any) -> None:
        """What it does wrong from now on; see server.py."""
        self.send("PUT", "/test/knobs", json.dumps({"client_jwks": self.client_jwks, **knobs}))

    @property
    def seen(self) -> list[dict[str, Any]]:
        return json.loads(self.send("GET", "/test/seen").text)  # type: ignore[attr-defined]

    def add_user(self, sub: str, **claims: Any) -> None:
        self.send("PUT", f"/users/{sub}", json.dumps(claims))

    def answer(self, url: str, sub: str | None) -> str:
        """Log in there as `sub`, or say no: the address to which the browser is sent back."""
        parts = urlsplit(url)
        form = urlencode({"sub": sub} if sub else {"action": "deny"})
        response = self.send("POST", f"{parts.path}?{parts.query}", form, "application/x-www-form-urlencoded")
        assert response.status == 302, response.text  # type: ignore[attr-defined]
        return str(response.headers["Location"])


@contextmanager
def running(folder: Path) -> Iterator[Provider]:
    ca, key = make_certificate(folder)
    command = [sys.executable, "-W", "ignore", str(SERVER), str(ca), str(key)]
    with open(folder / "provider.log", "w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ})
    try:
        assert process.stdout
        port = process.stdout.readline().strip()
        assert port, (folder / "provider.log").read_text()
        yield Provider(int(port), ca)
    finally:
        process.terminate()
        process.communicate(timeout=10)
