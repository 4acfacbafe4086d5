"""Words that stood everywhere stand nowhere; what is left is who, when and how often."""

import io
import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from pypdf import PdfReader

from aanpak.models import Actie
from accounts.models import Uitnodiging
from accounts.uitnodiging_actions import withdraw_uitnodiging
from metingen.actions import store_indiening
from metingen.models import Indiening
from printing.pdf import render_pdf
from reports.document.html import render_document
from reports.gather.version import plan_of
from reports.models import Planversie, Rapport
from saving.rows import save_row
from tenants.canonical import sha256_of
from tenants.context import in_gemeente
from tests.metingen.conftest import inhoud_of
from tests.pages import present
from tests.wissing.conftest import confirm_and_wipe
from tests.wissing.planted import PLACES, TEXT, WORDS, places
from wissing.actions import WissingFout, confirm_wissing, request_wissing, withdraw_wissing
from wissing.models import WAITS, Wissing
from wissing.queries import places_of, why_not
from wissing.retention import enforce_retention
from wissing.wiping import repeat_wissing
from zelfevaluatie.models import Antwoord, AntwoordRevision, Onderbouwing


@pytest.fixture
def wiped(asked, gemeente, bewerker):
    confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
    return asked


def test_the_words_stand_in_every_kind_of_place(planted):
    assert places() == PLACES


def test_places_are_counted_before_anything_changes(planted):
    assert dict(places_of(WORDS).kinds) == {
        "acties en afspraken": 1,
        "antwoorden": 1,
        "bestanden en links": 1,
        "bewaarde versies van het plan": 2,
        "eerdere versies van antwoorden en teksten": 2,
        "eigen teksten in het plan": 1,
        "gemaakte rapporten": 2,
        "plan dat met andere gemeenten is gedeeld": 2,
        "wat met VNG, CoMensha of een regio is gedeeld": 1,
    }
    assert places() == PLACES


def test_wiped_words_stand_nowhere(wiped):
    assert (places(), places_of(WORDS).total) == ([], 0)


def test_what_is_left_says_who_and_how_often(wiped, beheerder, bewerker):
    assert (wiped.staat, wiped.words, wiped.created_by, wiped.confirmed_by) == (
        "uitgevoerd",
        "",
        beheerder.pk,
        bewerker.pk,
    )
    assert wiped.counts["zelfevaluatie_antwoord"] == 1


def test_what_stood_around_the_words_stays(wiped):
    antwoord = Antwoord.objects.get(bouwsteen__code="AB-P1-1")
    assert (antwoord.plan_zin, antwoord.toelichting) == (
        "Wij spraken met [gewist] over het loket.",
        "WIJ SPRAKEN MET [gewist] OVER HET LOKET.",
    )
    assert list(Onderbouwing.objects.values_list("titel", flat=True)) == ["schoon"]
    assert (Rapport.objects.count(), AntwoordRevision.objects.count()) == (0, 1)


def test_a_wiped_version_has_the_hash_of_what_is_left(wiped, planted):
    versie = Planversie.objects.get(pk=planted.pk)
    assert (versie.sha256, versie.sha256 == planted.sha256) == (sha256_of(versie.plan), False)


def test_a_wiped_indiening_has_the_hash_of_what_is_left(planted, asked, gemeente, bewerker):
    before = Indiening.objects.get()
    confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
    after = Indiening.objects.get()
    zinnen = {antwoord["plan_zin"] for antwoord in after.inhoud["antwoorden"]}
    assert zinnen == {None, "Wij spraken met [gewist] over het loket."}
    assert (after.mandaat_functie, after.sha256) == ("Hoofd [gewist]", sha256_of(after.inhoud))
    changed = {name for name, value in values_of(after).items() if value != values_of(before)[name]}
    assert changed == {"inhoud", "mandaat_functie", "sha256"}


def values_of(indiening):
    return {field.name: getattr(indiening, field.attname) for field in Indiening._meta.fields}


def test_of_another_gemeente_nothing_is_wiped(asked, gemeente, bewerker, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        other = store_indiening(
            meetronde=None,
            gemeente=voorbeeldstad,
            inhoud=inhoud_of(voorbeeldstad, TEXT),
            regios=[gemeente.pk],
            by=bewerker.pk,
        )
    confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
    with in_gemeente(voorbeeldstad):
        assert Indiening.objects.get().inhoud == other.inhoud


def test_what_is_submitted_is_frozen_again_after_the_wipe(wiped):
    with pytest.raises(IntegrityError, match="kan niet meer veranderen"), transaction.atomic():
        Indiening.objects.update(sha256="")


def test_nobody_gives_an_indiening_another_hash(wiped):
    before = Indiening.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.wissing_rehash_indiening(%s, %s)", [before.pk, "0" * 64])
    assert Indiening.objects.get().sha256 == before.sha256


def test_a_pdf_that_is_made_again_does_not_have_the_words(wiped, planted):
    plan = plan_of(Planversie.objects.select_related("beleidsplan").get(pk=planted.pk))
    made = render_pdf(render_document(plan), made_at=plan.made_at)
    text = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages).split())
    assert present(text, "[gewist]", "Kanariepiet", "KANARIEPIET") == ["[gewist]"]


