"""The progress and the evaluation of an adopted plan on screen, as a file, and kept; who may what; and of whom."""

from dataclasses import replace
from datetime import UTC, date, datetime

import lxml.html
import pytest
import time_machine

from aanpak.models import Actie, Cijfer, Indicator
from jobs.actions import claim
from reports.document.plan import Plan
from reports.files.actions import render_rapport
from reports.files.formats import EVALUATIONS
from reports.models import Evaluatie, Evaluatieversie, Rapport
from reports.versions.evaluatie.queries import years
from tenants.context import in_gemeente
from tests.builders.plans import adopted_plan
from tests.pages import fields_of, present, shown
from tests.reports.conftest import as_platform

HOME, PROGRESS = "/beleidsplan/evaluatie/", "/beleidsplan/voortgang/"
PAGE, TEXT, KEEP = f"{HOME}2027/", f"{HOME}2027/tekst/", f"{HOME}2027/vastleggen/"
ADOPTED = {"periode_van": date(2027, 1, 1), "periode_tot": date(2030, 12, 31), "evaluatiedatum": date(2028, 3, 1)}


@pytest.fixture(autouse=True)
def in_2028():
    with time_machine.travel(datetime(2028, 2, 1, 12, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


@pytest.fixture
def acties(filled):
    Actie.objects.all().delete()
    return [
        Actie.objects.create(ambitie=2, wat=wat, jaar=jaar, trekker="team Zorg")
        for wat, jaar in (
            ("Training geven", 2027),
            ("Convenant sluiten", 2027),
            ("Poster maken", 2029),
            ("Site maken", 2027),
        )
    ]


@pytest.fixture
def versie(acties, bewerker):
    """Adopted; then one was done, one dropped, one renamed and one taken away, and one came."""
    versie = adopted_plan(by=bewerker, **ADOPTED)
    done, dropped, renamed, gone = acties
    Actie.objects.filter(pk=done.pk).update(staat="gereed", resultaat="40 collega’s getraind.")
    Actie.objects.filter(pk=dropped.pk).update(staat="vervallen", niet_gedaan="De regio doet het.")
    Actie.objects.filter(pk=renamed.pk).update(wat="Folder maken")
    gone.delete()
    Actie.objects.create(ambitie=3, wat="Huis zoeken")
    return versie


def test_pages_without_an_adopted_plan_say_so(client):
    for address in (HOME, PROGRESS):
        assert "Er is nog geen vastgesteld plan" in shown(client.get(address))
    for address in (PAGE, TEXT, f"{HOME}2027/eerder/"):
        assert "In 2027 gold er nog geen vastgesteld plan." in shown(client.get(address, follow=True))


def test_evaluatie_current_leads_to_the_last_whole_year(client, versie):
    assert client.get(HOME).url == PAGE
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC)):
        assert client.get(HOME).url == PAGE  # the plan must still begin
    found = replace(years(), today=date(2030, 12, 1))
    assert (found.default, found.all) == (2029, range(2027, 2031))


def test_evaluatie_detail_lays_the_plan_beside_the_acties_of_now(client, versie):
    page = shown(client.get(PAGE))
    wanted = (
        "In het plan staan 4 acties: 1 is gedaan, 1 gaat niet door, 1 komt nog en 1 staat niet meer in de lijst.",
        "Sinds de vaststelling kwam er 1 bij. Bij 1 actie is iets bijgesteld.",
        "40 collega’s getraind.",
        "De regio doet het.",
        "Folder maken Heet in het plan: Poster maken",
        "Site maken team Zorg 2027 Deze actie is intussen uit de lijst gehaald.",
        "Huis zoeken",
        "Stand van 1 februari 2028",
    )
    assert present(" ".join(page.split()), *wanted) == list(wanted)
    assert "is nog niet voorbij" not in page
    assert "Het jaar 2028 is nog niet voorbij." in " ".join(shown(client.get(f"{HOME}2028/")).split())


def test_evaluatie_detail_of_the_only_year_leads_to_no_other(client, versie):
    assert "Andere jaren" in client.get(PAGE).content.decode()
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC)):
        html = client.get(PAGE).content.decode()
    assert ("Andere jaren" in html, "Het jaar 2027 is nog niet begonnen." in html) == (False, True)


def test_files_to_make_are_one_thing_in_their_cell(client, versie):
    """On a phone a cell is its label and one thing beside it."""
    page = lxml.html.fromstring(client.get(PAGE).content)
    assert [len(cell) for cell in page.xpath("//td[@data-label='Maken']")] == [1, 1]


