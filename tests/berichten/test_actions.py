"""Mail over a real socket, to a mail server that refuses, hangs, is slow, or dies."""

import logging
import signal
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection
from django.utils import timezone

from berichten import actions, wire
from berichten.actions import SEND_TASK, mark_next, resend_bericht, send_due, settle, sweep
from berichten.models import KEEP_TRYING, Bericht
from berichten.wire import Result, Wire
from jobs.actions import sweep_all
from tenants.context import from_public
from tests.berichten.conftest import make_due, stand
from tests.berichten.server import Behaviour
from tests.pages import present

A, B, C = (f"{name}@voorbeeld.example" for name in "abc")


def test_each_mail_has_its_own_result(smtp, post):
    """F2: the first refused address stopped the country."""
    post(A, B, C)
    smtp.recipients = {A: Behaviour(rcpt="550 5.1.1 no such user")}
    assert send_due() == 3
    assert stand("staat", "reden", "smtp_code") == {
        A: ("mislukt", "onbekend", 550),
        B: ("verstuurd", "", None),
        C: ("verstuurd", "", None),
    }
    assert (smtp.taken_by, smtp.connections) == ([B, C], 1)


def test_a_mail_says_what_was_written_and_who_it_is(smtp, post):
    (bericht,) = post(A, body="Hallo,\n.een punt vooraan\n")
    send_due()
    ((address, mail),) = smtp.taken
    assert (address, "Subject: Onderwerp" in mail, "..een punt vooraan" in mail) == (A, True, True)
    assert present(mail, f"Message-ID: <{bericht.pk}@", "Auto-Submitted: auto-generated") == [
        f"Message-ID: <{bericht.pk}@",
        "Auto-Submitted: auto-generated",
    ]


@pytest.mark.parametrize(
    ("answer", "reden"),
    [
        ("550 5.1.1 user unknown", "onbekend"),
        ("550 user unknown", "onbekend"),
        ("553 no such mailbox", "onbekend"),
        ("550 5.7.1 blocked", "geweigerd"),
        ("554 no", "geweigerd"),
        ("552 5.2.2 over quota", "vol"),
        ("552 over quota", "vol"),
    ],
)
@pytest.mark.parametrize("when", ["rcpt", "end"])
def test_what_a_server_refuses_for_good_is_given_up_with_a_reason(smtp, post, answer, reden, when):
    post(A)
    smtp.recipients = {A: Behaviour(**{when: answer})}
    send_due()
    assert stand("staat", "reden", "smtp_code") == {A: ("mislukt", reden, int(answer[:3]))}
    make_due()
    assert (send_due(), smtp.taken) == (0, [])


@pytest.mark.parametrize("answer", ["421 4.3.2 closing", "450 greylisted", "451 4.3.0 later", "452 4.2.2 full"])
@pytest.mark.parametrize("when", ["rcpt", "data", "end"])
def test_what_a_server_refuses_for_now_is_sent_later(smtp, post, answer, when):
    post(A, B)
    accepts = {"rcpt": "250 OK", "data": "354 go", "end": "250 OK"}[when]
    smtp.recipients = {A: Behaviour(**{when: [answer, accepts]})}
    send_due()
    assert stand("staat", "attempts") == {A: ("wacht", 1), B: ("verstuurd", 1)}
    assert send_due() == 0  # not at once
    smtp.recipients = {}
    make_due()
    send_due()
    assert (stand("staat", "attempts")[A], smtp.taken_by) == (("verstuurd", 2), [B, A])


def test_waits_longer_each_time_and_gives_up_after_a_day(smtp, post):
    post(A)
    smtp.recipients = {A: Behaviour(rcpt="451 4.3.0 later")}
    waits = []
    for _ in range(6):
        make_due()
        before = timezone.now()
        send_due()
        waits.append(round((Bericht.objects.get().next_at - before) / timedelta(minutes=1)))
    assert waits == [1, 5, 15, 60, 60, 60]
    Bericht.objects.update(queued_at=timezone.now() - KEEP_TRYING)
    make_due()
    send_due()
    assert stand("staat", "reden", "smtp_code", "body") == {A: ("mislukt", "uitgesteld", 451, "")}


def test_a_server_that_is_not_there_is_tried_again_for_all(smtp, post, settings):
    post(A, B, C)
    settings.EMAIL_PORT = 1  # nobody listens
    assert send_due() == 1  # and no more than one waits for it
    assert set(stand().values()) == {"wacht"}
    assert send_due() == 0
    settings.EMAIL_PORT = smtp.port
    make_due()
    send_due()
    assert (set(stand().values()), sorted(smtp.taken_by)) == ({"verstuurd"}, [A, B, C])


@pytest.mark.parametrize("where", ["banner", "sender"])
def test_a_server_that_is_silent_is_tried_again(smtp, post, where):
    post(A)
    setattr(smtp, where, None)
    send_due()
    assert stand("staat", "attempts") == {A: ("wacht", 1)}


