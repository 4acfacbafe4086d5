"""The picture for outside: one for VNG and CoMensha, and files of it."""

import io

import pytest
from pypdf import PdfReader

from jobs.models import Job
from metingen.beeld_actions import request_beeld
from metingen.models import Meetronde, Publicatie
from metingen.publicatie_actions import make_groepscijfers
from metingen.tasks import render_beeld
from printing.pdf import RenderFout
from tests.builders.rounds import make_closed_round, make_gemeenten, make_round, submit, withdraw
from tests.pages import shown
from tests.sheets.reading import parts_of, rows_of_csv, rows_of_ods
from tests.verapdf import PROFILES, validate_all

BEELD = "/land/beeld/"


@pytest.fixture(autouse=True)
def broker(monkeypatch):
    monkeypatch.setattr("jobs.actions.publish", lambda jobs: True)


@pytest.fixture
def meetronde(db):
    return make_closed_round()


@pytest.fixture
def publicatie(meetronde):
    return make_groepscijfers(meetronde=meetronde, by=None)


@pytest.fixture
def vng(client_for, adviseur_vng):
    return client_for(adviseur_vng, gemeente=None)


@pytest.fixture
def comensha(client_for, medewerker):
    return client_for(medewerker, gemeente=None)


def main_of(response):
    """What stands on the page itself, without menus, names and tokens."""
    return shown(response).partition("Voor buiten: cijfers van VNG en CoMensha samen")[2]


def test_beeld_is_the_same_for_both_whoever_shared_with_whom(vng, comensha, publicatie):
    """All shared with VNG alone."""
    pages = [client.get(BEELD) for client in (vng, comensha)]
    assert [page.context["publicatie"] for page in pages] == [publicatie, publicatie]
    assert main_of(pages[0]) == main_of(pages[1])
    assert "Antwoorden van ongeveer 45 gemeenten" in main_of(pages[0])


def test_beeld_is_for_staff_alone(client_for, ketenregisseur, bewerker, publicatie):
    paths = ["", f"{publicatie.pk}/cijfers.csv", f"{publicatie.pk}/pdf/", f"{publicatie.pk}/pdf/downloaden/"]
    for person in (ketenregisseur, bewerker):
        client = client_for(person, gemeente=None)
        assert [client.get(f"{BEELD}{path}").status_code for path in paths] == [404] * 4


@pytest.mark.parametrize("query", ["ronde=onzin", "ronde=%00", "provincie=PV20&grootte=tot_20", ""])
def test_beeld_of_an_unknown_round_is_that_of_the_newest_and_nothing_narrows_it(vng, publicatie, query):
    assert vng.get(f"{BEELD}?{query}").context["groups"][0].n == 45


def test_beeld_without_figures_says_why(vng, db):
    assert "Er zijn geen cijfers voor buiten" in shown(vng.get(BEELD))
    make_round()
    assert "Er zijn nog geen cijfers voor buiten" in shown(vng.get(BEELD))


def test_beeld_files_hold_the_same_rows(vng, publicatie):
    csv, xlsx, ods = (vng.get(f"{BEELD}{publicatie.pk}/cijfers.{form}") for form in ("csv", "xlsx", "ods"))
    rows = rows_of_csv(csv.content)
    assert len(rows) == publicatie.groepscijfers.count() + 1
    assert ["Provincie", "Groningen", "BB-P1-1", "geregeld", "10", "", "30"] in rows
    assert "Groepscijfers van VNG en CoMensha samen" in "".join(parts_of(xlsx.content).values())
    assert rows_of_ods(ods.content)[1][0] == ("string", "Soort bestand")
    assert 'filename="voorbeeld-groepscijfers-Meting' in csv["Content-Disposition"]


def test_beeld_stays_as_it_was_after_a_withdrawal(vng, publicatie):
    before = main_of(vng.get(BEELD)), vng.get(f"{BEELD}{publicatie.pk}/cijfers.csv").content
    withdraw(publicatie.meetronde, 1)
    assert (main_of(vng.get(BEELD)), vng.get(f"{BEELD}{publicatie.pk}/cijfers.csv").content) == before


