"""The one-page PDF, from the question to the file."""

import io

import pytest
from django.utils import timezone
from pypdf import PdfReader

from dashboards import actions
from dashboards.tasks import render_stand
from jobs.models import Job
from metingen.models import Indiening, Inzage, Meetronde, Publicatie, Publicatielid
from printing.pdf import Pdf, RenderFout
from tests.dashboards.conftest import make_ronde, publish_land, submit
from tests.pages import present
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
    assert (len(pages), "1 van 342 gemeenten" in text, "n = 1 gemeente, " in text) == (1, True, True)
    assert validate_all({("stand", profile): content for profile in PROFILES}) == {
        ("stand", profile): [] for profile in PROFILES
    }


def test_stand_counts_what_is_shared_with_this_organisation_alone(asked):
    html, _ = actions.stand_html(asked)
    assert "<strong>1 van 342</strong>" in " ".join(html.split())


def test_stand_of_an_open_round_is_provisional(asked):
    Meetronde.objects.update(staat="open")
    asked.refresh_from_db()
    assert "voorlopig: de meetronde loopt nog" in actions.stand_html(asked)[0]


def test_stand_has_the_questions_of_who_took_part(vng, ronde, groningen):
    submit(ronde, groningen[0], enquete={"begroting": "ja"})
    submit(ronde, groningen[1], enquete={"begroting": "nee"})
    vng.post(ASK)
    html = " ".join(actions.stand_html(Publicatie.objects.get())[0].split())
    assert "Van de 2 gemeenten die meededen" in html
    assert "<td>1 van 2 (50%)</td>" in html


def test_stand_holds_beside_it_what_is_published_of_the_round_before_and_fits_one_page(vng, ronde, groningen):
    before = publish_land(make_ronde("Meting 2025", year=2025))
    publish_land(make_ronde("Meting 2027", year=2027))
    for gemeente in groningen:
        submit(ronde, gemeente, enquete={"begroting": "ja"})
    vng.post(ASK)
    publicatie = Publicatie.objects.get(soort="stand")
    html = " ".join(actions.stand_html(publicatie)[0].split())
    assert ("In 2025: het openbare, afgeronde cijfer" in html, "<td>50%</td>" in html) == (True, True)
    assert set(before.groepscijfers.values_list("n", flat=True)) == {150}
    run(publicatie)
    assert len(PdfReader(io.BytesIO(vng.get(f"{ASK}{publicatie.pk}/downloaden/").content)).pages) == 1


def test_stand_names_no_gemeente(asked, groningen):
    html, _ = actions.stand_html(asked)
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


# A working file, and what takes it away.


def withdraw(gemeente, **values):
    values = {"staat": "ingetrokken", "ingetrokken_at": timezone.now(), **values}
    Indiening.objects.filter(gemeente=gemeente).update(**values)


def state_of(publicatie):
    publicatie.refresh_from_db()
    return publicatie.bestand is not None, publicatie.removed_at is not None


def test_stand_says_on_the_page_and_in_its_name_what_it_is(vng, asked, without_child):
    run(asked)
    answer = vng.get(f"{ASK}{asked.pk}/downloaden/")
    text = " ".join(answer.content.decode().split())
    assert "Werkbestand van VNG, niet voor publicatie" in text
    assert "Meting 2026. Alle gemeenten, n = 1 gemeente. Gedeeld met VNG." in text
    at = timezone.localtime(asked.created_at)
    name = f"werkbestand-vng-niet-voor-publicatie-stand-het-land-n1-{at:%Y-%m-%d-%H%M}-meting-2026.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_stand_is_recorded_when_it_is_downloaded(vng, asked, groningen, without_child):
    run(asked)
    vng.get(f"{ASK}{asked.pk}/")
    assert Inzage.objects.count() == 0
    vng.get(f"{ASK}{asked.pk}/downloaden/")
    assert list(Inzage.objects.values_list("wat", "gemeente")) == [("dashboards:publicatie_download", groningen[0].pk)]


def test_stand_is_gone_the_moment_that_one_withdraws_whom_it_counts(vng, asked, groningen, without_child):
    run(asked)
    withdraw(groningen[1])  # whom VNG never saw
    assert state_of(asked) == (True, False)
    withdraw(groningen[0])
    assert state_of(asked) == (False, True)
    answer = vng.get(f"{ASK}{asked.pk}/downloaden/")
    assert answer["Location"] == f"{ASK}{asked.pk}/"
    page = " ".join(vng.get(answer["Location"]).content.decode().split())
    assert present(page, "Deze pdf is verwijderd.", "Opnieuw maken", "Pdf downloaden") == [
        "Deze pdf is verwijderd.",
        "Opnieuw maken",
    ]
    assert "verwijderd" in vng.get("/land/").content.decode()
    assert vng.post(ASK)["Location"] != f"{ASK}{asked.pk}/"


@pytest.mark.parametrize(("organisaties", "kept"), [(["vng"], True), (["comensha"], False), ([], False)])
def test_stand_is_gone_when_what_replaces_it_is_not_shared(asked, ronde, groningen, without_child, organisaties, kept):
    run(asked)
    Indiening.objects.filter(gemeente=groningen[0]).update(staat="vervangen")
    submit(ronde, groningen[0], organisaties=organisaties)
    assert state_of(asked) == (kept, not kept)


def test_stand_is_gone_when_what_it_counts_was_replaced_and_all_is_withdrawn(asked, ronde, groningen, without_child):
    run(asked)
    Indiening.objects.filter(gemeente=groningen[0]).update(staat="vervangen")
    submit(ronde, groningen[0])
    withdraw(groningen[0])
    assert state_of(asked) == (False, True)


def test_stand_is_not_kept_when_one_withdrew_while_it_was_made(asked, groningen, monkeypatch):
    def render(html, **options):
        withdraw(groningen[0])
        return Pdf(html.encode(), pages=1)

    monkeypatch.setattr(actions, "render_pdf", render)
    run(asked)
    assert (state_of(asked), Job.objects.get().state) == ((False, False), "waiting")
    assert asked.leden.count() == 0


def test_frozen_groepscijfers_stay_when_one_withdraws(ronde, groningen):
    indiening = submit(ronde, groningen[0])
    frozen = Publicatie.objects.create(
        meetronde=ronde, soort="groepscijfers", nummer=1, bestand=b"x", sha256="0" * 64, published_at=timezone.now()
    )
    Publicatielid.objects.create(publicatie=frozen, indiening=indiening, gemeente=groningen[0])
    withdraw(groningen[0])
    assert state_of(frozen) == (True, False)


def test_stand_of_each_organisatie_is_numbered_apart(vng, comensha, ronde):
    for client in (vng, comensha):
        client.post(ASK)
    assert set(Publicatie.objects.values_list("organisaties__0", "nummer")) == {("vng", 1), ("comensha", 1)}


def test_publicatie_that_is_not_made_cannot_be_downloaded(vng, asked):
    assert vng.get(f"{ASK}{asked.pk}/downloaden/").status_code == 404


def test_publicatie_with_a_pdf_is_not_there_for_a_gemeente(asked, gemeente):
    assert Publicatie.objects.count() == 0
