from typing import Any

import pytest
from django.db import connection

from accounts.models import Gebruiker
from demo.people import email_of
from tenants.models import Gemeente
from tests.herindeling.world import gemeente


@pytest.fixture
def stad(db: None) -> Gemeente:
    return gemeente("voorbeeldstad")


@pytest.fixture
def dijk(db: None) -> Gemeente:
    return gemeente("voorbeelddijk")


@pytest.fixture
def derde(db: None) -> Gemeente:
    """A third one, made up for the while of the test."""
    Gemeente.objects.filter(slug="stadskanaal").update(code="GM9037", naam="Kanaalmeren", herkomst="")
    return gemeente("stadskanaal")


@pytest.fixture
def person(db: None) -> Any:
    """`person("beheerder", gemeente)`, also while working for a gemeente, which may not read people."""

    def find(functie: str, found: Gemeente) -> Gebruiker:
        previous = connection.tenant
        connection.set_schema_to_public()
        try:
            return Gebruiker.objects.get(email=email_of(functie, found))
        finally:
            connection.set_tenant(previous)

    return find
