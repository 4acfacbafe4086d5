import pytest

from kompas.celery import app
from tests.jobs.conftest import make_job

__all__ = ["make_job"]


@pytest.fixture
def published_headers(monkeypatch):
    """The headers of what was offered to the broker: the edge of our process."""
    sent = []
    monkeypatch.setattr(app, "send_task", lambda kind, **options: sent.append(options["headers"]))
    return sent
