"""What PostgreSQL itself refuses: the table may be added to by the web and read by no gemeente."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from logins.models import CollegaLogin, CollegaStand, Login
from logins.retention import LONG_AGO, enforce_retention
from tenants.context import in_gemeente


def refused(statement):
    with pytest.raises(ProgrammingError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return type(caught.value.__cause__).__name__


STATEMENTS = {
    "UPDATE logins_login SET uitkomst = 'gelukt'",
    "DELETE FROM logins_login",
    "TRUNCATE logins_login",
    "ALTER TABLE logins_login DISABLE ROW LEVEL SECURITY",
}
OF_A_GEMEENTE = {
    *STATEMENTS,
    "SELECT FROM logins_login",
    "INSERT INTO logins_login (soort) VALUES ('ingelogd')",
    "SELECT public.logins_remove_old()",
    "SELECT last_login FROM accounts_gebruiker",
}


def test_the_web_may_only_add(bewerker, login_of):
    login_of(bewerker)
    assert {refused(statement) for statement in STATEMENTS} == {"InsufficientPrivilege"}
    assert Login.objects.count() == 1


def test_a_gemeente_may_not_come_near_the_table(gemeente):
    assert {refused(statement) for statement in OF_A_GEMEENTE} == {"InsufficientPrivilege"}


def seen_by(gemeente):
    with in_gemeente(gemeente):
        return {row.gebruiker_id for row in CollegaLogin.objects.all()}


def test_a_gemeente_sees_her_own_people_alone(
    bewerker, beheerder, buitenstaander, login_of, stadskanaal, voorbeeldstad
):
    for gebruiker in (bewerker, beheerder, buitenstaander, None):
        login_of(gebruiker)
    found = (seen_by(stadskanaal), seen_by(voorbeeldstad), {row.pk for row in CollegaLogin.objects.all()})
    assert found == ({bewerker.pk, beheerder.pk}, {buitenstaander.pk}, set())


def test_a_gemeente_does_not_see_where_else_somebody_works(bewerker, login_of, stadskanaal, voorbeeldstad):
    """That she went to another gemeente, which the row says, is not in the view."""
    Toegang.objects.create(gebruiker=bewerker, functie="lezer", gemeente=voorbeeldstad)
    login_of(bewerker, gemeente=voorbeeldstad)
    with in_gemeente(stadskanaal), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM logins_collegalogin")
        columns = {column.name for column in cursor.description}
    assert columns == {"id", "created_at", "soort", "uitkomst", "gebruiker_id", "network", "device"}


def test_who_lost_her_toegang_is_not_seen_any_more(bewerker, login_of, stadskanaal):
    """Not what she did when she still had it either."""
    login_of(bewerker, created_at=timezone.now() - timedelta(days=2))
    today = timezone.localdate()
    toegang = Toegang.objects.filter(gebruiker=bewerker)
    toegang.update(valid_from=today - timedelta(days=3), valid_until=today)
    assert seen_by(stadskanaal) == {bewerker.pk}
    toegang.update(valid_until=today - timedelta(days=1))
    assert seen_by(stadskanaal) == set()


def test_what_was_before_her_toegang_is_not_seen(bewerker, login_of, stadskanaal):
    login_of(bewerker, created_at=timezone.now() - timedelta(days=3))
    Toegang.objects.filter(gebruiker=bewerker).update(valid_from=timezone.localdate() - timedelta(days=1))
    login_of(bewerker, soort="uitgelogd")
    with in_gemeente(stadskanaal):
        assert [row.soort for row in CollegaLogin.objects.all()] == ["uitgelogd"]


def test_of_a_colleague_stands_whether_and_not_when(bewerker, beheerder, lezer, buitenstaander, stadskanaal):
    now = timezone.now()
    for gebruiker, last in (
        (bewerker, now - timedelta(days=80)),
        (beheerder, now - timedelta(days=100)),
        (lezer, None),
    ):
        Gebruiker.objects.filter(pk=gebruiker.pk).update(last_login=last)
    with in_gemeente(stadskanaal):
        found = list(CollegaStand.objects.order_by("naam").values())
    expected = [(beheerder, "beheerder", "nee"), (bewerker, "bewerker", "ja"), (lezer, "lezer", "nooit")]
    assert found == [
        {"id": gebruiker.pk, "naam": gebruiker.naam, "functies": functie, "ingelogd": ingelogd}
        for gebruiker, functie, ingelogd in expected
    ]


def test_when_somebody_logged_in_last_stays_ninety_days(bewerker, beheerder, lezer, stadskanaal):
    now = timezone.now()
    for gebruiker, last in ((bewerker, now - timedelta(days=89)), (beheerder, now - timedelta(days=91)), (lezer, None)):
        Gebruiker.objects.filter(pk=gebruiker.pk).update(last_login=last)
    enforce_retention()
    kept = [Gebruiker.objects.get(pk=gebruiker.pk).last_login for gebruiker in (bewerker, beheerder, lezer)]
    assert kept == [now - timedelta(days=89), LONG_AGO, None]
    with in_gemeente(stadskanaal):
        assert CollegaStand.objects.get(pk=beheerder.pk).ingelogd == "nee"


def test_rows_stay_ninety_days(bewerker, login_of):
    kept = login_of(bewerker, created_at=timezone.now() - timedelta(days=89))
    login_of(bewerker, created_at=timezone.now() - timedelta(days=91))
    assert (enforce_retention(), list(Login.objects.all())) == ({"logins": 1}, [kept])
