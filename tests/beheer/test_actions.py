"""Opening what was asked for. That needs the owner; here the steps that make tables are the only thing left out."""

import pytest

from accounts.models import Uitnodiging
from accounts.uitnodiging_actions import UitnodigingFout
from beheer.actions import bring_aboard, carry_out
from beheer.models import Openingsverzoek
from beheer.retention import enforce_retention
from tenants.models import Gemeente

SANNE = {"email": "a@zwolle.example", "naam": "Sanne"}


@pytest.fixture
def opened(monkeypatch):
    """The slugs of what was opened, in order; `utrecht` fails."""
    found = []

    def open_gemeente(*, gemeente):
        if gemeente.slug == "utrecht":
            raise RuntimeError("schijf vol")
        found.append(gemeente.slug)
        Gemeente.objects.filter(pk=gemeente.pk).update(opening="active")

    monkeypatch.setattr("beheer.actions.open_gemeente", open_gemeente)
    return found


@pytest.fixture
def agreed(zwolle):
    zwolle.verwerkersovereenkomst_on = "2026-11-01"
    zwolle.save()
    zwolle.refresh_from_db()
    return zwolle


def test_carry_out_opens_invites_and_forgets_the_address(opened, agreed, platformbeheerder):
    bring_aboard(gemeente=agreed, by=platformbeheerder.pk, **SANNE)
    assert carry_out() == (1, 0)
    verzoek, uitnodiging = Openingsverzoek.objects.get(), Uitnodiging.objects.get()
    assert (verzoek.email, verzoek.naam, verzoek.done_at is None) == ("", "", False)
    assert (uitnodiging.email, uitnodiging.naam, uitnodiging.gemeente) == ("a@zwolle.example", "Sanne", agreed)
    assert (carry_out(), opened) == ((0, 0), ["zwolle"])


def test_carry_out_of_one_that_fails_stops_no_other_and_says_why(opened, agreed, platformbeheerder):
    utrecht = Gemeente.objects.get(slug="utrecht")
    for gemeente in (utrecht, agreed):
        bring_aboard(gemeente=gemeente, by=platformbeheerder.pk)
    assert (carry_out(), carry_out(), opened) == ((1, 1), (0, 1), ["zwolle"])
    verzoek = Openingsverzoek.objects.waiting().get()
    assert (verzoek.gemeente, verzoek.attempts, verzoek.error) == (
        utrecht,
        2,
        "Onverwachte fout (RuntimeError). Meer staat in het log van de service opening.",
    )


def test_bring_aboard_counts_the_last_address(agreed, platformbeheerder):
    for email in ("a@zwolle.example", "b@zwolle.example"):
        bring_aboard(gemeente=agreed, by=platformbeheerder.pk, email=email)
    bring_aboard(gemeente=agreed, by=platformbeheerder.pk)
    assert [each.email for each in Openingsverzoek.objects.all()] == ["b@zwolle.example"]


def test_bring_aboard_without_an_agreement_invites_nobody(zwolle, platformbeheerder):
    with pytest.raises(UitnodigingFout, match="verwerkersovereenkomst"):
        bring_aboard(gemeente=zwolle, by=platformbeheerder.pk, **SANNE)


def test_the_web_makes_no_tables(agreed, platformbeheerder):
    """As in tests/tenants: who does not work as the owner is stopped before anything is made."""
    bring_aboard(gemeente=agreed, by=platformbeheerder.pk)
    with pytest.raises(PermissionError):
        carry_out()


def test_what_was_done_is_removed_after_90_days(opened, agreed, platformbeheerder):
    bring_aboard(gemeente=agreed, by=platformbeheerder.pk)
    carry_out()
    assert enforce_retention() == {"handelingen": 0, "openingsverzoeken": 0}
    Openingsverzoek.objects.update(done_at="2026-01-01T00:00Z")
    assert enforce_retention() == {"handelingen": 0, "openingsverzoeken": 1}
