"""The one-page PDF, from the question to the file."""

import io

import pytest
from pypdf import PdfReader

from dashboards import actions
from dashboards.tasks import render_stand
from jobs.models import Job
from metingen.models import Publicatie
from printing.pdf import Pdf, RenderFout
from tests.dashboards.conftest import submit
from tests.verapdf import PROFILES, validate_all

ASK = "/land/pdf/"


@pytest.fixture(autouse=True)
def broker(monkeypatch):
    monkeypatch.setattr("jobs.actions.publish", lambda jobs: True)


@pytest.fixture
def asked(vng, ronde, groningen):
    submit(ronde, groningen[0], status="deels")
    submit(ronde, groningen[1], organisaties=["comensha"])
    vng.post(ASK)
    return Publicatie.objects.get()


def run(publicatie):
    render_stand(str(publicatie.pk), None)


@pytest.fixture
def without_child(monkeypatch):
    monkeypatch.setattr(actions, "render_pdf", lambda html, **options: Pdf(html.encode(), pages=1))


def test_stand_request_leads_to_the_page_that_follows_it(vng, ronde):
    answer = vng.post(ASK)
    publicatie = Publicatie.objects.get()
    assert answer["Location"] == f"{ASK}{publicatie.pk}/"
    assert (publicatie.soort, publicatie.nummer, publicatie.organisaties) == ("stand", 1, ["vng"])
    assert (Job.objects.get().gemeente, Job.objects.get().pk) == (None, publicatie.pk)


def test_stand_request_while_it_is_made_gives_the_same_one(vng, asked):
    assert vng.post(ASK)["Location"] == f"{ASK}{asked.pk}/"
    assert Publicatie.objects.count() == 1


def test_stand_becomes_one_accessible_page_with_n_and_date(vng, asked):
    run(asked)
    content = vng.get(f"{ASK}{asked.pk}/downloaden/").content
    pages = PdfReader(io.BytesIO(content)).pages
    text = " ".join(pages[0].extract_text().split())
    assert (len(pages), "1 van 342 gemeenten" in text, "n = 1 gemeente," in text) == (1, True, True)
    assert validate_all({("stand", profile): content for profile in PROFILES}) == {
        ("stand", profile): [] for profile in PROFILES
    }


def test_stand_counts_what_is_shared_with_this_organisation_alone(asked):
    html = actions.stand_html(asked)
    assert "<strong>1 van 342</strong>" in " ".join(html.split())


def test_stand_names_no_gemeente(asked, groningen):
    html = actions.stand_html(asked)
    assert [gemeente.naam for gemeente in groningen if f">{gemeente.naam}" in html] == []


def test_publicatie_status_shows_the_steps_and_then_the_file(vng, asked, without_child):
    pages = [vng.get(f"{ASK}{asked.pk}/").context["file"]]
    run(asked)
    pages.append(vng.get(f"{ASK}{asked.pk}/").context["file"])
    assert [(file.progress.state, file.progress.is_final) for file in pages] == [("waiting", False), ("done", True)]


def test_publicatie_status_says_why_it_failed(vng, asked, monkeypatch):
    def fail(html, **options):
        raise RenderFout("Het ging niet.", final=True)

    monkeypatch.setattr(actions, "render_pdf", fail)
    run(asked)
    assert "Het ging niet." in vng.get(f"{ASK}{asked.pk}/").content.decode()


def test_publicatie_status_answers_nothing_while_nothing_changed(vng, asked):
    headers = {"HX-Request": "true"}
    mark = vng.get(f"{ASK}{asked.pk}/").context["file"].progress.mark
    found = [vng.get(f"{ASK}{asked.pk}/?seen={seen}", headers=headers).status_code for seen in (mark, "other")]
    assert found == [204, 200]


def test_publicatie_of_vng_is_not_there_for_comensha(comensha, vng, asked, without_child):
    run(asked)
    paths = [f"{ASK}{asked.pk}/", f"{ASK}{asked.pk}/downloaden/"]
    assert [client.get(path).status_code for client in (vng, comensha) for path in paths] == [200, 200, 404, 404]
    assert comensha.get("/land/").context["files"] == []


def test_publicatie_that_is_not_made_cannot_be_downloaded(vng, asked):
    assert vng.get(f"{ASK}{asked.pk}/downloaden/").status_code == 404


def test_publicatie_with_a_pdf_is_not_there_for_a_gemeente(asked, gemeente):
    assert Publicatie.objects.count() == 0