def test_a_report_that_went_can_be_asked_for_again(wiped, planted, bewerker, client_for):
    client_for(bewerker).post(f"/beleidsplan/versies/{planted.pk}/pdf/")
    assert [rapport.planversie_id for rapport in Rapport.objects.all()] == [planted.pk]


def test_what_is_adopted_is_frozen_again_after_the_wipe(wiped, planted):
    with pytest.raises(IntegrityError, match="vastgesteld"), transaction.atomic():
        Planversie.objects.filter(pk=planted.pk).update(naam="Anders")


def test_who_had_the_page_open_does_not_bring_the_words_back(wiped, gemeente, bewerker, client_for):
    response = client_for(bewerker).post(
        "/zelfevaluatie/AB-P1-1/opslaan/", {"version": "1", "status": "deels", "plan_zin": "Van voor het wissen."}
    )
    assert response.status_code == 409


def test_the_journal_has_no_plain_words(wiped, journal, gemeente):
    (line,) = journal.read_text().splitlines()
    assert (json.loads(line)["schema"], WORDS in line) == (gemeente.schema_name, False)


def test_a_restored_copy_is_wiped_again_once(asked, gemeente, bewerker, journal):
    with transaction.atomic():
        before = transaction.savepoint()
        confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
        transaction.savepoint_rollback(before)  # as a restore does; the journal stays
    line = json.loads(journal.read_text())
    found = [
        places(),
        repeat_wissing(line=line, gemeente=gemeente),
        places(),
        repeat_wissing(line=line, gemeente=gemeente),
    ]
    assert found == [PLACES, True, [], False]


def test_a_copy_from_before_the_request_is_wiped_too(asked, gemeente, bewerker, journal):
    line = None
    with transaction.atomic():
        before = transaction.savepoint()
        confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
        transaction.savepoint_rollback(before)
    line = {**json.loads(journal.read_text()), "id": "00000000-0000-4000-8000-00000000000f"}  # not known here
    assert (repeat_wissing(line=line, gemeente=gemeente), places()) == (True, [])


def test_nobody_confirms_what_he_asked(asked, gemeente, beheerder):
    with pytest.raises(WissingFout, match="zelf gevraagd"):
        confirm_wissing(wissing=asked, gemeente=gemeente, by=beheerder)
    assert places() == PLACES


def test_what_is_withdrawn_cannot_be_confirmed(asked, gemeente, bewerker):
    withdraw_wissing(wissing=asked)
    asked.refresh_from_db()
    with pytest.raises(WissingFout, match="ingetrokken"):
        confirm_wissing(wissing=asked, gemeente=gemeente, by=bewerker)
    assert (asked.words, places()) == ("", PLACES)


def test_after_a_week_the_request_and_its_words_are_gone(asked, gemeente, bewerker):
    Wissing.objects.update(created_at=timezone.now() - WAITS - timedelta(hours=1))
    with pytest.raises(WissingFout, match="verlopen"):
        confirm_wissing(wissing=asked, gemeente=gemeente, by=bewerker)
    connection.set_schema_to_public()
    assert (enforce_retention(), enforce_retention()) == ({"verzoeken om te wissen": 1}, {"verzoeken om te wissen": 0})
    connection.set_tenant(gemeente)
    asked.refresh_from_db()
    assert (asked.staat, asked.words) == ("verlopen", "")


def test_without_a_journal_nothing_is_wiped(asked, gemeente, bewerker, settings, tmp_path):
    settings.WISSINGEN_FILE = str(tmp_path)  # a folder
    confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
    assert (asked.staat, asked.fout, places()) == ("mislukt", {"soort": "journaal"}, PLACES)


def refused(statement, params):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_the_database_wipes_only_what_a_second_person_confirmed(asked):
    refused("SELECT public.wissing_apply(%s, %s, '{}', '{}')", [asked.pk, WORDS])
    refused("SELECT public.wissing_run('gm9001', %s, '{}', true)", [WORDS])
    refused("SELECT * FROM tenants_wisjournaal", [])
    assert places() == PLACES


def test_what_remains_cannot_be_changed(wiped):
    refused("DELETE FROM wissing_wissing", [])
    refused("UPDATE wissing_wissing SET confirmed_by = NULL", [])