def test_working_file_of_an_organisation_is_no_beeld(vng, meetronde):
    stand = Publicatie.objects.create(
        meetronde=meetronde, soort="stand", nummer=1, organisaties=["vng"], bestand=b"%PDF", sha256="0" * 64
    )
    paths = ["cijfers.csv", "cijfers.xlsx", "cijfers.ods", "pdf/", "pdf/downloaden/"]
    assert [vng.get(f"{BEELD}{stand.pk}/{path}").status_code for path in paths] == [404] * 5
    assert vng.post(f"{BEELD}{stand.pk}/pdf/").status_code == 404


# The PDF.


def test_beeld_pdf_is_made_once_and_is_accessible(vng, comensha, publicatie):
    address = f"{BEELD}{publicatie.pk}/pdf/"
    assert vng.post(address)["Location"] == address
    assert comensha.post(address)["Location"] == address
    assert list(Job.objects.values_list("pk", flat=True)) == [publicatie.pk]
    render_beeld(str(publicatie.pk), None)
    assert "De pdf is klaar." in shown(comensha.get(address))
    files = [client.get(f"{address}downloaden/") for client in (vng, comensha)]
    assert files[0].content == files[1].content
    pages = PdfReader(io.BytesIO(files[0].content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert ("ongeveer 45 gemeenten" in text, "Verzonnen" in text, len(pages) <= 2) == (True, False, True)
    content = files[0].content
    assert validate_all({("beeld", profile): content for profile in PROFILES}) == {
        ("beeld", profile): [] for profile in PROFILES
    }


def test_beeld_pdf_that_failed_can_be_asked_again(vng, publicatie, medewerker, monkeypatch):
    def fail(html, **options):
        raise RenderFout("Het ging niet.", final=True)

    request_beeld(publicatie=publicatie, by=medewerker)
    with monkeypatch.context() as patched:
        patched.setattr("metingen.beeld_actions.render_pdf", fail)
        render_beeld(str(publicatie.pk), None)
    address = f"{BEELD}{publicatie.pk}/pdf/"
    assert "Het ging niet." in shown(vng.get(address))
    vng.post(address)
    assert Job.objects.get().state == Job.State.WAITING


def test_beeld_pdf_answers_nothing_while_nothing_changed(vng, publicatie):
    address = f"{BEELD}{publicatie.pk}/pdf/"
    vng.post(address)
    mark = vng.get(address).context["progress"].mark
    headers = {"HX-Request": "true"}
    assert [vng.get(f"{address}?seen={seen}", headers=headers).status_code for seen in (mark, "x")] == [204, 200]


# The tussenstand.


def test_tussenstand_is_made_by_a_rondebeheerder_and_seen_by_both(vng, comensha):
    meetronde = make_round()
    for gemeente in make_gemeenten(40):
        submit(meetronde, gemeente)
    address = f"{BEELD}{meetronde.pk}/tussenstand/"
    assert (vng.post(address).status_code, "Tussenstand maken" in shown(vng.get(BEELD))) == (403, False)
    assert "Tussenstand maken" in shown(comensha.get(BEELD))
    assert "De tussenstand is gemaakt." in shown(comensha.post(address, follow=True))
    assert "Tussenstand, de meetronde is nog open." in main_of(vng.get(BEELD))
    assert vng.get(BEELD).context["groups"][0].n == 30
    assert "te weinig veranderd" in shown(comensha.post(address, follow=True))


def test_tussenstand_of_a_closed_round_is_refused_and_of_a_concept_not_there(comensha, meetronde):
    address = f"{BEELD}{meetronde.pk}/tussenstand/"
    assert "alleen zolang de meetronde open is" in shown(comensha.post(address, follow=True))
    concept = make_round(staat=Meetronde.Staat.CONCEPT)
    assert comensha.post(f"{BEELD}{concept.pk}/tussenstand/").status_code == 404
