from typing import Any

import pytest

from accounts.models import Gebruiker
from demo.people import MEDEWERKER


@pytest.fixture
def medewerker(db: None) -> Gebruiker:
    """Of CoMensha."""
    return Gebruiker.objects.get(email=MEDEWERKER)


@pytest.fixture
def browser_of(client_for: Any) -> Any:
    """Of this person, on the public host."""
    return lambda gebruiker: client_for(gebruiker, gemeente=None)
