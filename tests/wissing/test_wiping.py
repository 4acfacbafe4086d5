"""What the worker does for a wipe: file by file, all or nothing, and nothing of it in anybody's log."""

import os

import psycopg
from django.db import connection
from django.utils import timezone

from jobs.models import Job
from local.servers import Servers
from printing.file_words import OutOfTime
from reports.files.ahead import begin
from reports.models import Rapport
from tenants.context import in_gemeente
from tests.wissing.conftest import confirm_and_wipe, work
from tests.wissing.planted import PLACES, TEXT, WORDS, places
from wissing import wiping
from wissing.actions import confirm_wissing
from wissing.tasks import wipe
from zelfevaluatie.models import Antwoord, Onderbouwing


def test_a_file_that_comes_while_others_are_opened_is_opened_too(asked, gemeente, bewerker, monkeypatch):
    real, added = wiping.look, []

    def look(**options):
        done = real(**options)
        if not added:
            with in_gemeente(gemeente):
                antwoord = Antwoord.objects.get(bouwsteen__code="AB-P1-1")
                added.append(Onderbouwing.objects.create(antwoord=antwoord, titel="Nieuw", bestand=TEXT.encode()))
        return done

    monkeypatch.setattr(wiping, "look", look)
    confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
    assert (asked.staat, Onderbouwing.objects.filter(titel="Nieuw").count(), places()) == ("uitgevoerd", 0, [])


def test_more_files_than_one_job_has_time_for_are_opened_by_the_next(asked, gemeente, bewerker, monkeypatch):
    monkeypatch.setattr(wiping, "LOOK_SECONDS", -1)
    confirm_wissing(wissing=asked, gemeente=gemeente, by=bewerker)
    first = asked.job_id
    work(asked, gemeente)
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, count(*) FROM jobs_job GROUP BY state")
        jobs = dict(cursor.fetchall())
    assert (asked.staat, asked.job_id == first, jobs["done"] >= 3, places()) == ("uitgevoerd", False, True, [])


def test_a_report_that_cannot_be_searched_in_time_goes(asked, gemeente, bewerker, monkeypatch):
    """It can be made again, and nobody could take it away by hand."""
    kept = Rapport.objects.exclude(content=None).get()
    clean = Rapport.objects.create(
        id="00000000-0000-4000-8000-000000000002",
        beleidsplan=kept.beleidsplan,
        plan={},
        content=b"niets",
        sha256="0" * 64,
        requested_by=bewerker.pk,
    )
    real = wiping.look_in

    def look_in(file, words):
        if str(file.pk) == clean.pk:
            raise OutOfTime
        return real(file, words)

    monkeypatch.setattr(wiping, "look_in", look_in)
    confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
    assert (asked.staat, Rapport.objects.count()) == ("uitgevoerd", 0)


def test_what_was_made_ahead_goes_with_the_words(asked, gemeente, bewerker):
    ahead = begin(gemeente)
    made = {"content": b"%PDF-1.7 klein", "sha256": "0" * 64, "finished_at": timezone.now()}
    Rapport.objects.filter(pk=ahead.pk).update(**made)
    confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
    assert (asked.staat, Rapport.objects.count()) == ("uitgevoerd", 0)
    again = begin(gemeente)
    assert (again.made_of_sha256 == ahead.made_of_sha256, WORDS in str(again.plan)) == (False, False)


def test_no_wipe_passes_between_what_is_read_for_a_pdf_ahead_and_the_row_that_it_is_in(zelfevaluatie, gemeente):
    """Words that were read before the wipe would else be written after it."""
    begin(gemeente)  # holds until its transaction ends, so here until the end of the test
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        query = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
        assert owner.execute(query, [f"indiening {gemeente.pk}"]).fetchone() == (False,)


def test_a_table_that_somebody_holds_stops_the_wipe_and_the_log_of_the_server_has_no_words(
    asked, gemeente, bewerker, caplog
):
    """Nothing is wiped, and the job tries again; as found in aanval.md, M1."""
    confirm_wissing(wissing=asked, gemeente=gemeente, by=bewerker)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        owner.execute("LOCK TABLE gm0037.aanpak_vormkeuze IN SHARE MODE NOWAIT")
        job = asked.job_id
        connection.set_schema_to_public()
        wipe(str(job), str(gemeente.pk))
        state = Job.objects.get(pk=job).state
        connection.set_tenant(gemeente)
    asked.refresh_from_db()
    assert (state, asked.staat, places()) == ("waiting", "bezig", PLACES)
    assert ("55P03" in caplog.text or "lock timeout" in caplog.text, WORDS in caplog.text) == (True, False)
    server = Servers().postgres
    assert not server.serves(os.environ["DATABASE_URL"]) or WORDS not in server.log.read_text(errors="replace")
