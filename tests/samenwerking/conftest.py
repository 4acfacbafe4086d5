import pytest

from accounts.models import Gebruiker
from demo.people import email_of
from samenwerking.actions import start_plan
from samenwerking.models import Deelname
from tenants.context import in_gemeente
from tenants.models import Gemeente

PLAN = {"tekst": "een plan"}
SHARED = {"plan": PLAN, "formaat": 3, "sha256": "a" * 64}


@pytest.fixture
def voorbeelddijk(db):
    return Gemeente.objects.get(slug="voorbeelddijk")


@pytest.fixture
def people(stadskanaal, voorbeeldstad, voorbeelddijk):
    """The bewerker of each; read now, because the role of a gemeente may not."""
    gemeenten = (stadskanaal, voorbeeldstad, voorbeelddijk)
    return {g.slug: Gebruiker.objects.get(email=email_of("bewerker", g)) for g in gemeenten}


@pytest.fixture
def joint(people, voorbeeldstad, voorbeelddijk):
    """Begun by Voorbeeldstad, with Voorbeelddijk invited; Stadskanaal has no part in it."""
    with in_gemeente(voorbeeldstad):
        return start_plan(naam="Samen sterk", jaar=2027, gemeente=voorbeeldstad, others=[voorbeelddijk])


def mine(joint, gemeente):
    """The deelname of that gemeente, whose schema must be current."""
    return Deelname.objects.select_related("gezamenlijk_plan").get(gezamenlijk_plan=joint, gemeente=gemeente)
