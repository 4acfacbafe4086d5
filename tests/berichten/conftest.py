from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from berichten import wire
from berichten.models import Bericht
from kompas.celery import app
from tests.berichten.server import Server


@pytest.fixture
def hints(monkeypatch: Any) -> list[str]:
    """What the broker was told: the edge of our process."""
    sent: list[str] = []
    monkeypatch.setattr(app, "send_task", lambda name, **options: sent.append(name))
    return sent


@pytest.fixture
def smtp(settings: Any, hints: list[str], monkeypatch: Any) -> Iterator[Server]:
    """Where Kompas sends its mail to; both waits are shortened to half a second."""
    with Server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 0.5
        monkeypatch.setattr(wire, "ANSWER_SECONDS", 0.5)
        yield server


@pytest.fixture
def post(db: None) -> Any:
    """Rows about a login, with a text of their own: `post("a@b.example")`."""

    def make(*addresses: str, **values: Any) -> list[Bericht]:
        known = {"soort": "login", "subject": "Onderwerp", "body": "Geheime tekst."} | values
        return Bericht.objects.bulk_create(Bericht(address=address, **known) for address in addresses)

    return make


def stand(*fields: str) -> dict[str, Any]:
    """What became of each, by address; `staat` when nothing is asked."""
    names = fields or ("staat",)
    rows = Bericht.objects.order_by("address").values_list("address", *names)
    return {address: found[0] if len(names) == 1 else tuple(found) for address, *found in rows}


def make_due() -> None:
    """As if the time to wait is over."""
    Bericht.objects.filter(staat="wacht").update(next_at=timezone.now() - timedelta(seconds=1))