def test_another_gemeente_keeps_its_words(asked, gemeente, bewerker, voorbeeldstad, buitenstaander):
    with in_gemeente(voorbeeldstad):
        Antwoord.objects.filter(bouwsteen__code="AB-P1-1").update(plan_zin=TEXT)
    confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
    with in_gemeente(voorbeeldstad):
        assert Antwoord.objects.get(bouwsteen__code="AB-P1-1").plan_zin == TEXT


@pytest.mark.parametrize("words", ["Jan's *vriend* (ja?)", "de “oude” naam", "50% van [x]", "a\\b c{2}", "2026-03-01"])
def test_words_are_words_and_no_pattern(gemeente, bewerker, beheerder, words):
    text = f"Voor {words.replace(' ', '  ')} na."
    Antwoord.objects.filter(bouwsteen__code="AB-P1-1").update(plan_zin=text, toelichting="blijft")
    confirm_and_wipe(wissing=request_wissing(words=words, reden="zaak", by=beheerder), gemeente=gemeente, by=bewerker)
    antwoord = Antwoord.objects.get(bouwsteen__code="AB-P1-1")
    assert (antwoord.plan_zin, antwoord.toelichting) == ("Voor [gewist] na.", "blijft")


SEEN = [
    "Kanariepiet\xa0Vogelaar",
    "Kanariepiet\u202fVogelaar",
    "Kanariepiet\nVogelaar",
    "Kanariepiet \t Vogelaar",
    "Kanariepiet Voge\xadlaar",
    "Kanarie\u200bpiet Vogel\u2060aar",
    "KANARIEPIET VOGELAAR",
    "Ｋａｎａｒｉｅｐｉｅｔ　Ｖｏｇｅｌａａｒ",
    "Kanariepiet **Vogelaar",
]


@pytest.mark.parametrize("typed", SEEN)
def test_what_people_see_as_the_words_is_wiped_in_every_kind_of_text(gemeente, bewerker, beheerder, typed):
    antwoord = Antwoord.objects.get(bouwsteen__code="AB-P1-1")
    values = {"plan_zin": f"data: {typed}, ja.", "toelichting": f'"{typed}"'}
    save_row(row=antwoord, values=values, version=antwoord.version, by=bewerker)
    actie = Actie.objects.create(wat=f"Bel {typed}", ambitie=6)
    link = Onderbouwing.objects.create(
        antwoord=antwoord, titel=typed, url="https://voorbeeld.nl/Kanariepiet%20Vogelaar/x?a=kanariepiet+vogelaar"
    )
    asked = request_wissing(words=WORDS, reden="persoon", by=beheerder)
    assert (places_of(WORDS).total, places_of(f" {typed} ").total) == (4, 4)
    confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
    for row in (antwoord, actie, link):
        row.refresh_from_db()
    revision = AntwoordRevision.objects.filter(row=antwoord.pk).latest()
    assert (antwoord.plan_zin, antwoord.toelichting) == ("data: [gewist], ja.", '"[gewist]"')
    assert (revision.data["plan_zin"], revision.data["toelichting"]) == ("data: [gewist], ja.", '"[gewist]"')
    assert (actie.wat, link.titel, link.url) == (
        "Bel [gewist]",
        "[gewist]",
        "https://voorbeeld.nl/[gewist]/x?a=[gewist]",
    )
    assert places_of(WORDS).total == 0


def test_what_an_invitation_says_goes_and_an_address_when_it_waits_no_more(gemeente, bewerker, beheerder):
    """An invitation that waits has to go somewhere, as a mail: then the page says that it stands there."""
    connection.set_schema_to_public()
    scope = {"gemeente": gemeente, "functies": ["lezer"], "expires_at": timezone.now() + timedelta(days=14)}
    texts = {"naam": WORDS, "note": f"Namens {WORDS}."}
    row = Uitnodiging.objects.create(email="kanariepiet@stadskanaal.example", **texts, **scope)
    connection.set_tenant(gemeente)
    first = request_wissing(words=WORDS, reden="persoon", by=beheerder)
    confirm_and_wipe(wissing=first, gemeente=gemeente, by=bewerker)
    address = request_wissing(words="kanariepiet", reden="persoon", by=beheerder)
    confirm_and_wipe(wissing=address, gemeente=gemeente, by=bewerker)
    found = Uitnodiging.objects.values_list("naam", "note", "email").get(pk=row.pk)
    assert (first.staat, found) == ("uitgevoerd", ("[gewist]", "Namens [gewist].", row.email))
    assert (address.staat, why_not(address)[1]) == ("mislukt", ["1 × uitnodigingen"])
    connection.set_schema_to_public()
    withdraw_uitnodiging(uitnodiging=row, by=beheerder.pk)
    connection.set_tenant(gemeente)
    confirm_and_wipe(wissing=address, gemeente=gemeente, by=bewerker)
    assert (address.staat, Uitnodiging.objects.values_list("email", flat=True).get()) == (
        "uitgevoerd",
        "[gewist]@stadskanaal.example",
    )
