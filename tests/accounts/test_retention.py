"""Who left, and sessions that are over."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Gebruiker, Session, Toegang, Uitnodiging
from accounts.retention import enforce_retention

NOTHING = {"sessies": 0, "uitnodigingen": 0, "gebruikers": 0}
NOW = timezone.now()


def ended(gebruiker, days):
    """Somebody of long ago, whose Toegang ended so many days ago."""
    Toegang.objects.filter(gebruiker=gebruiker).update(valid_until=timezone.localdate() - timedelta(days=days))
    Gebruiker.objects.filter(pk=gebruiker.pk).update(created_at=NOW - timedelta(days=900))


def test_nothing_is_removed_before_its_term(bewerker, client_for):
    client_for(bewerker)
    ended(bewerker, 364)
    assert enforce_retention() == NOTHING


def test_what_is_past_its_term_is_removed_once(bewerker):
    Session.objects.create(session_key="oud", session_data="", expire_date=NOW - timedelta(seconds=1))
    ended(bewerker, 366)
    assert (enforce_retention(), enforce_retention()) == (
        {"sessies": 1, "uitnodigingen": 0, "gebruikers": 1},
        NOTHING,
    )


def test_an_invitation_goes_ninety_days_after_it_ended(stadskanaal):
    past, near = NOW - timedelta(days=91), NOW - timedelta(days=89)
    kept = {"expires_at": near}
    ends = [{"expires_at": past}, {**kept, "accepted_at": past}, {**kept, "withdrawn_at": past}, kept]
    for number, values in enumerate(ends):
        Uitnodiging.objects.create(gemeente=stadskanaal, email=f"{number}@b.example", functies=["lezer"], **values)
    assert enforce_retention() == {**NOTHING, "uitnodigingen": 3}
    assert Uitnodiging.objects.get().email == "3@b.example"


def test_who_left_long_ago_cannot_be_known_and_cannot_come_in(bewerker, client_for):
    client = client_for(bewerker)
    ended(bewerker, 366)
    enforce_retention()
    bewerker.refresh_from_db()
    assert (bewerker.naam, bewerker.email) == ("Oud-gebruiker", f"{bewerker.pk}@gewist.invalid")
    assert (bewerker.is_active, bewerker.has_usable_password(), bewerker.emailaddress_set.count()) == (False, False, 0)
    assert client.get("/").status_code == 302


def test_who_holds_another_functie_stays(bewerker, voorbeeldstad):
    ended(bewerker, 366)
    Toegang.objects.create(gebruiker=bewerker, functie="lezer", gemeente=voorbeeldstad)
    assert enforce_retention() == NOTHING
