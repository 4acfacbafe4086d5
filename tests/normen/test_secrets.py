"""Canaries through every form, also where it fails: none sings in a log, and no password in a mail or on a page."""

import copy
import logging

import pytest
from django.conf import settings
from django.db import IntegrityError
from prometheus_client import generate_latest

from berichten.actions import send_due
from monitoring import counters
from monitoring.lines import ContextFilter, JsonFormatter, SafeFormatter, described
from monitoring.log_settings import FORMS
from tests.conftest import HostClient
from tests.normen.urls import TENANT
from tests.normen.world import kept_world
from tests.normen.writes import WRITES, arrange, client_of

SECRETS = {
    "password": "Kanarie-wachtwoord-1",
    "code": "918273",
    "token": "kanarietoken7",
    "cookie": "kanariekoekje7",
    "text": "Kanarie zingt in vrije tekst",
    "agent": "KanarieBrowser",
}


@pytest.fixture(scope="module")
def made_world(django_db_setup, django_db_blocker):
    with kept_world("voorbeeldstad", django_db_blocker) as world:
        yield world


@pytest.fixture
def world(made_world, db):
    return copy.deepcopy(made_world)


class Lines(logging.Handler):
    """What the demo and production would write, at every level that any logger has."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.text, self.json = "", ""
        self.addFilter(ContextFilter())
        self.setFormatter(SafeFormatter(FORMS["line"]["format"]))

    def emit(self, record):
        self.text += self.format(record) + "\n"
        self.json += JsonFormatter().format(record) + "\n"


@pytest.fixture
def log():
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def canaries(data):
    """The same form with a canary in every field that takes text; numbers and choices stay."""
    secret = {"password", "password1", "password2", "oldpassword"}
    texts = {name: SECRETS["text"] for name, value in data.items() if " " in value}
    return {**data, **texts} | dict.fromkeys(secret & data.keys(), SECRETS["password"]) | {"extra": SECRETS["text"]}


def send(client, path, data):
    client.raise_request_exception = False
    client.cookies["ander"] = SECRETS["cookie"]
    headers = {"user-agent": SECRETS["agent"], "referer": f"http://{settings.KOMPAS_HOST}/?q={SECRETS['token']}"}
    return client.post(f"{path}?zoek={SECRETS['text']}&token={SECRETS['token']}", data, headers=headers)


def counted():
    """What /metrics says of requests."""
    return generate_latest(counters.own).decode()


def sung(text):
    return [name for name, canary in SECRETS.items() if canary.casefold() in text.casefold()]


def refuse(*args):
    """As PostgreSQL does, quoting what it refuses."""
    raise IntegrityError(f"Key (wat)=({SECRETS['text']}, {SECRETS['password']}) already exists.")


@pytest.mark.parametrize("fails", [False, True], ids=["as sent", "when the database refuses it"])
@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.view)
def test_no_form_leaves_a_secret_in_log_or_mail(world, log, mailoutbox, write, fails):
    client = client_of(write, world, HostClient)
    path, data = arrange(write, client, world)
    mailoutbox.clear()
    form = canaries(data) | ({"code": SECRETS["code"]} if "code" in data else {})
    with pytest.MonkeyPatch.context() as patch:
        if fails:
            patch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
        answer = send(client, path, form)
    send_due()
    mails = " ".join(f"{mail.subject} {mail.body}" for mail in mailoutbox)
    assert (answer.status_code >= 500, "kompas.request" in log.text) == (fails, True)
    assert (sung(log.text + log.json + counted()), set(sung(mails)) - {"agent"}) == ([], set())
    assert [SECRETS[name] in answer.text for name in ("password", "token", "cookie")] == [False] * 3


@pytest.mark.parametrize("urlconf", ["kompas.urls_public", TENANT])
@pytest.mark.parametrize(
    "path", ["/{token}/", "/account/password/reset/key/1-{token}/", "/acties/{token}/", "/static/{token}.css"]
)
def test_no_address_leaves_its_token_in_the_log(world, log, urlconf, path):
    client = HostClient(world.gemeente if urlconf == TENANT else None)
    client.get(path.format(token=SECRETS["token"]), {"next": SECRETS["token"]}, headers={"host": world.host(urlconf)})
    assert ("kompas.request" in log.text, sung(log.text + log.json + counted())) == (True, [])


def test_no_unknown_host_leaves_its_name_in_the_log(world, log):
    HostClient().get("/", headers={"host": f"{SECRETS['token']}.evil.example"})
    assert ("kompas.request" in log.text, sung(log.text + log.json + counted())) == (True, [])


def test_line_names_gemeente_route_and_reference(world, log, monkeypatch):
    monkeypatch.setattr("aanpak.views.ActieFilterForm", None)
    client = HostClient(world.gemeente)
    client.force_login(world.people["bewerker"])
    client.raise_request_exception = False
    answer = client.get("/acties/")
    reference = answer.text.partition('k-number">')[2][:9]
    lines = [line for line in log.text.splitlines() if f"[{world.gemeente.schema_name} {reference}]" in line]
    assert [line.partition("] ")[2].rpartition(" 500")[0] for line in lines] == ["GET acties/", "GET acties/"]
    assert "builtins.TypeError" in log.text


def test_line_stays_one_line_whatever_is_in_it():
    record = logging.LogRecord("x", logging.INFO, "", 0, "een\r\n2026 INFO vals \x1b[31m", (), None)
    assert SafeFormatter("%(message)s").format(record) == "een\\r\\n2026 INFO vals \\x1b[31m"


def test_exception_is_named_without_its_message_unless_it_is_about_a_connection():
    assert described(ValueError("getypt")) == "builtins.ValueError"
    assert described(ConnectionRefusedError("poort 5432")) == "builtins.ConnectionRefusedError: poort 5432"


def test_errors_are_mailed_to_nobody():
    handlers = [type(handler).__name__ for handler in logging.getLogger("django").handlers]
    assert (handlers, settings.ADMINS) == ([], [])
