from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Toegang

PAGE = "/beheer/mensen/"
TODAY = timezone.localdate()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


@pytest.fixture
def client(client_for, beheerder):
    return client_for(beheerder)


@pytest.fixture
def held(stadskanaal):
    """What somebody may here on a day, by default today."""

    def find(gebruiker, day=TODAY):
        found = Toegang.objects.on(day).filter(gebruiker=gebruiker, gemeente=stadskanaal)
        return sorted(found.values_list("functie", flat=True))

    return find


@pytest.fixture
def second_beheerder(bewerker, stadskanaal):
    Toegang.objects.create(gebruiker=bewerker, functie="beheerder", gemeente=stadskanaal)
    return bewerker
