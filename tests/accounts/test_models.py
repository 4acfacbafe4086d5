from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Collega, Gebruiker, Toegang
from tenants.context import in_gemeente
from tenants.models import Regio
from tests.hashing import IN_PRODUCTION

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def toegangen(gebruiker):
    return Gebruiker.objects.with_toegang(gebruiker.pk).toegangen


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "expected"),
    [
        (TODAY, None, {"bewerker"}),
        (TODAY, TODAY, {"bewerker"}),
        (TODAY - DAY, TODAY + DAY, {"bewerker"}),
        (TODAY + DAY, None, set()),
        (TODAY - 2 * DAY, TODAY - DAY, set()),
    ],
)
def test_functies_in_holds_what_is_valid_today(stadskanaal, bewerker, valid_from, valid_until, expected):
    Toegang.objects.filter(gebruiker=bewerker).update(valid_from=valid_from, valid_until=valid_until)
    assert Gebruiker.objects.with_toegang(bewerker.pk).functies_in(stadskanaal) == expected


def test_functies_in_another_gemeente_is_empty(voorbeeldstad, bewerker):
    assert Gebruiker.objects.with_toegang(bewerker.pk).functies_in(voorbeeldstad) == set()


def test_with_toegang_costs_one_query(bewerker, stadskanaal, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert toegangen(bewerker) == [
            {"functie": "bewerker", "gemeente": str(stadskanaal.pk), "regio": None, "organisatie": ""}
        ]


@pytest.mark.parametrize(
    ("functie", "scope"),
    [
        ("bewerker", {}),
        ("bewerker", {"regio"}),
        ("bewerker", {"gemeente", "regio"}),
        ("bewerker", {"gemeente", "organisatie"}),
        ("ketenregisseur", {"gemeente"}),
        ("ketenregisseur", {"regio", "organisatie"}),
        ("medewerker", {}),
        ("medewerker", {"gemeente"}),
        ("medewerker", {"regio", "organisatie"}),
        ("onbekend", {"gemeente"}),
    ],
)
def test_toegang_with_another_scope_is_refused(bewerker, stadskanaal, functie, scope):
    values = {"gemeente": stadskanaal, "regio": Regio.objects.first(), "organisatie": "vng"}
    toegang = Toegang(gebruiker=bewerker, functie=functie, **{name: values[name] for name in scope})
    with pytest.raises(IntegrityError, match="toegang_functie_fits_scope"), transaction.atomic():
        toegang.save()
    with pytest.raises(ValidationError, match="Een functie hoort bij precies één gemeente, regio of organisatie."):
        toegang.validate_constraints()


@pytest.mark.parametrize(
    ("functie", "scope"),
    [
        ("lezer", "gemeente"),
        ("indiener", "gemeente"),
        ("ketenregisseur", "regio"),
        ("redacteur", "organisatie"),
    ],
)
def test_toegang_with_its_own_scope_is_kept(bewerker, stadskanaal, functie, scope):
    values = {"gemeente": stadskanaal, "regio": Regio.objects.first(), "organisatie": "comensha"}
    toegang = Toegang.objects.create(gebruiker=bewerker, functie=functie, **{scope: values[scope]})
    assert Toegang.objects.get(pk=toegang.pk).functie == functie


def test_create_user_lowers_the_address_and_hashes_with_argon2(db):
    gebruiker = Gebruiker.objects.create_user("Iemand@Voorbeeld.Example", "Iemand", "een lang wachtwoord")
    assert (gebruiker.email, gebruiker.password.split("$")[:2]) == ("iemand@voorbeeld.example", ["argon2", "argon2id"])


def test_hashes_are_at_least_as_slow_as_owasp_asks():
    """19 MiB and two rounds for Argon2id: the Password Storage Cheat Sheet, as it was in November 2026."""
    assert IN_PRODUCTION["memory_cost"] >= 19 * 1024
    assert IN_PRODUCTION["time_cost"] >= 2


def test_collega_names_include_who_left(stadskanaal, bewerker, buitenstaander):
    Toegang.objects.filter(gebruiker=bewerker).update(valid_until=TODAY - DAY)
    with in_gemeente(stadskanaal):
        assert Collega.names({bewerker.pk, buitenstaander.pk}) == {bewerker.pk: "Beleidsadviseur Stadskanaal"}


def test_collega_names_of_nobody_asks_nothing(gemeente, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Collega.names(set()) == {}
