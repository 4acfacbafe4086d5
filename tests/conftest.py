"""What every test may ask for: opened gemeenten, their people, and a browser of such a person without HTTP."""

import copy
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.template import engines
from django.template.base import FilterExpression, Node
from django.template.loader_tags import IncludeNode
from django.test import Client, override_settings

from accounts.models import Gebruiker
from accounts.sessions import SessionStore
from demo.people import KETENREGISSEUR, MEDEWERKER, REDACTEUR, email_of, make_gebruiker
from kader.kept import inhoud_of
from kader.models import KaderVersie
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests import database
from tests.hashing import cheap_hashes
from zelfevaluatie.models import Zelfevaluatie

OPTIONAL_FILTERS = {"default", "default_if_none"}


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """In place of pytest-django's own, which would create the tables as the login of the web."""
    with database.ready():
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_as_they_are() -> Iterator[None]:
    """In a fresh clone nobody ran `collectstatic` yet; whether each named file exists is a test in test_conventions."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    storages = {**settings.STORAGES, "staticfiles": plain}
    # Else each client of each test reads the whole folder, which is a quarter of its time.
    with override_settings(STORAGES=storages, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True, scope="session")
def wissingen_in_a_file_of_the_tests(tmp_path_factory: Any) -> Iterator[None]:
    with override_settings(WISSINGEN_FILE=str(tmp_path_factory.mktemp("wissingen") / "wissingen.jsonl")):
        yield


@pytest.fixture(autouse=True, scope="session")
def passwords_cost_nothing() -> Iterator[None]:
    with cheap_hashes():
        yield


@pytest.fixture(autouse=True)
def public() -> Iterator[None]:
    """Every test starts on the public schema as the platform, whatever the one before it did."""
    connection.set_schema_to_public()
    yield
    connection.set_schema_to_public()


@pytest.fixture(scope="session")
def rows(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    """Two gemeenten by slug and their people by e-mail address, read once: tests roll back what they change."""
    with django_db_blocker.unblock():
        found: dict[str, Any] = dict(Gemeente.objects.in_bulk(["stadskanaal", "voorbeeldstad"], field_name="slug"))
        emails = [email_of(functie, found["stadskanaal"]) for functie in ("bewerker", "lezer", "beheerder")]
        emails.append(email_of("bewerker", found["voorbeeldstad"]))
        return found | Gebruiker.objects.in_bulk(emails, field_name="email")


@pytest.fixture
def stadskanaal(db: None, rows: dict[str, Any]) -> Gemeente:
    return copy.deepcopy(rows["stadskanaal"])


@pytest.fixture
def voorbeeldstad(db: None, rows: dict[str, Any]) -> Gemeente:
    return copy.deepcopy(rows["voorbeeldstad"])


@pytest.fixture
def bewerker(rows: dict[str, Any], stadskanaal: Gemeente) -> Gebruiker:
    return copy.deepcopy(rows[email_of("bewerker", stadskanaal)])


@pytest.fixture
def lezer(rows: dict[str, Any], stadskanaal: Gemeente) -> Gebruiker:
    return copy.deepcopy(rows[email_of("lezer", stadskanaal)])


@pytest.fixture
def beheerder(rows: dict[str, Any], stadskanaal: Gemeente) -> Gebruiker:
    """With the TOTP that a beheerder must have."""
    return copy.deepcopy(rows[email_of("beheerder", stadskanaal)])


@pytest.fixture
def buitenstaander(rows: dict[str, Any], voorbeeldstad: Gemeente) -> Gebruiker:
    """Works for another gemeente."""
    return copy.deepcopy(rows[email_of("bewerker", voorbeeldstad)])


@pytest.fixture
def redacteur(db: None) -> Gebruiker:
    """Keeps the landelijke texts, for VNG; as the next, with the TOTP that is compulsory."""
    return Gebruiker.objects.get(email=REDACTEUR)


@pytest.fixture
def adviseur_vng(db: None) -> Gebruiker:
    """Of VNG, who looks at what is shared with it and may do no more."""
    email = "adviseur@vng.example"
    make_gebruiker(email, "Adviseur VNG", "medewerker", organisatie="vng")
    return Gebruiker.objects.get(email=email)


@pytest.fixture
def medewerker(db: None) -> Gebruiker:
    """Of CoMensha, with other landelijke rights."""
    return Gebruiker.objects.get(email=MEDEWERKER)


@pytest.fixture
def ketenregisseur(db: None) -> Gebruiker:
    """Of the provincie Groningen."""
    return Gebruiker.objects.get(email=KETENREGISSEUR)


@pytest.fixture
def gemeente(stadskanaal: Gemeente) -> Iterator[Gemeente]:
    """Stadskanaal, with its schema and role current for the whole test."""
    with in_gemeente(stadskanaal):
        yield stadskanaal


@pytest.fixture
def zelfevaluatie(kader_is_read: None, gemeente: Gemeente) -> Zelfevaluatie:
    """The open one of `gemeente`: 23 empty answers and 10 empty extra ones."""
    return Zelfevaluatie.objects.get(staat=Zelfevaluatie.Staat.OPEN)


@pytest.fixture
def kader_is_read(db: None) -> None:
    """As in a process that has answered before: a page then asks the same number of queries whichever test is first."""
    inhoud_of(KaderVersie.objects.latest())


class HostClient(Client):
    """Speaks to one host, and gives the test back the schema it was in."""

    def __init__(self, gemeente: Gemeente | None = None) -> None:
        host = f"{gemeente.slug}.{settings.KOMPAS_HOST}" if gemeente else settings.KOMPAS_HOST
        super().__init__(headers={"host": f"{host}:{settings.KOMPAS_PORT}"})

    def request(self, **request: Any) -> Any:
        previous = connection.tenant
        try:
            return super().request(**request)
        finally:
            connection.set_tenant(previous)

    def force_login(self, user: Any, backend: str | None = None) -> None:
        """A session as after a first page. Django's own goes through a login, with ten statements in place of four."""
        now = int(time.time())
        session = SessionStore()
        session.update({"started": now, "seen": now, SESSION_KEY: str(user.pk)})
        session[BACKEND_SESSION_KEY] = backend or settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        previous = connection.tenant
        connection.set_schema_to_public()
        try:
            session.save()
        finally:
            connection.set_tenant(previous)
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


