from datetime import timedelta

from django.utils import timezone

from berichten.models import Bericht
from berichten.retention import FAILED_KEPT, SENT_KEPT, enforce_retention
from tests.normen.docs import PRIVACY


def make(staat, age):
    ended = timezone.now() - age
    Bericht.objects.create(
        soort="login", address="a@voorbeeld.example", staat=staat, reden="onbekend", ended_at=ended, queued_at=ended
    )


def test_each_row_goes_after_its_term_and_not_before(db):
    day = timedelta(days=1)
    for staat, term in (
        ("verstuurd", SENT_KEPT),
        ("vervallen", SENT_KEPT),
        ("mislukt", FAILED_KEPT),
        ("onzeker", FAILED_KEPT),
    ):
        make(staat, term - day)
        make(staat, term + day)
    Bericht.objects.create(
        soort="login", address="a@voorbeeld.example", queued_at=timezone.now() - 2 * FAILED_KEPT
    )  # still waiting
    assert (enforce_retention(), enforce_retention()) == ({"berichten": 4}, {"berichten": 0})
    assert Bericht.objects.count() == 5


def test_privacy_says_these_terms():
    row = next(line for line in PRIVACY.splitlines() if line.startswith("| `berichten_bericht`"))
    assert f"{SENT_KEPT.days} dagen nadat het is verstuurd, {FAILED_KEPT.days} als dat mislukte" in row
