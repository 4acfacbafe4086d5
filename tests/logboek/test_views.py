"""The page of the beheerder, its filters and its exports."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from aanpak.models import Actie, Routestap
from kader.models import Bouwsteen
from logboek.actions import remove_old
from logboek.models import Gebeurtenis
from logboek.retention import enforce_retention
from reports.models import Rapport
from reports.versions.actions import save_version
from tenants.context import in_gemeente
from tests.sheets.reading import rows_of_csv
from wissing.actions import request_wissing

PAGE = "/logboek/"


@pytest.fixture
def client(gemeente, beheerder, client_for):
    return client_for(beheerder)


def add(by, action="aanpak:actie_add", waarover="", status=302):
    return Gebeurtenis.objects.create(
        created_by=by.pk, action=action, object=waarover, status=status, reference="2345-6789", network="192.0.2.0/24"
    )


def shown(client, query=""):
    """Names and objects, as on the page."""
    page = client.get(PAGE + query).context["page"]
    return [(line.naam, line.what, line.gebeurtenis.object) for line in page.lines]


def test_gebeurtenis_list_shows_the_newest_first(client, bewerker, lezer):
    add(bewerker, waarover="een")
    add(lezer, "aanpak:actie_list", status=403)
    page = client.get(PAGE)
    assert shown(client) == [(str(lezer), "Pagina geopend", ""), (str(bewerker), "Actie toegevoegd", "een")]
    assert "geweigerd: geen recht" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "wie={wie}",
        "wat=aanpak:actie_add",
        "waarover=p1-1",
        "waarover=SV\u2011P1-1\u200b",
        "van={today}&tot={today}&wie={wie}",
    ],
)
def test_gebeurtenis_list_filters(client, bewerker, lezer, query):
    add(lezer, "aanpak:actie_edit", waarover="SV-P1-2")
    add(bewerker, waarover="SV-P1-1")
    asked = query.format(wie=bewerker.pk, today=timezone.localdate())
    assert shown(client, f"?{asked}") == [(str(bewerker), "Actie toegevoegd", "SV-P1-1")]


def test_gebeurtenis_list_filters_on_period(client, bewerker):
    add(bewerker)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert (shown(client, f"?van={tomorrow}"), len(shown(client, f"?tot={tomorrow}"))) == ([], 1)


@pytest.mark.parametrize("query", ["wie=niemand", "wat=x", "van=gisteren", "waarover=%25%00", "waarover=een zin"])
def test_gebeurtenis_list_with_an_unclear_question_says_so(client, bewerker, query):
    add(bewerker)
    response = client.get(f"{PAGE}?{query}")
    assert (response.status_code, response.context["page"].lines) == (422, [])


@pytest.mark.parametrize("pagina", ["0", "-1", "x", "²", "99999999999"])
def test_gebeurtenis_list_with_a_page_that_is_none(client, bewerker, pagina):
    add(bewerker)
    assert len(shown(client, f"?pagina={pagina}")) == 1


def test_gebeurtenis_list_goes_on_to_older_ones(client, bewerker):
    for number in range(51):
        add(bewerker, waarover=str(number))
    assert ([row[2] for row in shown(client, "?pagina=2")], len(shown(client))) == (["0"], 50)
    assert 'href="?wie=' + str(bewerker.pk) + '&amp;pagina=2"' in client.get(f"{PAGE}?wie={bewerker.pk}").text


def test_what_one_person_saved_within_ten_minutes_is_one_line(client, bewerker, lezer):
    moment = timezone.now() - timedelta(hours=2)
    for minutes, who, about in [
        *((minutes, bewerker, "SV-P1-1") for minutes in (0, 3, 6, 9, 30)),
        (4, lezer, "SV-P1-1"),
        (5, bewerker, "SV-P1-2"),
    ]:
        with time_machine.travel(moment + timedelta(minutes=minutes), tick=False):
            add(who, "zelfevaluatie:bouwsteen_save", about, status=200)
    page = client.get(PAGE)
    assert [(line.naam, line.subject.what, line.count) for line in page.context["page"].lines] == [
        (str(bewerker), "SV-P1-1", 1),
        (str(bewerker), "SV-P1-1", 4),
        (str(bewerker), "SV-P1-2", 1),
        (str(lezer), "SV-P1-1", 1),
    ]
    assert f"(4 keer, vanaf {timezone.localtime(moment):%H:%M})" in " ".join(page.text.split())
    assert len(rows_of_csv(client.get(f"{PAGE}logboek.csv").content)) == 1 + 7


def subject(client):
    line = client.get(PAGE).context["page"].lines[0]
    return line.subject.what, line.subject.url


def test_a_line_says_what_it_is_about_and_where_that_stands(client, bewerker):
    bouwsteen = Bouwsteen.objects.get(code="BB-P1-2")
    actie = Actie.objects.create(wat="Een geheime naam", ambitie=1, bouwsteen=bouwsteen)
    loose = Actie.objects.create(wat="x", ambitie=1)
    stap = Routestap.objects.create(melder="inwoner", wat="x")
    found = []
    for action, about in [
        ("aanpak:actie_edit", str(actie.pk)),
        ("aanpak:actie_staat", str(loose.pk)),
        ("aanpak:stap_edit", str(stap.pk)),
        ("aanpak:actie_delete", str(uuid.uuid4())),
        ("zelfevaluatie:bouwsteen_save", "SV-P1-1"),
        ("zelfevaluatie:vraag_save", "PR-1"),
        ("zelfevaluatie:onderbouwing_delete", f"SV-P1-1 {uuid.uuid4()}"),
        ("reports:passage_save", "h1.aanleiding"),
        ("reports:rapport_request", "pdf"),
        ("reports:version_rapport", f"{uuid.uuid4()} pdf"),
        ("onbekend:iets", str(uuid.uuid4())),
        ("aanpak:actie_add", ""),
    ]:
        add(bewerker, action, about)
        found.append(subject(client))
    assert found == [
        ("actie bij BB-P1-2", f"/acties/{actie.pk}/"),
        ("actie", f"/acties/{loose.pk}/"),
        ("stap in de meldroute", f"/acties/meldroute/{stap.pk}/"),
        ("actie (verwijderd)", ""),
        ("SV-P1-1", "/zelfevaluatie/SV-P1-1/"),
        ("PR-1", "/zelfevaluatie/vraag/PR-1/"),
        ("onderbouwing bij SV-P1-1", "/zelfevaluatie/SV-P1-1/"),
        ("tekst h1.aanleiding", "/beleidsplan/passage/h1.aanleiding/"),
        ("pdf", ""),
        ("versie van het plan", ""),
        ("verwijderd", ""),
        ("", ""),
    ]
    assert "geheime naam" not in client.get(PAGE).text


def test_a_line_about_a_version_a_report_or_a_wissing_leads_there(client, gemeente, bewerker, beheerder, zelfevaluatie):
    versie = save_version(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=bewerker, naam="Geheim")
    plan = {"beleidsplan": versie.beleidsplan, "plan": {}, "requested_by": bewerker.pk}
    rapport = Rapport.objects.create(id=uuid.uuid4(), **plan)
    wissing = request_wissing(words="Pieter Testman", reden="persoon", by=beheerder)
    found = []
    for action, row in [
        ("reports:version_offer", versie),
        ("reports:rapport_download", rapport),
        ("wissing:wissing_detail", wissing),
    ]:
        add(bewerker, action, str(row.pk))
        found.append(subject(client))
    today = f"{timezone.localdate():%d-%m-%Y}"
    assert found == [
        (f"versie van {today}", f"/beleidsplan/versies/{versie.pk}/"),
        (f"PDF van {today}", f"/beleidsplan/rapport/{rapport.pk}/"),
        (f"Wissing van {today}", f"/wissen/{wissing.pk}/"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_gebeurtenis_list_with_acties_costs_a_fixed_number_of_queries(
    client, bewerker, django_assert_num_queries, count
):
    for _ in range(count):
        add(bewerker, "aanpak:actie_edit", str(Actie.objects.create(wat="x", ambitie=1).pk))
    with django_assert_num_queries(4):  # entrance; colleagues, rows, acties
        client.get(PAGE)


@pytest.mark.parametrize("count", [1, 3])
def test_gebeurtenis_list_costs_a_fixed_number_of_queries(client, bewerker, django_assert_num_queries, count):
    for _ in range(count):
        add(bewerker)
    with django_assert_num_queries(3):  # entrance; colleagues, rows (these are about nothing)
        client.get(PAGE)


def test_exports_have_the_rows_that_were_asked_for(client, bewerker, lezer):
    add(bewerker, waarover="SV-P1-1")
    add(lezer)
    query = f"?wie={bewerker.pk}"
    head, *lines = rows_of_csv(client.get(f"{PAGE}logboek.csv{query}").content)
    table = [dict(zip(head, line, strict=True)) for line in lines]
    rows = json.loads(client.get(f"{PAGE}logboek.json{query}").content)
    assert [(row["wie"], row["wat"], row["waarover"]) for row in table] == [
        (str(bewerker), "Actie toegevoegd", "SV-P1-1")
    ]
    assert [(row["wie"], row["uitkomst"], row["netwerk"]) for row in rows] == [
        (str(bewerker), "gelukt", "192.0.2.0/24")
    ]


def test_the_csv_has_the_day_and_hour_of_the_clock_on_the_wall(client, bewerker):
    with time_machine.travel(datetime(2026, 11, 28, 23, 30, tzinfo=UTC), tick=False):
        add(bewerker)
    head, row = rows_of_csv(client.get(f"{PAGE}logboek.csv?van=2026-11-29").content)[:2]
    assert dict(zip(head, row, strict=True))["wanneer"] == "2026-11-29 00:30:00+01:00"


def test_gebeurtenis_list_is_in_the_menu_of_the_beheerder_alone(client, bewerker, client_for):
    pages = [each.get("/").text for each in (client, client_for(bewerker))]
    assert [number for number, page in enumerate(pages) if f'href="{PAGE}"' in page] == [0]


def test_another_gemeente_is_not_in_the_list(client, bewerker, gemeente, voorbeeldstad, buitenstaander):
    with in_gemeente(voorbeeldstad):
        add(buitenstaander, waarover="van-een-ander")
    add(bewerker)
    assert shown(client) == [(str(bewerker), "Actie toegevoegd", "")]


def test_remove_old_takes_nothing_before_its_term(gemeente, bewerker):
    add(bewerker)
    assert (remove_old(), Gebeurtenis.objects.count()) == (0, 1)


def test_what_is_past_its_term_goes_in_the_night(gemeente, bewerker):
    for days in (729, 732):
        row = Gebeurtenis(created_by=bewerker.pk, action="aanpak:actie_add", status=302, reference="2345-6789")
        row._meta.get_field("created_at").auto_now_add = False
        row.created_at = timezone.now() - timedelta(days=days)
        try:
            row.save(force_insert=True)
        finally:
            row._meta.get_field("created_at").auto_now_add = True
    connection.set_schema_to_public()
    assert (enforce_retention(), enforce_retention()) == ({"logregels": 1}, {"logregels": 0})
    connection.set_tenant(gemeente)
    assert Gebeurtenis.objects.count() == 1


def test_the_platform_has_no_logboek_to_remove_from(db):
    with pytest.raises(DatabaseError, match="permission denied|Alleen een gemeente"), transaction.atomic():
        remove_old()