def test_evaluatie_detail_of_a_plan_from_before_acties_had_a_key_goes_by_name(client, acties, bewerker, monkeypatch):
    versie = adopted_plan(by=bewerker, **ADOPTED)
    data = versie.plan
    for part in data["onderdelen"]:
        for actie in part["acties"]:
            del actie["key"]
    monkeypatch.setattr("reports.gather.evaluatie.plan_today", lambda versie: Plan.from_json(data))
    Actie.objects.filter(wat="Training geven").update(staat="gereed")
    Actie.objects.filter(wat="Poster maken").update(wat="Folder maken")
    page = " ".join(shown(client.get(PAGE)).split())
    assert "1 is gedaan, 2 zijn nog niet klaar en 1 staat niet meer in de lijst." in page
    assert "Sinds de vaststelling kwam er 1 bij." in page


def test_evaluatie_detail_shows_no_number_that_points_at_somebody(client, versie):
    Cijfer.objects.create(onderwerp="signalen", jaar=2027, aantal=3, bron="team Zorg")
    page = " ".join(shown(client.get(PAGE)).split())
    assert "minder dan 5" in page
    assert "Signalen bij de gemeente 3" not in page


def test_evaluatie_detail_costs_a_fixed_number_of_queries(client, versie, django_assert_max_num_queries):
    client.get(PAGE)
    with django_assert_max_num_queries(20) as few:
        client.get(PAGE)
    Actie.objects.bulk_create(Actie(ambitie=1 + n % 6, wat=f"Actie {n}") for n in range(30))
    Indicator.objects.bulk_create(
        Indicator(ambitie=a, wat=f"I{a}", streefwaarde="1", streefjaar=2029, bron="x") for a in range(1, 7)
    )
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(PAGE)


@pytest.mark.parametrize(("start", "wanted"), [(date(2028, 1, 1), "Eerste"), (date(2027, 1, 1), "Tweede")])
def test_a_year_is_of_the_plan_that_counted_in_it(client, acties, bewerker, start, wanted):
    first = {**ADOPTED, "citeertitel": "Eerste plan"}
    adopted_plan(by=bewerker, naam="Een", **first)
    later = datetime(2027, 11, 1, tzinfo=UTC)
    adopted_plan(by=bewerker, naam="Twee", citeertitel="Tweede plan", periode_van=start, vastgesteld_at=later)
    assert f"{wanted} plan" in shown(client.get(PAGE))
    assert "Tweede plan" in shown(client.get(f"{HOME}2028/"))
    assert "Tweede plan" in shown(client.get(PROGRESS))


def test_evaluatie_form_keeps_the_text_and_the_page_prints_it(client, versie):
    said, next_step = "Het gaat goed.\nEcht.", "In maart praten wij bij."
    sent = {**fields_of(client.get(TEXT)), "conclusie": said.replace("\n", "\r\n"), "vervolg": next_step}
    assert client.post(TEXT, sent).url == PAGE
    row = Evaluatie.objects.get()
    assert (row.jaar, row.version, row.conclusie, row.vervolg) == (2027, 1, said, next_step)
    assert present(shown(client.get(PAGE)), "Het gaat goed.", next_step) == ["Het gaat goed.", next_step]
    assert "Het gaat goed." not in shown(client.get(f"{HOME}2028/"))
    assert "Het gaat goed." in shown(client.get(f"{HOME}2027/eerder/"))


def test_evaluatie_form_with_too_much_keeps_what_was_typed(client, versie):
    sent = {**fields_of(client.get(TEXT)), "conclusie": "w" * 1_201}
    answer = client.post(TEXT, sent)
    assert (answer.status_code, "w" * 1_201 in answer.text, Evaluatie.objects.count()) == (422, True, 0)


def test_evaluatie_keep_asks_before_it_keeps_anything(client, versie):
    page = client.get(PAGE).text
    assert (f'href="{KEEP}"' in page, f'action="{KEEP}"' in page) == (True, False)
    sent = {**fields_of(client.get(TEXT)), "conclusie": "Het gaat goed.", "geld": "€ 500"}
    client.post(TEXT, sent)
    asked = " ".join(shown(client.get(KEEP)).split())
    wanted = (
        "Evaluatie 2027 vastleggen?",
        "Dat kun je niet ongedaan maken",
        "In het plan staan 4 acties",
        "Nog niet geschreven: de toelichting en wat er nu gebeurt.",
    )
    assert (present(asked, *wanted), Evaluatieversie.objects.count()) == (list(wanted), 0)


def test_evaluatie_keep_of_a_year_without_a_plan_says_so(client, versie):
    assert "In 2026 gold er nog geen vastgesteld plan." in shown(client.get(f"{HOME}2026/vastleggen/", follow=True))


