from typing import Any

import pytest

from accounts.models import Gebruiker
from demo.people import TWEEDE_REDACTEUR, make_gebruiker
from tenants.models import Regio


@pytest.fixture
def groningen(db: None) -> Regio:
    return Regio.objects.get(soort="provincie", code="PV20")


@pytest.fixture
def drenthe(db: None) -> Regio:
    return Regio.objects.get(soort="provincie", code="PV22")


@pytest.fixture
def drent(drenthe: Regio) -> Gebruiker:
    """Ketenregisseur of the provincie Drenthe."""
    email = "ketenregisseur@drenthe.example"
    make_gebruiker(email, "Ketenregisseur Drenthe", "ketenregisseur", regio=drenthe)
    return Gebruiker.objects.get(email=email)


@pytest.fixture
def browser_of(client_for: Any) -> Any:
    """Of this person, on the public host."""
    return lambda gebruiker: client_for(gebruiker, gemeente=None)


@pytest.fixture
def tweede(db: None) -> Gebruiker:
    """The other redacteur of the demo."""
    return Gebruiker.objects.get(email=TWEEDE_REDACTEUR)
