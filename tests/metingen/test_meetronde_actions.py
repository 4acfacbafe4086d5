import os
from datetime import timedelta
from unittest.mock import patch

import psycopg
import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from demo.people import make_gebruiker
from metingen import meetronde_actions
from metingen.meetronde_actions import (
    MeetrondeChanged,
    MeetrondeFout,
    close_meetronde,
    open_meetronde,
    remind,
    save_meetronde,
)
from metingen.models import Meetronde
from metingen.reminders import reminders_of
from metingen.tasks import send_reminders
from tenants.models import Gemeente
from tests.metingen.rounds import make_gemeenten, make_round, noon, submit

Staat = Meetronde.Staat


def staat(meetronde):
    return Meetronde.objects.get(pk=meetronde.pk).staat


def days(van, tot):
    today = timezone.localdate()
    return {"periode_van": today + timedelta(days=van), "periode_tot": today + timedelta(days=tot)}


def test_open_meetronde_lets_gemeenten_submit(medewerker):
    meetronde = make_round(staat=Staat.CONCEPT, opened_at=None, **days(0, 0))
    open_meetronde(meetronde=meetronde, by=medewerker)
    assert (staat(meetronde), Meetronde.objects.get().opened_at is None) == (Staat.OPEN, False)


@pytest.mark.parametrize("period", [(1, 2), (-2, -1)])
def test_open_meetronde_before_or_after_its_days_is_refused(medewerker, period):
    meetronde = make_round(staat=Staat.CONCEPT, **days(*period))
    with pytest.raises(MeetrondeFout):
        open_meetronde(meetronde=meetronde, by=medewerker)
    assert staat(meetronde) == Staat.CONCEPT


def test_open_meetronde_beside_another_open_one_is_refused(medewerker):
    make_round()
    meetronde = make_round(staat=Staat.CONCEPT)
    with pytest.raises(MeetrondeFout, match="Er is al een meetronde open"):
        open_meetronde(meetronde=meetronde, by=medewerker)
    assert staat(meetronde) == Staat.CONCEPT


def test_open_meetronde_of_real_gemeenten_beside_an_exercise_is_fine(medewerker):
    make_round()
    meetronde = make_round(staat=Staat.CONCEPT, voorbeeld=False)
    open_meetronde(meetronde=meetronde, by=medewerker)
    assert staat(meetronde) == Staat.OPEN


@pytest.mark.parametrize("before", [Staat.OPEN, Staat.GESLOTEN])
def test_open_meetronde_twice_is_refused(medewerker, before):
    meetronde = make_round(staat=before)
    with pytest.raises(MeetrondeFout, match="al geopend"):
        open_meetronde(meetronde=meetronde, by=medewerker)
    assert staat(meetronde) == before


def test_close_meetronde_makes_the_figures_once(medewerker):
    meetronde = make_round()
    for gemeente in make_gemeenten(10):
        submit(meetronde, gemeente)
    close_meetronde(meetronde=meetronde, by=medewerker)
    with pytest.raises(MeetrondeFout, match="niet open"):
        close_meetronde(meetronde=meetronde, by=medewerker)
    publicatie = meetronde.publicaties.get()
    assert (staat(meetronde), publicatie.leden.count(), publicatie.published_at) == (Staat.GESLOTEN, 10, None)


def test_close_meetronde_waits_for_who_is_submitting_now(medewerker):
    """Else what is stored a moment later would be in no figures. The other session holds what store_indiening does."""
    meetronde = make_round()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as other, connection.cursor() as cursor:
        lock = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))"
        other.execute(lock, [f"meetronde {meetronde.pk}"])
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            close_meetronde(meetronde=meetronde, by=medewerker)
        other.rollback()
    close_meetronde(meetronde=meetronde, by=medewerker)
    assert staat(meetronde) == Staat.GESLOTEN


def test_store_indiening_waits_for_who_is_closing_now(voorbeeldstad):
    meetronde = make_round()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as other, connection.cursor() as cursor:
        other.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"meetronde {meetronde.pk}"])
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            submit(meetronde, voorbeeldstad)
        other.rollback()
    assert submit(meetronde, voorbeeldstad).nummer == 1


