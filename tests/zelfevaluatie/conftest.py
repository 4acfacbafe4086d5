import pytest

from tests.zelfevaluatie.browser import post
from zelfevaluatie.models import Antwoord


@pytest.fixture
def client(client_for, bewerker, zelfevaluatie):
    """The bewerker of Stadskanaal in a browser; the test itself is in the schema of Stadskanaal."""
    return client_for(bewerker)


@pytest.fixture
def antwoord(zelfevaluatie):
    return Antwoord.objects.get(bouwsteen__code="BB-P1-1")


@pytest.fixture
def saved_by_colleague(antwoord, client_for, beheerder):
    """Version 2, while everybody else still sees version 1."""
    post(client_for(beheerder), status="geregeld", plan_zin="Van de collega.")
