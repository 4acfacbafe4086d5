import pytest
from django.core.cache import caches

from accounts.models import Toegang
from demo.people import PASSWORD, TOTP_SECRET
from logins.models import Login
from tests.conftest import HostClient
from tests.normen.writes import code_of

LOGIN = "/account/login/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari"


@pytest.fixture(autouse=True)
def fresh_counters():
    """The limits on logging in count in the cache, which no transaction takes back."""
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def ciso(lezer):
    """Guards the security of Stadskanaal, and nothing else there."""
    Toegang.objects.filter(gebruiker=lezer).update(functie="ciso")
    add_second_step(lezer)
    return lezer


def add_second_step(gebruiker):
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.models import Authenticator

    data = {"secret": get_adapter().encrypt(TOTP_SECRET)}
    Authenticator.objects.get_or_create(user=gebruiker, type=Authenticator.Type.TOTP, defaults={"data": data})


class Visitor(HostClient):
    """A browser somewhere, on the public host."""

    def __init__(self, address="198.51.100.17", browser=FIREFOX):
        super().__init__(None)
        self.defaults["REMOTE_ADDR"] = address
        self.defaults["HTTP_USER_AGENT"] = browser

    def try_password(self, email, password=PASSWORD, **query):
        return self.post(LOGIN, {"login": email, "password": password}, query_params=query)

    def log_in(self, gebruiker, **query):
        """Through all steps that there are."""
        answer = self.try_password(gebruiker.email, **query)
        if "authenticate" in answer.get("Location", ""):
            caches["default"].clear()  # a code counts once
            answer = self.post(answer["Location"], {"code": code_of(TOTP_SECRET)})
        return answer


@pytest.fixture
def visitor():
    return Visitor


def rows(**which):
    """What was written, the oldest first."""
    return list(Login.objects.filter(**which).order_by("created_at").values_list("soort", "uitkomst", "gebruiker"))


@pytest.fixture
def written(db):
    return rows


@pytest.fixture
def login_of(db):
    """A row as the web writes it."""

    def make(gebruiker, soort="ingelogd", uitkomst="gelukt", **values):
        values = {"network": "192.0.2.0/24", "device": "Firefox op Windows", **values}
        return Login.objects.create(gebruiker=gebruiker, soort=soort, uitkomst=uitkomst, **values)

    return make
