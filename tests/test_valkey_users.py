"""The users that production gives Valkey, on a real one: each can do its work, and nothing else."""

import contextlib
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest
import redis
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.cache import caches
from django.test import override_settings

from local.processes import free_port
from local.valkey import USERS, server_program
from tests.production import ROOT, SERVICES

# To look at what was refused; no user of production.
WATCHER = "user watcher on >watcher ~* &* +@all\n"


@pytest.fixture(scope="module")
def secrets(tmp_path_factory):
    """What `sh deploy/secrets.sh` makes."""
    folder = tmp_path_factory.mktemp("secrets")
    (folder / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "secrets.sh", folder / "deploy")
    variables = {"PATH": "/usr/bin:/bin", "EMAIL_URL": "smtp://mail.example"}
    subprocess.run(["sh", folder / "deploy" / "secrets.sh"], env=variables, check=True, capture_output=True)
    made = {path.name: path.read_text(encoding="utf-8") for path in (folder / "secrets").iterdir()}
    addresses = [urlsplit(made[name]) for name in ("redis_url", "redis_url_web", "redis_url_worker")]
    PASSWORDS.update({address.username: address.password for address in addresses})
    return made


PASSWORDS: dict[str, str] = {}  # by user, once they are made


@pytest.fixture(scope="module")
def port(secrets, tmp_path_factory):
    """With the command of compose, on a port and in a folder of its own."""
    folder, port = tmp_path_factory.mktemp("valkey"), free_port()
    (folder / "users.acl").write_text(f"{secrets['valkey_users']}\n{WATCHER}")
    _, *options = SERVICES["valkey"]["command"]
    command = [str(folder / "users.acl") if option == "/run/secrets/valkey_users" else option for option in options]
    assert command != options
    command = [str(server_program()), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), *command]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    watcher = client(port, "watcher", "watcher")
    while not answers(watcher):
        assert process.poll() is None
        time.sleep(0.05)
    yield port
    watcher.close()
    process.terminate()
    process.wait(20)


def client(port, name, password=None):
    return redis.Redis(port=port, username=name, password=password or PASSWORDS[name])


def answers(line):
    try:
        return line.ping()
    except redis.ConnectionError:
        return False


def refused(port):
    """What anybody asked since that was refused: user, command or key."""
    with client(port, "watcher", "watcher") as watcher:
        found = {(row["username"], row["reason"], row["object"]) for row in watcher.acl_log()}
        watcher.acl_log_reset()
        return found


def url(port, name, scheme="redis"):
    return f"{scheme}://{name}:{PASSWORDS[name]}@127.0.0.1:{port}/0"


def run(port, name, *arguments, **more):
    environment = {**os.environ, "REDIS_URL": url(port, name), "C_FORCE_ROOT": "1", **more}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )


def test_local_and_production_have_the_same_users(secrets):
    first, *lines = secrets["valkey_users"].splitlines()
    assert first == "user default off"
    assert dict(re.fullmatch(r"user (\w+) on #[0-9a-f]{64} (.*)", line).groups() for line in lines) == USERS
    assert set(PASSWORDS) == set(USERS)
    assert len(set(PASSWORDS.values())) == len(USERS)


def test_nobody_enters_without_a_name(port):
    for password in ("", *PASSWORDS.values()):
        with redis.Redis(port=port, password=password or None) as line, pytest.raises(redis.AuthenticationError):
            line.ping()
    refused(port)


def test_the_health_check_asks_as_the_one_who_may_least():
    (_, check) = SERVICES["valkey"]["healthcheck"]["test"]
    assert check.endswith(" valkey-cli --user beat ping | grep -q PONG")


def test_web_counts_and_hands_out_work(port, db):
    server = url(port, "web").rpartition("/")[0]
    changed = {
        name: {**cache, "LOCATION": f"{server}/{number}"}
        for number, (name, cache) in enumerate(settings.CACHES.items(), 1)
    }
    refused(port)
    with override_settings(CACHES=changed):
        for name in changed:
            cache = caches[name]
            cache.delete("proef")
            assert (cache.add("proef", 1, 10), cache.add("proef", 1, 10), cache.incr("proef")) == (True, False, 2)
            cache.set("proef", [1.5], 10)
            assert (cache.get("proef"), cache.get("niets", "weg"), cache.has_key("proef")) == ([1.5], "weg", True)
    hint = (
        "import django; django.setup(); from jobs.actions import hint, hint_spare; from tenants.models import Gemeente;"
        "print(hint(task='jobs.tasks.sweep'), hint_spare(task='reports.tasks.make_ahead', gemeente=Gemeente()))"
    )
    said = run(port, "web", "-c", hint, DJANGO_SETTINGS_MODULE="kompas.settings")
    assert (said.stdout.strip(), refused(port)) == ("True True", set())


