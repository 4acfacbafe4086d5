"""What a gemeente made public goes with the words, and only then."""

import pytest
from django.utils import timezone

from kompas.celery import app
from openbaar.models import OpenbaarBestand, OpenbaarPlan
from reports.models import Planversie
from reports.versions.openbaar_actions import publish_plan
from tests.builders.openbaar import make_files
from tests.builders.plans import of_itself
from tests.wissing.conftest import confirm_and_wipe
from tests.wissing.planted import WORDS
from wissing.actions import request_wissing
from wissing.queries import places_of

SHOWN = "het plan dat openbaar is (dat gaat van het web; maak het daarna opnieuw openbaar)"


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(app, "send_task", lambda kind, **options: None)


@pytest.fixture
def gemeente(db, gemeente):
    """Also in the database as if it had filled in its answers itself."""
    return of_itself(gemeente)


@pytest.fixture
def public(planted, gemeente, bewerker):
    """The adopted plan, in which the words stand."""
    make_files(planted, bewerker, words=WORDS)
    return publish_plan(versie=planted, gemeente=gemeente)


def wipe(words, gemeente, beheerder, bewerker):
    wissing = request_wissing(words=words, reden="persoon", by=beheerder)
    confirm_and_wipe(wissing=wissing, gemeente=gemeente, by=bewerker)
    return wissing


def left():
    return OpenbaarPlan.objects.count(), OpenbaarBestand.objects.count()


def test_copy_goes_with_the_words_and_is_counted(public, gemeente, beheerder, bewerker):
    assert dict(places_of(WORDS).kinds)[SHOWN] == 1
    wissing = wipe(WORDS, gemeente, beheerder, bewerker)
    assert (wissing.staat, left(), wissing.counts["openbaar_openbaarplan"]) == ("uitgevoerd", (0, 0), 1)


def test_what_is_left_of_the_plan_can_be_made_public_again_at_the_same_address(public, gemeente, beheerder, bewerker):
    wipe(WORDS, gemeente, beheerder, bewerker)
    versie = Planversie.objects.get(pk=public.planversie)
    make_files(versie, bewerker)
    again = publish_plan(versie=versie, gemeente=gemeente)
    assert (again.path, WORDS in again.tekst, "[gewist]" in again.tekst) == (public.path, False, True)
    assert again.sha256 == versie.sha256 != public.sha256


def test_copy_goes_when_the_words_stand_in_a_file_alone(public, gemeente, beheerder, bewerker):
    OpenbaarPlan.objects.update(tekst="<p>Niets bijzonders</p>", titel="Plan")
    assert wipe(WORDS, gemeente, beheerder, bewerker).staat == "uitgevoerd"
    assert left() == (0, 0)


def test_copy_goes_when_tags_stand_between_the_words(public, gemeente, beheerder, bewerker):
    """What the pattern cannot see in HTML: then the version says that its text changed."""
    OpenbaarPlan.objects.update(tekst="<p><strong>Kanarie</strong>piet Vogelaar</p>", titel="Plan")
    OpenbaarBestand.objects.all().delete()
    assert wipe(WORDS, gemeente, beheerder, bewerker).staat == "uitgevoerd"
    assert left() == (0, 0)


def test_copy_stays_when_the_words_stand_elsewhere(public, gemeente, beheerder, bewerker):
    from aanpak.models import Actie

    Actie.objects.create(wat="Bel Pietersma over het loket", ambitie=6)
    wissing = wipe("Pietersma", gemeente, beheerder, bewerker)
    assert (wissing.staat, left()) == ("uitgevoerd", (1, 3))
    assert OpenbaarPlan.objects.get().published_at <= timezone.now()
