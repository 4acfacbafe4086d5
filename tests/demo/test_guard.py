"""Accounts whose passwords everybody knows are made nowhere else than in a demo."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Gebruiker
from demo.guard import NOT_HERE, REAL
from demo.people import make_editors, make_gebruiker, make_people
from demo.ronde import make_open_round
from tenants.models import Gemeente

MAKERS = {
    "prepare_demo": lambda gemeente: call_command("prepare_demo"),
    "load_demo_country": lambda gemeente: call_command("load_demo_country", gemeenten=20),
    "make_people": make_people,
    "make_editors": lambda gemeente: make_editors(),
    "make_open_round": lambda gemeente: make_open_round([gemeente]),
    "make_gebruiker": lambda gemeente: make_gebruiker("een@voorbeeld.example", "Een", "lezer", gemeente=gemeente),
}


@pytest.fixture
def nobody(db):
    """So that every maker would have something to make."""
    Gebruiker.objects.all().delete()


@pytest.fixture
def real(db):
    """A real gemeente that opened by itself."""
    Gemeente.objects.filter(slug="groningen").update(opened_at=timezone.now())
    return Gemeente.objects.get(slug="groningen")


@pytest.mark.parametrize("name", MAKERS)
def test_no_demo_outside_a_demo(nobody, name, settings, voorbeeldstad):
    settings.KOMPAS_DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match=f"^{re.escape(NOT_HERE)}$"):
        MAKERS[name](voorbeeldstad)
    assert not Gebruiker.objects.exists()


@pytest.mark.parametrize("name", MAKERS)
def test_no_demo_beside_a_gemeente_that_it_did_not_make(nobody, name, settings, real, voorbeeldstad):
    settings.KOMPAS_DEMO = settings.DEBUG = True
    with pytest.raises(CommandError, match=f"^{re.escape(REAL.format(naam='Groningen'))}$"):
        MAKERS[name](voorbeeldstad)
    assert not Gebruiker.objects.exists()


@pytest.mark.parametrize("setting", ["KOMPAS_DEMO", "DEBUG"])
def test_people_are_made_in_a_demo(nobody, setting, settings, voorbeeldstad):
    settings.KOMPAS_DEMO, settings.DEBUG = setting == "KOMPAS_DEMO", setting == "DEBUG"
    make_people(voorbeeldstad)
    assert set(Gebruiker.objects.values_list("email", flat=True)) == {
        "beheerder@voorbeeldstad.example",
        "bewerker@voorbeeldstad.example",
        "lezer@voorbeeldstad.example",
    }