def test_save_meetronde_on_top_of_an_older_version_is_refused(medewerker):
    meetronde = make_round(staat=Staat.CONCEPT)
    save_meetronde(meetronde=meetronde, values={"titel": "Eerste"}, version=1)
    with pytest.raises(MeetrondeChanged) as raised:
        save_meetronde(meetronde=meetronde, values={"titel": "Tweede"}, version=1)
    assert (raised.value.meetronde.titel, Meetronde.objects.get().titel) == ("Eerste", "Eerste")


def test_save_meetronde_that_was_opened_is_refused(medewerker):
    meetronde = make_round()
    with pytest.raises(MeetrondeChanged):
        save_meetronde(meetronde=meetronde, values={"titel": "Anders"}, version=1)
    assert Meetronde.objects.get().titel == "Meting"


# Reminding. Telling the worker is at the edge of the process.


@pytest.fixture
def told():
    with patch.object(meetronde_actions.current_app, "send_task") as send_task:
        yield send_task


def test_remind_tells_the_worker_at_most_once_a_day(medewerker, told):
    meetronde = make_round()
    with time_machine.travel(noon(2026, 3, 3), tick=False):
        remind(meetronde=meetronde, by=medewerker)
        with pytest.raises(MeetrondeFout, match="Vandaag is al"):
            remind(meetronde=meetronde, by=medewerker)
    with time_machine.travel(noon(2026, 3, 4), tick=False):
        remind(meetronde=meetronde, by=medewerker)
    assert [call.kwargs["args"] for call in told.call_args_list] == [[str(meetronde.pk)]] * 2


@pytest.mark.parametrize("not_open", [Staat.CONCEPT, Staat.GESLOTEN])
def test_remind_of_a_round_that_is_not_open_is_refused(medewerker, told, not_open):
    with pytest.raises(MeetrondeFout):
        remind(meetronde=make_round(staat=not_open), by=medewerker)
    assert told.call_count == 0


def test_remind_without_a_worker_to_tell_notes_nothing(medewerker, told):
    told.side_effect = OSError
    meetronde = make_round()
    with pytest.raises(MeetrondeFout, match="niets verstuurd"):
        remind(meetronde=meetronde, by=medewerker)
    assert Meetronde.objects.get().reminded_at is None


def to(mails):
    return [each.to for each in mails]


def test_reminders_go_to_opened_gemeenten_that_did_not_submit(voorbeeldstad):
    """Stadskanaal is real and so not asked; Voorbeelddijk has submitted, though with nobody by name."""
    meetronde = make_round(titel="Meting 2026")
    submit(meetronde, Gemeente.objects.get(slug="voorbeelddijk"), organisaties=())
    reminder, other = reminders_of(meetronde)
    # The bewerker of the demo may submit too.
    assert to([reminder, other]) == [["beheerder@voorbeeldstad.example"], ["bewerker@voorbeeldstad.example"]]
    assert "://voorbeeldstad." in reminder.body
    assert ("Voorbeeldstad heeft nog niets" in reminder.body, "Voorbeelddijk" in reminder.body) == (True, False)


def test_send_reminders_mails_each_person_once(voorbeeldstad):
    make_gebruiker("indiener@voorbeeldstad.example", "Indiener", "indiener", gemeente=voorbeeldstad)
    beheerder = Gebruiker.objects.get(email="beheerder@voorbeeldstad.example")
    Toegang.objects.create(gebruiker=beheerder, functie="indiener", gemeente=voorbeeldstad)
    send_reminders(str(make_round().pk))
    assert sorted(to(mail.outbox)) == [
        ["beheerder@voorbeelddijk.example"],
        ["beheerder@voorbeeldstad.example"],
        ["bewerker@voorbeelddijk.example"],
        ["bewerker@voorbeeldstad.example"],
        ["indiener@voorbeeldstad.example"],
    ]


def test_reminders_of_a_round_that_was_closed_meanwhile_are_none(db):
    assert reminders_of(make_round(staat=Staat.GESLOTEN)) == []


def test_mail_goes_to_files_in_the_folder_of_kompas():
    assert str(settings.BASE_DIR / "var" / "mail") == settings.EMAIL_FILE_PATH
