from collections.abc import Iterator
from typing import Any

import pytest

from accounts.models import Gebruiker
from demo.people import TWEEDE_REDACTEUR
from redactie.soorten import SOORTEN
from tests.redactie.proef import Proef


@pytest.fixture
def tweede(db: None) -> Gebruiker:
    """The other redacteur of the demo."""
    return Gebruiker.objects.get(email=TWEEDE_REDACTEUR)


@pytest.fixture
def browser_of(client_for: Any) -> Any:
    """Of this person, on the public host."""
    return lambda gebruiker: client_for(gebruiker, gemeente=None)


@pytest.fixture
def proef(db: None) -> Iterator[Proef]:
    """A kind of content that is nowhere but here, with two pieces of it."""
    SOORTEN[Proef.code] = soort = Proef()
    yield soort
    del SOORTEN[Proef.code]
