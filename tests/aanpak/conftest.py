import pytest

from aanpak.models import Actie
from kader.models import Bouwsteen
from saving.rows import create_row


@pytest.fixture
def client(client_for, bewerker, gemeente):
    """The bewerker of Stadskanaal in a browser; the test itself is in the schema of Stadskanaal."""
    return client_for(bewerker)


@pytest.fixture
def bouwsteen(gemeente):
    return Bouwsteen.objects.get(code="BB-P1-1")


@pytest.fixture
def actie(bouwsteen, bewerker):
    return create_row(row=Actie(wat="Convenant sluiten", ambitie=6, bouwsteen=bouwsteen), by=bewerker)
