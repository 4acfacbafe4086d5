"""Kompas behind its proxy, as docker-compose.yml has them: gunicorn, and a real Caddy with our Caddyfile."""

import os
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from socket import create_connection
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from local import ROOT
from local.processes import die_with_parent, free_port, tail, wait_until
from proxy.caddyfile import FOLDER, write
from tests.proxy.caddy import find_caddy, version_of

HOST = "kompas.localhost"  # which a browser finds without a resolver
UNTRUSTED = ssl._create_unverified_context()


class Process:
    """Started with `start`, ended with `stop`; what it says goes to a file."""

    port: int

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.command, self.environment, self.log = command, environment, log
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.spawn()
        self.wait_for(self.port)

    def spawn(self) -> None:
        """From the thread that lasts: the process ends with it."""
        with self.log.open("ab") as output:
            self.running = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509  one system call
            )

    def stop(self) -> None:
        """As docker does: it is told to stop, and killed when it takes too long."""
        if self.running is None:
            return
        self.running.terminate()
        try:
            self.running.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
        self.running = None

    def wait_for(self, port: int, seconds: float = 60) -> None:
        assert self.running
        running = self.running
        wait_until(lambda: is_open(port) or running.poll() is not None, seconds, 0.05)
        assert is_open(port), tail(self.log, 30)


def is_open(port: int) -> bool:
    try:
        create_connection(("127.0.0.1", port), 2).close()
    except OSError:
        return False
    return True


class Web(Process):
    """The website, as in production: the command of the Dockerfile, on a port of its own."""

    def __init__(self, folder: Path, environment: dict[str, str], *, processes: int = 3, threads: int = 8) -> None:
        self.port = free_port()
        options = ["--config", "python:kompas.gunicorn", "--bind", f"127.0.0.1:{self.port}", "--no-control-socket"]
        behind = {
            "KOMPAS_HOST": HOST,
            "KOMPAS_HTTPS": "on",
            "KOMPAS_BEHIND_PROXY": "on",
            "KOMPAS_PROXIES": "1",
            "KOMPAS_PROCESSES": str(processes),
            "KOMPAS_THREADS": str(threads),
            "PYTHONUNBUFFERED": "1",
        }
        command = [sys.executable, "-m", "gunicorn", *options, "kompas.wsgi"]
        super().__init__(command, {**environment, **behind}, folder / "web.log")

    def behind(self, proxy: "Proxy") -> None:
        """Tells Kompas where she is found: a host with another port is not hers."""
        self.environment["KOMPAS_URL"] = f"https://{HOST}:{proxy.port}"


class Proxy(Process):
    """Caddy, with the Caddyfile for its version; ports, files and the address of web come from the environment."""

    def __init__(self, folder: Path, web: int, **environment: str) -> None:
        caddy, self.folder = find_caddy(), folder
        (folder / "Caddyfile").write_text(write(version_of(caddy)), encoding="utf-8")
        files = folder / "files"
        files.mkdir()
        (files / "pages").symlink_to(FOLDER / "pages")
        (files / "dist").symlink_to(ROOT / "static" / "dist")
        self.port, self.inside, self.plain = free_port(), free_port(), free_port()
        given = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "KOMPAS_HOST": HOST,
            "KOMPAS_TLS": "internal",
            "KOMPAS_UPSTREAM": f"127.0.0.1:{web}",
            "KOMPAS_HTTP_PORT": str(self.plain),
            "KOMPAS_HTTPS_PORT": str(self.port),
            "KOMPAS_INSIDE_PORT": str(self.inside),
            "KOMPAS_PROXY_ADMIN": f"unix//{folder}/admin.sock",
            "KOMPAS_PROXY_FILES": str(files),
        }
        command = [str(caddy), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
        super().__init__(command, {**given, **environment}, folder / "caddy.log")

    def connect(self, host: str = HOST, timeout: float = 60) -> HTTPSConnection:
        return tls(host, self.port, timeout)

    def ask(self, method: str = "GET", path: str = "/", *, host: str = HOST, **more: Any) -> tuple[HTTPResponse, str]:
        with closing(self.connect(host)) as connection:
            headers = {"Host": f"{host}:{self.port}", **more.get("headers", {})}
            connection.request(method, path, more.get("body"), headers)
            answer = connection.getresponse()
            return answer, answer.read().decode("utf-8", "replace")


def write_certificate(folder: Path) -> None:
    """As an operator brings one: cert.pem and key.pem, for all hosts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(HOST), x509.DNSName(f"*.{HOST}")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "cert.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(secret)


@contextmanager
def started(*processes: Process) -> Iterator[None]:
    try:
        for process in processes:
            process.start()
        yield
    finally:
        for process in reversed(processes):
            process.stop()


def tls(host: str, port: int, timeout: float) -> HTTPSConnection:
    """By number, with the name in the handshake: no resolver knows it. The certificate is of the proxy's own making."""
    connection = HTTPSConnection("127.0.0.1", port, timeout=timeout, context=UNTRUSTED)
    connection.sock = UNTRUSTED.wrap_socket(create_connection(("127.0.0.1", port), timeout), server_hostname=host)
    return connection


def drip(proxy: Proxy, path: str, *, length: int, until: Any, host: str = HOST) -> None:
    """Begin to send `length` bytes and give one a second, until `until` is set or the proxy has had enough."""
    with closing(proxy.connect(host)) as connection:
        connection.putrequest("POST", path, skip_host=True)
        for name, value in {
            "Host": f"{host}:{proxy.port}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(length),
            "Cookie": f"__Host-csrf={'A' * 32}",
            "Origin": f"https://{host}:{proxy.port}",
        }.items():
            connection.putheader(name, value)
        connection.endheaders()
        try:
            while not until.wait(1):
                connection.send(b"a")
        except OSError:
            return


def paced(content: bytes, per_second: int, begun: float | None = None) -> Iterator[bytes]:
    """The pieces of `content`, no faster than a line of so many bytes a second."""
    begun, piece = begun or time.monotonic(), max(1, per_second // 20)
    for start in range(0, len(content), piece):
        time.sleep(max(0.0, begun + start / per_second - time.monotonic()))
        yield content[start : start + piece]