@pytest.mark.parametrize("when", ["rcpt", "data"])
def test_a_server_that_hangs_before_the_mail_went_out_is_tried_again_and_holds_up_nobody(smtp, post, when):
    post(A, B)
    smtp.recipients = {A: Behaviour(**{when: None})}
    send_due()
    assert stand("staat", "reden") == {A: ("wacht", ""), B: ("verstuurd", "")}


def hangs_up():
    return True


@pytest.mark.parametrize("behaviour", [Behaviour(end=None), Behaviour(on_end=hangs_up)], ids=["silent", "hangs up"])
def test_what_died_on_the_wire_is_uncertain_and_not_sent_again_by_itself(smtp, post, behaviour):
    post(A, B)
    smtp.recipients = {A: behaviour}
    send_due()
    assert stand("staat", "reden", "body") == {A: ("onzeker", "afgebroken", ""), B: ("verstuurd", "", "")}
    Bericht.objects.update(marked_at=timezone.now() - timedelta(days=2), next_at=timezone.now() - timedelta(days=2))
    sweep_all()
    assert (send_due(), smtp.taken_by) == (0, [B])


@contextmanager
def celery_interrupts(seconds):
    """As its soft limit does: by a signal, wherever the worker is."""

    def interrupt(*arguments):
        raise SoftTimeLimitExceeded

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(("when", "staat"), [("rcpt", "wacht"), ("end", "onzeker")])
def test_a_worker_that_is_told_to_stop_says_what_it_knows_and_stops(smtp, post, settings, monkeypatch, when, staat):
    settings.EMAIL_TIMEOUT = 30
    monkeypatch.setattr(wire, "ANSWER_SECONDS", 30)
    post(A, B)
    smtp.recipients = {A: Behaviour(**{when: None})}
    with celery_interrupts(1):
        assert send_due() == 1
    assert stand() == {A: staat, B: "wacht"}
    assert send_due() == 1
    assert stand() == {A: staat, B: "verstuurd"}


def test_a_slow_server_gets_its_time(smtp, post, settings):
    post(A, B)
    smtp.recipients = {address: Behaviour(seconds=0.2) for address in (A, B)}
    send_due()
    assert stand() == {A: "verstuurd", B: "verstuurd"}


def test_what_does_not_fit_in_one_run_has_a_hint_of_its_own(smtp, post, hints):
    """Celery ends a task after 75 seconds; a slow server may take longer for the whole country."""
    post(A, B, C)
    smtp.recipients = {address: Behaviour(seconds=0.1) for address in (A, B, C)}
    assert send_due(seconds=0.2) == 1
    assert hints == [SEND_TASK]
    assert send_due() == 2


def test_a_worker_that_died_between_marking_and_sending_leaves_it_uncertain(smtp, post):
    post(A, B)
    mark_next()  # and is killed
    assert sweep() == 1
    assert sorted(stand().values()) == ["bezig", "wacht"]
    Bericht.objects.filter(staat="bezig").update(marked_at=timezone.now() - timedelta(minutes=3))
    sweep()
    send_due()
    assert sorted(stand("staat", "body").values()) == [("onzeker", ""), ("verstuurd", "")]
    assert len(smtp.taken) == 1


def test_the_row_is_marked_before_the_mail_goes_out(smtp, post, monkeypatch):
    post(A)
    seen = []
    carry = Wire.carry
    monkeypatch.setattr(Wire, "carry", lambda self, mail: seen.append(stand()) or carry(self, mail))
    send_due()
    assert seen == [{A: "bezig"}]


def test_what_really_happened_stands_also_when_the_sweeper_gave_it_up(smtp, post):
    post(A)
    bericht, _ = mark_next()
    Bericht.objects.update(marked_at=timezone.now() - timedelta(minutes=3))
    sweep()
    settle(bericht=bericht, result=Result(Bericht.Staat.VERSTUURD))
    assert stand() == {A: "verstuurd"}


def test_a_worker_that_was_overtaken_changes_nothing(smtp, post, bewerker):
    post(bewerker.email, soort="wachtwoord", subject="", body="")
    slow, _ = mark_next()
    Bericht.objects.update(marked_at=timezone.now() - timedelta(minutes=3))
    sweep()
    resend_bericht(bericht=slow)
    mark_next()
    settle(bericht=slow, result=Result(Bericht.Staat.MISLUKT, Bericht.Reden.ONBEKEND, 550))
    assert set(stand().values()) == {"bezig"}


def test_what_is_uncertain_is_sent_again_when_a_person_says_so(smtp, post, bewerker):
    address = bewerker.email
    (bericht,) = post(address, soort="wachtwoord", subject="", body="")
    smtp.recipients = {address: Behaviour(on_end=hangs_up)}
    send_due()
    assert (stand(), smtp.taken) == ({address: "onzeker"}, [])
    smtp.recipients = {}
    assert (resend_bericht(bericht=bericht), resend_bericht(bericht=bericht)) == (True, False)
    send_due()
    assert (stand(), smtp.taken_by) == ({address: "verstuurd"}, [address])