@pytest.fixture
def client_for(kader_is_read: None) -> Callable[..., HostClient]:
    """`client_for(bewerker)` is logged in at Stadskanaal; `client_for(None)` is a visitor.

    `gemeente` names another host; `gemeente=None` is the public one.
    """

    def make(gebruiker: Gebruiker | None = None, gemeente: Any = "stadskanaal") -> HostClient:
        previous = connection.tenant
        if isinstance(gemeente, str):
            connection.set_schema_to_public()
            gemeente = Gemeente.objects.get(slug=gemeente)
            connection.set_tenant(previous)
        client = HostClient(gemeente)
        if gebruiker:
            client.force_login(gebruiker)
        return client

    return make


class Undefined(str):
    """What Django puts in place of an undefined variable: empty, as in production, but in a template of ours the test
    fails. A `default` filter says that a variable is optional, and so does a component that passes it on.

    Django asks for its truth first, so that is where it looks around; templates of Django and allauth are left alone.
    """

    def __bool__(self) -> bool:
        frame: Any = sys._getframe(1)
        expression = frame.f_locals.get("self")
        if not isinstance(expression, FilterExpression):
            return False
        if expression.filters and expression.filters[0][0].__name__ in OPTIONAL_FILTERS:
            return False
        while frame and not isinstance(frame.f_locals.get("self"), Node):
            frame = frame.f_back
        node = frame and frame.f_locals["self"]
        name = str(getattr(node, "origin", ""))
        passes_on = "/components/" in name and isinstance(node, IncludeNode)
        if name.startswith(str(settings.BASE_DIR / "templates")) and not passes_on:
            pytest.fail(f"Undefined variable {{{{ {expression.token} }}}} in {name}")
        return False


@pytest.fixture(autouse=True)
def undefined_variables_fail(django_test_environment: None) -> None:
    """For each test: one that changes DEBUG makes Django forget its engines, and with them this."""
    engines["django"].engine.string_if_invalid = Undefined()