def test_evaluatie_keep_stays_what_it_was(client, versie):
    first = client.post(KEEP).url
    assert client.post(KEEP).url == first  # nothing changed
    Actie.objects.filter(wat="Folder maken").update(wat="Website maken")
    second = client.post(KEEP).url
    assert (second != first, Evaluatieversie.objects.count()) == (True, 2)
    assert ["Website maken" in shown(client.get(address)) for address in (first, second)] == [False, True]
    assert "Vastgelegd op 1 februari 2028" in shown(client.get(first))
    assert "Beleidsadviseur Stadskanaal" in shown(client.get(first))
    assert client.get(PAGE).text.count("/beleidsplan/evaluatie/versie/") == 2


def test_what_was_kept_cannot_be_changed_by_the_role_of_the_gemeente(client, versie):
    from django.db import ProgrammingError, transaction

    client.post(KEEP)
    for change in (lambda rows: rows.update(jaar=2026), lambda rows: rows.delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change(Evaluatieversie.objects.all())


@pytest.mark.parametrize("formaat", EVALUATIONS)
def test_a_file_of_the_evaluation_goes_through_the_job(client, versie, gemeente, formaat):
    answer = client.post(f"{PAGE}{formaat}/")
    rapport = Rapport.objects.get()
    with as_platform():
        render_rapport(job=claim(job_id=rapport.pk), gemeente=gemeente)
    form = EVALUATIONS[formaat]
    page = shown(client.get(answer.url))
    wanted = [f"{form.titel} 2027", "Terug naar de evaluatie"]
    assert present(page, *wanted) == wanted
    got = client.get(f"{answer.url}bestand/")
    slug = formaat.partition("_")[0].replace("raadsbrief", "raadsinformatiebrief")
    assert got["Content-Disposition"] == f'attachment; filename="{slug}-stadskanaal-2027.{form.extension}"'
    assert b"GEHEIM" not in got.content
    assert client.post(f"{PAGE}{formaat}/").url == answer.url  # the same file once
    assert f"{answer.url}bestand/" in client.get(PAGE).text
    assert f"{answer.url}bestand/" not in client.get(f"{HOME}2028/").text


def test_a_file_of_what_was_kept_is_of_that(client, versie):
    kept = client.post(KEEP).url
    Actie.objects.filter(wat="Folder maken").update(wat="Website maken")
    client.post(f"{kept}evaluatie_docx/")
    rapport = Rapport.objects.get()
    assert ("Folder maken" in str(rapport.plan), "Website maken" in str(rapport.plan)) == (True, False)
    assert Plan.from_json(rapport.plan).evaluatie.jaar == 2027


def test_a_form_of_the_plan_is_no_form_of_the_evaluation(client, versie):
    assert client.post(f"{PAGE}pdf/").status_code == 404
    assert client.post("/beleidsplan/evaluatie_pdf/").status_code == 404


def test_who_may_only_read_sees_it_and_changes_nothing(client_for, lezer, versie, client):
    kept = client.post(KEEP).url
    reader = client_for(lezer)
    for address in (PAGE, PROGRESS, kept, f"{HOME}2027/eerder/"):
        answer = reader.get(address)
        assert (answer.status_code, b"<form" in answer.content.partition(b"<main")[2]) == (200, False)
    refused = [reader.get(TEXT), reader.post(TEXT, {}), reader.post(KEEP), reader.post(f"{PAGE}evaluatie_pdf/")]
    assert {answer.status_code for answer in refused} == {403}


def test_an_evaluation_of_another_gemeente_is_not_there(client, client_for, voorbeeldstad, buitenstaander, versie):
    kept = client.post(KEEP).url
    theirs = client_for(buitenstaander, gemeente="voorbeeldstad")
    assert [theirs.get(kept).status_code, theirs.post(f"{kept}evaluatie_pdf/").status_code] == [404, 404]
    with in_gemeente(voorbeeldstad):
        assert (Evaluatieversie.objects.count(), Evaluatie.objects.count()) == (0, 0)


def test_voortgang_says_what_is_late_what_is_done_and_what_comes(client, versie):
    Actie.objects.create(ambitie=1, wat="Al lang voorbij", gereed=date(2027, 5, 1))
    page = " ".join(shown(client.get(PROGRESS)).split())
    wanted = (
        "In het plan staan 4 acties",
        "Al lang voorbij ▲ te laat: 1 mei 2027, trekker nog te bepalen",
        "Training geven 40 collega’s getraind.",
        "Convenant sluiten De regio doet het.",
        "De looptijd is vanaf 1 januari 2027 tot en met 31 december 2030.",
    )
    assert present(page, *wanted) == list(wanted)
    assert page.count("Al lang voorbij") == 1


def test_the_page_of_the_plan_and_the_page_of_the_bestuurder_lead_to_the_progress(client, versie):
    assert PROGRESS in client.get("/beleidsplan/").text
    assert HOME in client.get("/beleidsplan/").text
    assert PROGRESS in client.get("/beleidsplan/voor-de-bestuurder/").text
