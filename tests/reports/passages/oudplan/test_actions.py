from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs.models import Job
from reports.files.retention import enforce_retention
from reports.models import Alinea, OudPlan
from reports.passages.oudplan.actions import decide, read_oudplan, reopen, request_reading
from tests.reports.conftest import as_platform
from tests.reports.passages.oudplan.conftest import read_now
from zelfevaluatie.models import Antwoord, Zelfevaluatie


def test_a_plan_is_read_into_paragraphs_with_a_proposal_each(oudplan):
    rows = list(oudplan.alineas.all())
    assert [(row.als, row.voorstel, row.paragraaf, row.besluit) for row in rows] == [
        ("actie", "SV-P1-3", "§1.1", "open"),
        ("actie", "AB-P1-1", "§1.1", "open"),
        ("zin", "SV-P1-1", "§1.2", "open"),
        ("passage", "lokaal.waarom_hier", "§1.3", "open"),
        ("weg", "", "§1.4", "open"),
    ]
    assert rows[0].kop == "1 Ons beleid › 1.1 Acties en resultaten"
    assert rows[0].herkomst == "uit ons plan 2022, §1.1"


@pytest.mark.parametrize(
    ("kop", "said"),
    [
        ("3 Ambities › 3.2 Signaleren", "uit ons plan 2022, §3.2"),
        ("2. Taken › B2.3 Gemeentelijk › Aandachtsfunctionaris", "uit ons plan 2022, §B2.3 (‘Aandachtsfunctionaris’)"),
        ("Ambitie 2: Signaleren › Acties", "uit ons plan 2022, ‘Acties’"),
        ("", "uit ons plan 2022"),
    ],
)
def test_where_it_came_from_is_said_as_short_as_can_be(kop, said):
    assert Alinea(oudplan=OudPlan(jaar=2022), kop=kop).herkomst == said


def test_the_file_is_gone_when_it_is_read_and_no_status_is_set(oudplan):
    assert (oudplan.bestand, oudplan.read_at is None) == (None, False)
    assert Job.objects.get(pk=oudplan.pk).state == Job.State.DONE
    assert set(Antwoord.objects.values_list("status", "plan_zin")) == {("", "")}


def test_a_file_that_cannot_be_read_is_gone_too_and_says_why(zelfevaluatie, gemeente, bewerker):
    row = read_now(gemeente, bewerker, bestand=b"%PDF-1.7 onzin", soort="pdf")
    assert (row.bestand, row.read_at, row.alineas.count()) == (None, None, 0)
    job = Job.objects.get(pk=row.pk)
    assert (job.state, job.reason.startswith("Dit bestand is beschadigd.")) == (Job.State.FAILED, True)


def test_without_an_open_zelfevaluatie_there_is_nothing_to_lay_it_beside(zelfevaluatie, gemeente, bewerker):
    Zelfevaluatie.objects.update(staat="gesloten", closed_at=timezone.now(), closed_by=bewerker.pk)
    row = read_now(gemeente, bewerker)
    assert (row.bestand, row.alineas.count()) == (None, 0)
    assert Job.objects.get(pk=row.pk).reason.startswith("Er is geen zelfevaluatie open.")


def test_reading_twice_gives_the_paragraphs_once(oudplan, gemeente):
    until = timezone.now() + timedelta(minutes=1)
    with as_platform():
        Job.objects.filter(pk=oudplan.pk).update(state=Job.State.RUNNING, lease_until=until, finished_at=None)
        read_oudplan(job=Job.objects.get(pk=oudplan.pk), gemeente=gemeente)
    assert oudplan.alineas.count() == 5


def test_a_decision_has_somebody_and_can_be_taken_back(oudplan, bewerker):
    row = oudplan.alineas.first()
    decide(alinea=row, besluit="zin", plaats="SV-P1-3", by=bewerker)
    row.refresh_from_db()
    assert (row.besluit, row.plaats, row.decided_by) == ("zin", "SV-P1-3", bewerker.pk)
    reopen(alinea=row)
    row.refresh_from_db()
    assert (row.besluit, row.plaats, row.decided_by) == ("open", "", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alinea.objects.filter(pk=row.pk).update(besluit="zin")


def test_a_file_stays_a_day_at_most_and_paragraphs_a_year(oudplan, gemeente, bewerker):
    waiting = request_reading(bestand=b"x", soort="tekst", jaar=2020, gemeente=gemeente, by=bewerker)
    with as_platform():
        assert enforce_retention()["oude plannen"] == 0
    OudPlan.objects.filter(pk=waiting.pk).update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    OudPlan.objects.filter(pk=oudplan.pk).update(created_at=timezone.now() - timedelta(days=366))
    with as_platform():
        assert enforce_retention()["oude plannen"] == 1
    assert list(OudPlan.objects.values_list("pk", "bestand")) == [(waiting.pk, None)]
    assert Alinea.objects.count() == 0
