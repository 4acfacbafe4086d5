import pytest

from kompas.celery import app
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.builders.openbaar import make_public


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    """Nothing is offered to a real worker: the edge of our process."""
    monkeypatch.setattr(app, "send_task", lambda kind, **options: None)


@pytest.fixture
def real(stadskanaal):
    """Stadskanaal as if it had filled in its answers itself."""
    Gemeente.objects.filter(pk=stadskanaal.pk).update(herkomst="")
    stadskanaal.herkomst = ""
    return stadskanaal


@pytest.fixture
def plan(kader_is_read, real, bewerker):
    """Hers, for everybody."""
    with in_gemeente(real):
        return make_public(gemeente=real, by=bewerker)


@pytest.fixture
def invented(kader_is_read, voorbeeldstad, buitenstaander):
    """Of a gemeente that does not exist."""
    with in_gemeente(voorbeeldstad):
        return make_public(gemeente=voorbeeldstad, by=buitenstaander, citeertitel="Plan van Voorbeeldstad")


@pytest.fixture
def visitor(client_for):
    return client_for(None, gemeente=None)