def test_beat_hands_out_and_the_worker_does_it(port, db, tmp_path):
    """The programs themselves; what one of them may not, Valkey writes down."""
    refused(port)
    with client(port, "watcher", "watcher") as watcher:
        watcher.delete("celery")
        beat = run_for_a_while(port, "beat", "beat", "-s", str(tmp_path / "beat"), "--pidfile=")
        with beat:
            wait_until(port, lambda: watcher.llen("celery") > 0)
        before = watcher.llen("celery")
        with run_for_a_while(port, "worker", "worker", "--concurrency", "1", "-n", "proef@%h"):
            wait_until(port, lambda: watcher.llen("celery") == 0 and watcher.hlen("unacked") == 0)
            _, check = SERVICES["worker"]["healthcheck"]["test"]
            assert check == "celery -A kompas inspect ping -d celery@$$HOSTNAME -t 10"
            said = run(port, "worker", "-m", "celery", "-A", "kompas", "inspect", "ping", "-t", "5")
    assert (before > 0, said.returncode, "pong" in said.stdout, refused(port)) == (True, 0, True, set())


@contextlib.contextmanager
def run_for_a_while(port, name, *arguments):
    environment = {**os.environ, "REDIS_URL": url(port, name), "C_FORCE_ROOT": "1"}
    command = [sys.executable, "-m", "celery", "-A", "kompas", *arguments]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def wait_until(port, condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, refused(port)
        time.sleep(0.1)


WORK = [("LRANGE", "celery", 0, -1), ("RPOP", "celery"), ("BRPOP", "celery", 1), ("DEL", "celery")]
COUNTERS = [
    ("GET", ":1:totp-used:x"),
    ("SET", ":1:totp-used:x", "1"),
    ("DEL", ":1:totp-used:x"),
    ("GET", "gm0037::1:x"),
]
NOBODY = [
    *(
        ("KEYS", "*"),
        ("SCAN", 0),
        ("FLUSHALL",),
        ("FLUSHDB",),
        ("CONFIG", "GET", "*"),
        ("ACL", "LIST"),
    ),
    *(("MONITOR",), ("SAVE",), ("SHUTDOWN",), ("REPLICAOF", "no", "one"), ("MODULE", "LIST"), ("CLIENT", "LIST")),
    *(("SET", "anders", "1"), ("GET", "anders"), ("RENAME", "celery", "anders"), ("DUMP", "celery"), ("INFO",)),
]


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        (
            "web",
            [
                *NOBODY,
                *WORK,
                ("HGETALL", "unacked"),
                ("HGET", "unacked", "x"),
                ("EVAL", "return 1", 0),
                ("GET", "celery"),
            ],
        ),
        ("web", [("SUBSCRIBE", "/0.celery.pidbox"), ("PUBLISH", "/0.celery.pidbox", "x")]),
        ("worker", [*NOBODY, *COUNTERS, ("PUBLISH", "anders", "x")]),
        ("beat", [*NOBODY, *WORK, *COUNTERS, ("EVAL", "return 1", 0), ("PUBLISH", "/0.celery.pidbox", "x")]),
    ],
)
def test_what_none_of_them_needs_is_refused(port, name, commands):
    allowed = []
    for command in commands:
        with client(port, name) as line:
            try:
                line.execute_command(*command)
            except redis.exceptions.NoPermissionError:
                continue
            allowed.append(command)
    refused(port)
    assert allowed == []


# rediss://


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Signed by itself, for 127.0.0.1."""
    folder, key = tmp_path_factory.mktemp("tls"), ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "proef")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1)
    )
    builder = builder.add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    (folder / "ca.pem").write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(secret)
    return folder


@pytest.fixture
def tls_port(port, certificate):
    """The wheel's Valkey knows no TLS: this stands in front, and passes on what is said."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "ca.pem", certificate / "key.pem")
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve_tls, args=(server, context, port), daemon=True).start()
        yield server.getsockname()[1]


def serve_tls(server, context, port):
    while True:
        try:
            plain, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=pass_on, args=(plain, context, port), daemon=True).start()


def pass_on(plain, context, port):
    with contextlib.suppress(OSError), context.wrap_socket(plain, server_side=True) as line:
        with socket.create_connection(("127.0.0.1", port)) as valkey:
            threading.Thread(target=pump, args=(valkey, line), daemon=True).start()
            pump(line, valkey)


def pump(source, target):
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)


ASK = """
import django; django.setup()
from django.core.cache import cache
from jobs.actions import hint
try:
    cache.set("proef", 1, 10)
    print("cache", cache.get("proef"))
except Exception as error:
    print("cache", type(error).__name__)
print("broker", hint(task="jobs.tasks.sweep"))
"""


def test_rediss_checks_the_certificate(tls_port, certificate):
    def said(ca):
        more = {
            "REDIS_URL": url(tls_port, "web", "rediss"),
            "REDIS_CA": ca,
            "DJANGO_SETTINGS_MODULE": "kompas.settings",
        }
        return run(tls_port, "web", "-c", ASK, **more).stdout.split("\n")[:2]

    assert said(str(certificate / "ca.pem")) == ["cache 1", "broker True"]
    assert said("") == ["cache ConnectionError", "broker False"]


def test_an_address_without_a_number_is_refused_in_words():
    more = {"REDIS_URL": "rediss://web:geheim@valkey.example:6379/0?ssl_ca_certs=/x"}
    done = subprocess.run(
        [sys.executable, "-c", "import kompas.settings"],
        cwd=settings.BASE_DIR,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "REDIS_URL moet eindigen op een databasenummer" in done.stderr) == (1, True)
