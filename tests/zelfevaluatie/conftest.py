import pytest


@pytest.fixture
def client(client_for, bewerker, zelfevaluatie):
    """The bewerker of Stadskanaal in a browser; the test itself is in the schema of Stadskanaal."""
    return client_for(bewerker)
