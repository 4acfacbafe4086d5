import pytest

from accounts.models import Gebruiker
from demo.people import make_gebruiker
from tenants.models import Gemeente


@pytest.fixture
def platformbeheerder(db):
    email = "platform@vng.example"
    make_gebruiker(email, "Platformbeheerder", "platformbeheerder", organisatie="vng")
    return Gebruiker.objects.get(email=email)


@pytest.fixture
def client(client_for, platformbeheerder):
    return client_for(platformbeheerder, gemeente=None)


@pytest.fixture
def zwolle(db):
    """Real, and not open."""
    return Gemeente.objects.get(slug="zwolle")
