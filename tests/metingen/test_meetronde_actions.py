import os
from datetime import date, timedelta

import psycopg
import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from berichten.actions import post_berichten, send_due
from berichten.models import Bericht
from demo.people import make_gebruiker
from metingen.mailing import berichten_of, compose
from metingen.meetronde_actions import (
    MeetrondeFout,
    close_meetronde,
    open_meetronde,
    remind,
)
from metingen.models import Meetronde
from tenants.models import Gemeente
from tests.builders.rounds import make_gemeenten, make_round, noon, reminder, submit
from tests.pages import present

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


# Reminding. The rows are written with the round; tests/berichten has what becomes of them on the wire.


def test_remind_writes_to_each_person_at_most_once_a_day(medewerker):
    meetronde = make_round(periode_tot=date(2027, 3, 31))
    with time_machine.travel(noon(2027, 3, 3), tick=False):
        remind(verzoek=reminder(meetronde))
        with pytest.raises(MeetrondeFout, match="Vandaag is al"):
            remind(verzoek=reminder(meetronde))
    assert Bericht.objects.count() == len(EVERYBODY)
    with time_machine.travel(noon(2027, 3, 4), tick=False):
        remind(verzoek=reminder(meetronde))
    assert Bericht.objects.count() == 2 * len(EVERYBODY)


@pytest.mark.parametrize("not_open", [Staat.CONCEPT, Staat.GESLOTEN])
def test_remind_of_a_round_that_is_not_open_is_refused(medewerker, not_open):
    with pytest.raises(MeetrondeFout):
        remind(verzoek=reminder(make_round(staat=not_open)))
    assert Bericht.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_remind_costs_a_fixed_number_of_queries(medewerker, voorbeeldstad, django_assert_num_queries, count):
    """For the country it writes a thousand rows, while a page waits."""
    for number in range(count):
        make_gebruiker(f"{number}@voorbeeldstad.example", "Indiener", "indiener", gemeente=voorbeeldstad)
    verzoek = reminder(make_round())
    with django_assert_num_queries(8):
        remind(verzoek=verzoek)
    assert Bericht.objects.count() == len(EVERYBODY) + count


def test_remind_that_is_rolled_back_writes_to_nobody(medewerker):
    meetronde = make_round()
    with transaction.atomic():
        remind(verzoek=reminder(meetronde))
        transaction.set_rollback(True)
    assert (Bericht.objects.count(), Meetronde.objects.get().reminded_at) == (0, None)


EVERYBODY = [  # the bewerker of the demo may submit too
    ("beheerder@voorbeelddijk.example", "beheerder"),
    ("bewerker@voorbeelddijk.example", "indiener"),
    ("beheerder@voorbeeldstad.example", "beheerder"),
    ("bewerker@voorbeeldstad.example", "indiener"),
]


def to(berichten):
    return [(each.address, each.functie) for each in berichten]


def test_reminders_go_to_opened_gemeenten_that_did_not_submit(voorbeeldstad):
    """Stadskanaal is real and so not asked; Voorbeelddijk has submitted, though with nobody by name."""
    meetronde = make_round(titel="Meting 2026")
    submit(meetronde, Gemeente.objects.get(slug="voorbeelddijk"), organisaties=())
    reminders = berichten_of(reminder(meetronde))
    assert to(reminders) == EVERYBODY[2:]
    verzoek = meetronde.verzoeken.get()
    assert {(each.soort, each.about, each.gemeente_id) for each in reminders} == {
        ("herinnering", verzoek.pk, voorbeeldstad.pk)
    }


def test_reminder_is_written_for_its_gemeente_alone(voorbeeldstad):
    meetronde = make_round(titel="Meting 2026")
    letter = compose(next(each for each in berichten_of(reminder(meetronde)) if each.gemeente_id == voorbeeldstad.pk))
    assert letter.subject.startswith("Herinnering: Meting 2026 loopt tot en met ")
    assert "://voorbeeldstad." in letter.body
    assert present(letter.body, "Voorbeeldstad heeft nog niets", "Voorbeelddijk") == ["Voorbeeldstad heeft nog niets"]


def test_reminders_mail_each_person_once(voorbeeldstad, mailoutbox):
    make_gebruiker("indiener@voorbeeldstad.example", "Indiener", "indiener", gemeente=voorbeeldstad)
    beheerder = Gebruiker.objects.get(email="beheerder@voorbeeldstad.example")
    Toegang.objects.create(gebruiker=beheerder, functie="indiener", gemeente=voorbeeldstad)
    post_berichten(berichten=berichten_of(reminder(make_round())))
    send_due()
    assert sorted(each.to for each in mailoutbox) == [
        ["beheerder@voorbeelddijk.example"],
        ["beheerder@voorbeeldstad.example"],
        ["bewerker@voorbeelddijk.example"],
        ["bewerker@voorbeeldstad.example"],
        ["indiener@voorbeeldstad.example"],
    ]


def test_reminders_of_a_round_that_was_closed_meanwhile_are_none(db):
    assert berichten_of(reminder(make_round(staat=Staat.GESLOTEN))) == []


def closed(meetronde, stad):
    Meetronde.objects.update(staat=Staat.GESLOTEN)


def submitted(meetronde, stad):
    submit(meetronde, stad, organisaties=())


def left(meetronde, stad):
    Toegang.objects.filter(gemeente=stad).update(valid_until=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("meanwhile", [closed, submitted, left])
def test_a_reminder_that_is_not_true_any_more_is_not_sent(voorbeeldstad, mailoutbox, meanwhile):
    """It may have waited a day for its mail server."""
    meetronde = make_round()
    rows = [each for each in berichten_of(reminder(meetronde)) if each.gemeente_id == voorbeeldstad.pk]
    post_berichten(berichten=rows)
    meanwhile(meetronde, voorbeeldstad)
    send_due()
    assert (mailoutbox, {each.staat for each in Bericht.objects.all()}) == ([], {"vervallen"})


def test_mail_goes_to_files_in_the_folder_of_kompas():
    assert str(settings.BASE_DIR / "var" / "mail") == settings.EMAIL_FILE_PATH
