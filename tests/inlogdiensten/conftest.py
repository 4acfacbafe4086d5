from ipaddress import ip_network
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from inlogdiensten.models import Aanvaarding, Inlogdienst, Inloggeheim
from inlogdiensten.secrets import hide_credential, make_key, public_keys
from tests.conftest import HostClient
from tests.inlogdiensten.provider import running
from tests.logins.conftest import add_second_step

SUB = "nummer-17"
START = "/account/werk/"
TYPED = {
    "naam": "Werkaccount Stadskanaal",
    "issuer": "https://login.example/stadskanaal",
    "client_id": "kompas-1",
    "bewijs": "geheim",
    "geheim": "een-heel-geheim-geheim",
    "hosts": "",
    "tweede_stap": "mfa",
}


@pytest.fixture(scope="session")
def provider_process(tmp_path_factory):
    with running(tmp_path_factory.mktemp("provider")) as found:
        yield found


@pytest.fixture(scope="session")
def key():
    """Making one takes a moment."""
    return make_key()


@pytest.fixture
def provider(provider_process, settings):
    """Doing everything right, and in a network that who runs Kompas has named."""
    settings.INLOG_NETWERKEN = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    settings.INLOG_CA = str(provider_process.ca)
    provider_process.set()
    provider_process.add_user(SUB, email="iemand@elders.example", name="Iemand van elders")
    return provider_process


@pytest.fixture(autouse=True)
def fresh_cache():
    """Limits and documents of providers are in the cache, which no transaction takes back."""
    caches["default"].clear()
    yield
    caches["default"].clear()


def add_inlogdienst(provider, key, *, approved=True, **values):
    pem, certificate = key
    values.setdefault("set_up_by", "00000000-0000-4000-8000-000000000001")
    found = Inlogdienst.objects.create(
        **{"naam": "Werkaccount Stadskanaal", "issuer": provider.issuer, "client_id": "kompas", **values},
        certificate=certificate,
    )
    if approved:
        found.approved_by, found.approved_at = "00000000-0000-4000-8000-000000000002", timezone.now()
        found.save()
    Inloggeheim.objects.create(inlogdienst=found, gemeente=found.gemeente, token=hide_credential(pem))
    provider.client_jwks = public_keys(found)
    provider.set()
    Aanvaarding.objects.create(inlogdienst=found, eigenaar=found.gemeente, accepted_at=timezone.now(), **found.scope)
    return found


@pytest.fixture
def dienst(provider, key, stadskanaal):
    return add_inlogdienst(provider, key, gemeente=stadskanaal)


@pytest.fixture
def bound(dienst, bewerker):
    """The bewerker of Stadskanaal, who accepted with her werkaccount: no password, no second step of ours."""
    Authenticator.objects.filter(user=bewerker).delete()
    bewerker.set_unusable_password()
    bewerker.save()
    SocialAccount.objects.create(user=bewerker, provider=dienst.issuer, uid=SUB)
    return bewerker


@pytest.fixture
def both(bound, voorbeeldstad):
    """She works for Voorbeeldstad too, and for VNG."""
    Toegang.objects.create(gebruiker=bound, functie="bewerker", gemeente=voorbeeldstad)
    Toegang.objects.create(gebruiker=bound, functie="medewerker", organisatie="vng")
    return bound


def leave(browser, dienst, **data):
    """To the provider: its address, as the page says."""
    response = browser.post(f"{START}{dienst.pk}/", data)
    assert response.status_code == 200, response.content.decode()
    return response["Refresh"].removeprefix("0; url=")


def come_back(browser, url):
    parts = urlsplit(url)
    return browser.get(f"{parts.path}?{parts.query}")


def log_in(browser, provider, dienst, sub=SUB, **data):
    return come_back(browser, provider.answer(leave(browser, dienst, **data), sub))


def query_of(url):
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@pytest.fixture
def browser(db):
    return HostClient()


def at(browser, slug):
    """The same browser on the host of a gemeente."""
    other = HostClient()
    other.defaults["HTTP_HOST"] = f"{slug}.{settings.KOMPAS_HOST}:{settings.KOMPAS_PORT}"
    other.cookies = browser.cookies
    return other


@pytest.fixture
def trusted(dienst):
    """Its `amr` stands for our second step."""
    Inlogdienst.objects.filter(pk=dienst.pk).update(tweede_stap="mfa")
    by = {"approved_by": "00000000-0000-4000-8000-000000000002", "approved_at": timezone.now()}
    Inlogdienst.objects.filter(pk=dienst.pk).update(**by)
    return dienst


def enter(browser, provider, dienst, **claims):
    provider.set(claims=claims)
    return log_in(browser, provider, dienst)


@pytest.fixture
def tweede(stadskanaal):
    """Another beheerder of Stadskanaal."""
    gebruiker = Gebruiker.objects.create_user("tweede@stadskanaal.example", "Tweede beheerder")
    Toegang.objects.create(gebruiker=gebruiker, functie="beheerder", gemeente=stadskanaal)
    add_second_step(gebruiker)
    return gebruiker


@pytest.fixture
def waiting(client_for, beheerder):
    """Set up by the beheerder, and not approved."""
    client_for(beheerder).post("/inlogdiensten/nieuw/", TYPED)
    return Inlogdienst.objects.get()


def url(dienst, end=""):
    return f"/inlogdiensten/{dienst.pk}/{end}"
