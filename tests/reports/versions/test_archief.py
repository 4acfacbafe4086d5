"""An adopted plan for the archive: who says how long, and what is in the zip."""

import hashlib
import io
import zipfile

import lxml.etree
import pytest

from reports.models import Archief, Rapport
from reports.versions.openbaar_actions import publish_plan
from tests.builders.openbaar import adopt, make_files
from tests.builders.plans import of_itself

PAGE = "/beleidsplan/archief/"
CHOSEN = {"version": "0", "waardering": "V", "bewaartermijn": "10", "selectielijst": "Onze lijst", "categorie": "1.1"}


@pytest.fixture
def client(client_for, lezer, filled):
    return client_for(lezer)


@pytest.fixture
def beheer(client_for, beheerder, filled):
    return client_for(beheerder)


@pytest.fixture
def without_files(filled, gemeente, bewerker):
    of_itself(gemeente)
    return adopt(gemeente=gemeente, by=bewerker)


@pytest.fixture
def versie(without_files, bewerker):
    make_files(without_files, bewerker)
    return without_files


def address(versie):
    return f"/beleidsplan/versies/{versie.pk}/archief.zip"


def unpacked(answer):
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words(content, name):
    tree = lxml.etree.fromstring(content)
    return tree.xpath(f"//*[local-name()='{name}']//text()[normalize-space()]")


def test_archief_form_is_for_beheerders_and_kept_once(beheer, client_for, bewerker):
    assert client_for(bewerker).get(PAGE).status_code == 403
    assert beheer.post(PAGE, CHOSEN).status_code == 302
    row = Archief.objects.get()
    assert (row.waardering, row.bewaartermijn, row.categorie, row.version) == ("V", 10, "1.1", 1)


def test_what_is_kept_for_good_keeps_no_term(beheer):
    beheer.post(PAGE, {**CHOSEN, "waardering": "B"})
    assert (Archief.objects.get().is_kept, Archief.objects.get().bewaartermijn) == (True, None)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"bewaartermijn": ""}, "Vul in hoeveel jaar jullie een plan bewaren."),
        ({"bewaartermijn": "lang"}, "Vul een heel getal in"),
        ({"bewaartermijn": "0"}, "1"),
        ({"bewaartermijn": "1000"}, "150"),
        ({"selectielijst": ""}, "Welke selectielijst?"),
    ],
)
def test_archief_form_says_what_is_wrong_and_keeps_the_rest(beheer, changes, message):
    answer = beheer.post(PAGE, {**CHOSEN, **changes})
    assert (answer.status_code, message in answer.text, Archief.objects.count()) == (422, True, 0)
    assert 'value="1.1"' in answer.text


def test_version_archief_is_there_once_the_beheerder_chose(client, beheer, versie):
    detail = f"/beleidsplan/versies/{versie.pk}/"
    assert (client.get(address(versie)).status_code, "zodra de beheerder" in client.get(detail).text) == (404, True)
    assert f'href="{PAGE}"' in beheer.get(detail).text
    beheer.post(PAGE, {**CHOSEN, "waardering": "B"})
    assert (client.get(address(versie)).status_code, address(versie) in client.get(detail).text) == (200, True)


def test_version_archief_holds_the_pdf_of_the_adoption_and_its_metadata(client, beheer, versie, gemeente):
    beheer.post(PAGE, CHOSEN)
    answer = client.get(address(versie))
    found = unpacked(answer)
    stem = "beleidsplan-stadskanaal-2027-2030"
    assert answer["Content-Disposition"] == f'attachment; filename="{stem}-archief.zip"'
    assert sorted(found) == [f"{stem}.mdto.xml", f"{stem}.pdf", f"{stem}.pdf.bestand.mdto.xml"]
    pdf = Rapport.objects.get(formaat="pdf")
    assert found[f"{stem}.pdf"] == bytes(pdf.content)
    digest = hashlib.sha256(found[f"{stem}.pdf"]).hexdigest()
    assert words(found[f"{stem}.pdf.bestand.mdto.xml"], "checksumWaarde") == [digest]
    assert words(found[f"{stem}.mdto.xml"], "termijnLooptijd") == ["P10Y"]
    assert words(found[f"{stem}.mdto.xml"], "raadpleeglocatie") == []
    plan = publish_plan(versie=versie, gemeente=gemeente)
    assert words(unpacked(client.get(address(versie)))[f"{stem}.mdto.xml"], "raadpleeglocatie") == [plan.url]


def test_version_archief_waits_for_the_pdf(client, beheer, without_files):
    beheer.post(PAGE, CHOSEN)
    assert "De pdf is nog niet klaar." in client.get(address(without_files), follow=True).text


def test_version_archief_is_of_nobody_else(client_for, beheer, versie, buitenstaander):
    beheer.post(PAGE, CHOSEN)
    assert client_for(buitenstaander).get(address(versie)).status_code == 404
    assert client_for(buitenstaander, gemeente="voorbeeldstad").get(address(versie)).status_code == 404