def test_a_text_that_is_gone_cannot_be_sent_again(smtp, post):
    (bericht,) = post(A)
    Bericht.objects.update(staat="onzeker", reden="afgebroken", subject="", body="")
    assert resend_bericht(bericht=bericht) is False


@pytest.mark.parametrize("staat", ["wacht", "bezig", "verstuurd", "mislukt", "vervallen"])
def test_only_what_is_uncertain_is_sent_again(smtp, post, staat):
    (bericht,) = post(A, soort="wachtwoord", subject="", body="")
    Bericht.objects.update(staat=staat, reden="onbekend", marked_at=timezone.now())
    assert (resend_bericht(bericht=bericht), stand()) == (False, {A: staat})


def test_who_waits_to_log_in_goes_before_the_country(smtp, post, voorbeeldstad):
    Bericht.objects.bulk_create([Bericht(soort="herinnering", address=B, about=voorbeeldstad.pk)])
    post(A)
    assert mark_next()[0].address == A


def test_a_fault_in_one_mail_is_that_of_no_other(smtp, post, settings):
    settings.BERICHTEN = {"toegang": "tests.berichten.test_actions.broken"}
    post(A, soort="toegang", subject="", body="")
    post(B)
    send_due()
    assert stand("staat", "reden") == {A: ("mislukt", "fout"), B: ("verstuurd", "")}


def broken(bericht):
    Bericht.objects.get(pk=bericht.pk, address="iemand anders")


def test_an_address_that_cannot_go_on_the_wire_is_given_up(smtp, post):
    post("twee\nregels@voorbeeld.example", B)
    send_due()
    assert sorted(stand("staat", "reden").values()) == [("mislukt", "fout"), ("verstuurd", "")]


def test_two_workers_send_nothing_twice(smtp, post, monkeypatch):
    """The second comes while the first has its mail on the wire."""
    post(A)
    inner = []
    carry = Wire.carry

    def meanwhile(self, mail):
        inner.append(mark_next())
        return carry(self, mail)

    monkeypatch.setattr(Wire, "carry", meanwhile)
    send_due()
    assert (inner, smtp.taken_by) == ([None], [A])


def test_two_workers_at_once_send_each_mail_once(django_db_setup, django_db_blocker, smtp):
    """Rows that are committed, and a connection each: what one has marked, the other passes over."""
    addresses = [f"{number:02}@voorbeeld.example" for number in range(20)]
    smtp.recipients = {address: Behaviour(seconds=0.01) for address in addresses}

    def work():
        with from_public():
            send_due()
        connection.close()

    with django_db_blocker.unblock():
        try:
            Bericht.objects.bulk_create(Bericht(soort="login", address=each, subject="x") for each in addresses)
            workers = [threading.Thread(target=work) for _ in range(2)]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
            assert (sorted(smtp.taken_by), smtp.connections) == (addresses, 2)
            assert set(stand().values()) == {"verstuurd"}
        finally:
            Bericht.objects.filter(address__in=addresses).delete()
            connection.close()


def test_a_mail_about_a_login_knows_whose_beheerder_is_to_hear_of_it(smtp, post, beheerder, stadskanaal):
    post(beheerder.email)
    smtp.recipients = {beheerder.email: Behaviour(rcpt="550 no")}
    send_due()
    assert stand("gemeente", "functie") == {beheerder.email: (stadskanaal.pk, "beheerder")}


def test_no_word_or_address_of_a_mail_is_in_the_log(smtp, post, caplog):
    post(A, B, C, "dood@voorbeeld.example")
    smtp.recipients = {
        A: Behaviour(rcpt=f"550 5.1.1 <{A}>: no such user"),
        B: Behaviour(rcpt=f"451 <{B}> later"),
        C: Behaviour(on_end=hangs_up),
    }
    with caplog.at_level(logging.DEBUG):
        send_due()
        sweep()
    kept = " ".join(f"{record.getMessage()} {record.exc_info} {record.__dict__}" for record in caplog.records)
    assert [word for word in ("voorbeeld.example", "Geheime", "Onderwerp", "no such user") if word in kept] == []
    assert len([line for line in caplog.messages if line.startswith("Bericht ")]) == 4


def test_nobody_waits_for_the_broker_when_it_is_not_there(post, monkeypatch, hints):
    def refuse(*arguments, **options):
        raise ConnectionRefusedError

    monkeypatch.setattr(actions, "hint", lambda task: False)
    post(A)
    assert sweep() == 0  # and the next time again


def test_the_site_answers_while_the_mail_server_hangs(smtp, client_for, settings, django_capture_on_commit_callbacks):
    """A3: three password resets stopped the site for half a minute. A page only writes a row."""
    smtp.banner, settings.EMAIL_TIMEOUT = None, 30
    client, before = client_for(None, gemeente=None), time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post("/account/password/reset/", {"email": address}).status_code for address in (A, B, C)]
    assert (answers, time.monotonic() - before < 15, smtp.connections) == ([302] * 3, True, 0)
    assert stand() == {A: "wacht", B: "wacht", C: "wacht"}
