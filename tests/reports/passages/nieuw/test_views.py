"""Nieuw in de standaardteksten: what changed in the concept and in the adopted plan, and what one does about it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from reports.document.passage import Mark
from reports.files.formats import FORMS
from reports.files.subjects import Wijzigingsblad, subject_of
from reports.gather.layers import layers
from reports.models import LokalePassage, Rapport, Tekstbesluit
from reports.passages.actions import save_passage
from reports.versions.actions import offer_version, save_version
from sjablonen.models import Passage
from tenants.context import in_gemeente
from tenants.models import Regio
from tests.pages import present, shown
from tests.printing import words
from tests.reports.conftest import as_platform
from tests.reports.passages.nieuw.changed import REDEN, adopt, published
from tests.reports.passages.texts import CODE, STANDARD
from tests.verapdf import PROFILES, validate

PAGE = "/beleidsplan/nieuwe-teksten/"
KEY = f"{CODE}:landelijk:3"


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


@pytest.fixture
def adopted(filled, gemeente, bewerker):
    """A plan that was adopted before the text changed."""
    return adopt(filled, gemeente, bewerker)


def teksten(client):
    return client.get(PAGE).context["teksten"]


def codes(rows):
    return [row.code for row in rows]


def post(client, name, *keys, follow=True):
    return client.post(f"{PAGE}{name}/", {"tekst": list(keys) or [KEY]}, follow=follow)


# In the concept.


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_overzicht_says_as_much_as_the_page_of_the_plan(client, client_for, lezer, count):
    for code, number in ((CODE, 3), ("h1.aanleiding", 9))[:count]:
        published(number, code=code)
    said = {0: None, 1: "Eén standaardtekst is veranderd", 2: "2 standaardteksten zijn veranderd"}[count]
    for address in ("/", "/beleidsplan/"):
        for who in (client, client_for(lezer)):
            html = who.get(address).text
            assert (PAGE in html) == (count > 0 or address != "/")
            assert said is None or said in html


def test_the_overzicht_says_it_of_an_own_text_too(client, filled, bewerker):
    save_passage(
        zelfevaluatie=filled, code=CODE, tekst="Onze tekst.", standard=("landelijk", 2), version=0, by=bewerker
    )
    assert PAGE not in client.get("/").text
    published(published_at=None)
    assert "Eén standaardtekst is veranderd" in client.get("/").text


def test_nieuw_detail_is_empty_as_long_as_nothing_changed(client):
    assert "Er is nu niets nieuws." in shown(client.get(PAGE))
    assert "zijn veranderd" not in client.get("/beleidsplan/").text


def test_nieuw_detail_shows_what_changed_why_and_from_where(client):
    published(geldig_vanaf=date(2026, 7, 1))
    page = shown(client.get(PAGE))
    expected = [
        "Deze nieuwe teksten staan al in je concept.",
        REDEN,
        "Geldig vanaf 1 juli 2026.",
        "verwijderd: ",
        "toegevoegd: ",
    ]
    assert present(page, *expected) == expected
    assert "Eén standaardtekst is veranderd" in shown(client.get("/beleidsplan/"))


def test_nieuw_seen_puts_it_away_until_the_next_version(client):
    published()
    post(client, "houden")
    found = teksten(client)
    assert (codes(found.changed), codes(found.seen)) == ([], [CODE])
    assert "standaardtekst is veranderd" not in client.get("/beleidsplan/").text
    published(4)
    assert codes(teksten(client).changed) == [CODE]


def test_nieuw_seen_leaves_alone_what_changed_since_the_page_was_read(client):
    published()
    published(4)
    assert "Deze tekst is intussen weer veranderd." in shown(post(client, "houden"))
    assert not Tekstbesluit.objects.exists()


def test_nieuw_restore_makes_the_former_text_an_own_one(client, filled, gemeente):
    former = Passage.objects.current().get(code=CODE)
    published()
    post(client, "terugzetten")
    place = layers(zelfevaluatie=filled, gemeente=gemeente)[CODE]
    assert (place.mark, place.lokaal.tekst[:20], place.lokaal.standard_versie) == (
        Mark.AANGEPAST,
        former.tekst.replace("{gemeente}", "Stadskanaal").replace("\n", " ")[:20],
        3,
    )
    assert teksten(client).is_empty


def test_nieuw_restore_twice_changes_nothing_the_second_time(client):
    published()
    post(client, "terugzetten")
    assert "intussen weer veranderd" in shown(post(client, "terugzetten"))
    assert LokalePassage.objects.get().version == 1


def test_an_own_text_stays_and_is_listed_apart_until_somebody_chooses(client, filled, bewerker, gemeente):
    save_passage(zelfevaluatie=filled, code=CODE, tekst="Ons doel.", standard=STANDARD, version=0, by=bewerker)
    published()
    found = teksten(client)
    assert (codes(found.own), codes(found.changed)) == ([CODE], [])
    assert f"/beleidsplan/passage/{CODE}/bewerken/" in client.get(PAGE).text
    assert "Eén standaardtekst is veranderd" in shown(client.get("/beleidsplan/"))
    client.post(f"/beleidsplan/passage/{CODE}/houden/", {"version": "1"})
    assert teksten(client).is_empty
    assert layers(zelfevaluatie=filled, gemeente=gemeente)[CODE].lokaal.tekst == "Ons doel."


def test_the_reasons_of_every_version_since_the_own_text_are_told(client, filled, bewerker):
    save_passage(zelfevaluatie=filled, code=CODE, tekst="Ons doel.", standard=STANDARD, version=0, by=bewerker)
    published()
    published(4, reden="En nog eens.")
    assert teksten(client).own[0].redenen == (REDEN, "En nog eens.")


# What comes.


def test_a_text_that_counts_from_a_later_day_is_announced_and_not_printed(client, filled, gemeente):
    day = timezone.localdate() + timedelta(days=31)
    published(geldig_vanaf=day)
    found = teksten(client)
    assert (codes(found.coming), codes(found.changed)) == ([CODE], [])
    assert "Waar jullie een eigen tekst hebben, blijft die staan tot je kiest." in shown(client.get(PAGE))
    assert layers(zelfevaluatie=filled, gemeente=gemeente)[CODE].standard.versie == 2
    with time_machine.travel(timezone.now() + timedelta(days=32), tick=False):
        assert layers(zelfevaluatie=filled, gemeente=gemeente)[CODE].standard.versie == 3
        assert Passage.objects.coming_for(gemeente).count() == 0


# A regio.


def test_what_a_regio_withdrew_before_its_day_is_announced_no_more(client):
    with as_platform():
        groningen = Regio.objects.get(soort="provincie", code="PV20")
    published(1, laag="regionaal", regio=groningen, geldig_vanaf=timezone.localdate() + timedelta(days=31))
    assert codes(teksten(client).coming) == [CODE]
    published(2, laag="regionaal", regio=groningen, ingetrokken=True)
    assert codes(teksten(client).coming) == []


def test_a_regional_text_says_so_in_the_plan_and_is_announced(client, filled, gemeente):
    with as_platform():
        groningen = Regio.objects.get(soort="provincie", code="PV20")
    published(1, laag="regionaal", regio=groningen)
    place = layers(zelfevaluatie=filled, gemeente=gemeente)[CODE]
    assert (place.mark, place.mark.value) == (Mark.REGIONAAL, "van de regio")
    page = shown(client.get(PAGE))
    assert f"Tekst van {groningen}." in page
    assert teksten(client).changed[0].old.startswith("Dit plan beschrijft hoe wij in Stadskanaal")
    assert "plan-mark--regionaal" in client.get("/beleidsplan/").text


def test_a_regional_text_of_elsewhere_is_no_news(client):
    with as_platform():
        drenthe = Regio.objects.get(soort="provincie", code="PV22")
    published(1, laag="regionaal", regio=drenthe)
    assert teksten(client).is_empty


# The plan that was adopted.


def test_adopted_plan_lists_what_it_still_says(client, adopted):
    assert teksten(client).adopted == []
    published()
    row = teksten(client).adopted[0]
    assert (row.code, row.redenen, row.waits, row.titel) == (CODE, (REDEN,), False, "Doel van dit plan")
    assert row.new == "Doel, landelijk versie 3, in Stadskanaal."
    assert row.old.startswith("Dit plan beschrijft hoe wij in Stadskanaal")
    assert row.plaats[:2] == "1."


def test_wijzigingsblad_says_what_stands_there_what_it_becomes_why_and_from_when(client, adopted):
    published(geldig_vanaf=date(2026, 7, 1))
    answer = post(client, "blad/wijzigingsblad", follow=False)
    rapport = Rapport.objects.get(formaat="wijzigingsblad")
    assert (answer["Location"], rapport.planversie_id) == (f"/beleidsplan/rapport/{rapport.pk}/", adopted.pk)
    plan = subject_of(rapport).plan(FORMS["wijzigingsblad"])
    text = " ".join(words.of_html(FORMS["wijzigingsblad"].html(plan)))
    expected = [
        "Bij Ons plan 2026, vastgesteld op 1 maart 2026.",
        "Het college van burgemeester en wethouders stelt het wijzigingsblad vast bij ‘Ons plan 2026’",
        "1 tekst verandert; de acties, hun data en hun kosten blijven gelijk.",
        "Doel van dit plan",
        "Er staat: Dit plan beschrijft",
        "Het wordt: Doel, landelijk versie 3, in Stadskanaal.",
        f"Waarom: {REDEN} Geldig vanaf 1 juli 2026.",
    ]
    assert present(text, *expected) == expected


@pytest.mark.parametrize("formaat", ["wijzigingsblad", "wijzigingsblad_docx", "wijzigingsblad_odt"])
def test_wijzigingsblad_can_be_made_in_each_form(client, adopted, formaat):
    published()
    post(client, f"blad/{formaat}")
    form, rapport = FORMS[formaat], Rapport.objects.get(formaat=formaat)
    plan = subject_of(rapport).plan(form)
    content = form.make(plan, form.html(plan), lambda: None).content
    readers = {
        "pdf": words.of_pdf,
        "docx": lambda made: " ".join(words.of_docx(made)),
        "odt": lambda made: " ".join(words.of_odt(made)),
    }
    said = "".join(readers[form.extension](content).split())
    assert "Watverandert1.1" in said  # the number that it has in the plan, and no other before it
    assert "Doel,landelijkversie3,inStadskanaal." in said
    assert isinstance(subject_of(rapport), Wijzigingsblad)


def test_wijzigingsblad_is_pdf_a_2a_and_pdf_ua_1(client, adopted):
    published()
    post(client, "blad/wijzigingsblad")
    form, rapport = FORMS["wijzigingsblad"], Rapport.objects.get(formaat="wijzigingsblad")
    plan = subject_of(rapport).plan(form)
    content = form.make(plan, form.html(plan), lambda: None).content
    assert [broken for profile in PROFILES for broken in validate(content, profile)] == []


def test_wijzigingsblad_is_noted_and_asked_for_again_gives_the_same(client, adopted):
    published()
    first, second = (post(client, "blad/wijzigingsblad", follow=False)["Location"] for _ in range(2))
    assert first == second
    assert Tekstbesluit.objects.get().besluit == "wijzigingsblad"
    assert "Stond op een wijzigingsblad van" in shown(client.get(PAGE))
    assert [stand.rapport.formaat for stand in teksten(client).bladen] == ["wijzigingsblad"]


@pytest.mark.parametrize("step", ["blad/wijzigingsblad", "laat-zo"])
def test_why_nothing_is_done_without_a_text_or_with_one_of_before(client, adopted, step):
    published()
    assert "Kies eerst een of meer teksten." in shown(client.post(f"{PAGE}{step}/", follow=True))
    assert "Deze tekst is intussen weer veranderd." in shown(post(client, step, "h9.niets:landelijk:9"))
    assert (Rapport.objects.filter(formaat="wijzigingsblad").count(), Tekstbesluit.objects.count()) == (0, 0)


@pytest.mark.parametrize("formaat", ["pdf", "collegevoorstel"])
def test_wijzigingsblad_is_no_other_form(client, adopted, formaat):
    published()
    assert post(client, f"blad/{formaat}", follow=False).status_code == 404


def test_wijzigingsblad_needs_an_adopted_plan_and_cannot_be_asked_for_as_the_plan(client):
    published()
    assert "Er geldt nu geen vastgesteld plan." in shown(post(client, "blad/wijzigingsblad"))
    assert client.post("/beleidsplan/wijzigingsblad/").status_code == 404
    assert not Rapport.objects.exists()


def test_nieuw_leave_lets_the_adopted_plan_be_and_can_be_undone(client, adopted):
    published()
    post(client, "laat-zo")
    found = teksten(client)
    assert (codes(found.adopted), codes(found.left)) == ([], [CODE])
    post(client, "terug")
    assert codes(teksten(client).adopted) == [CODE]


def test_adopted_plan_waits_for_the_choice_about_an_own_text(client, filled, gemeente, bewerker):
    save_passage(zelfevaluatie=filled, code=CODE, tekst="Ons doel.", standard=STANDARD, version=0, by=bewerker)
    adopt(filled, gemeente, bewerker)
    published()
    assert (teksten(client).adopted[0].waits, teksten(client).ready) == (True, [])
    assert post(client, "blad/wijzigingsblad", follow=False)["Location"] == f"{PAGE}#vastgesteld"
    client.post(f"/beleidsplan/passage/{CODE}/terugzetten/", {"version": "1"})
    row = teksten(client).ready[0]
    assert (row.old, row.new) == ("Ons doel.", "Doel, landelijk versie 3, in Stadskanaal.")


def test_an_own_text_that_was_kept_asks_no_wijzigingsblad(client, filled, gemeente, bewerker):
    save_passage(zelfevaluatie=filled, code=CODE, tekst="Ons doel.", standard=STANDARD, version=0, by=bewerker)
    adopt(filled, gemeente, bewerker)
    published()
    client.post(f"/beleidsplan/passage/{CODE}/houden/", {"version": "1"})
    assert teksten(client).adopted == []


def test_a_text_that_is_new_in_the_plan_can_be_put_in_by_a_wijzigingsblad(client, adopted):
    published(1, code="h1.nieuwe_plicht", titel="Een nieuwe plicht")
    row = teksten(client).ready[0]
    assert (row.code, row.old) == ("h1.nieuwe_plicht", "")


def test_what_lies_with_the_college_is_told_apart(client, filled, gemeente, bewerker):
    versie = save_version(zelfevaluatie=filled, gemeente=gemeente, by=bewerker, naam="Voor de raad")
    offer_version(versie=versie, by=bewerker)
    published()
    assert codes(teksten(client).offered) == [CODE]
    assert "Neem de versie dan terug, bewaar een nieuwe en bied die aan." in shown(client.get(PAGE))


def test_a_plan_that_is_past_its_period_gets_no_wijzigingsblad(client, filled, gemeente, bewerker):
    adopt(filled, gemeente, bewerker, periode_van=date(2024, 1, 1), periode_tot=date(2025, 12, 31))
    published()
    assert (teksten(client).versie, teksten(client).adopted) == (None, [])


# Who may.


@pytest.mark.parametrize("name", ["houden", "terugzetten", "laat-zo", "terug", "blad/wijzigingsblad"])
def test_a_lezer_reads_and_changes_nothing(client_for, lezer, adopted, name):
    published()
    client = client_for(lezer)
    assert REDEN in shown(client.get(PAGE))
    assert "Wijzigingsblad maken" not in client.get(PAGE).text
    assert post(client, name, follow=False).status_code == 403
    assert not Tekstbesluit.objects.exists()


def test_what_one_gemeente_decides_is_not_there_for_another(client, client_for, buitenstaander, voorbeeldstad):
    published()
    post(client, "houden")
    other = client_for(buitenstaander, gemeente="voorbeeldstad")
    assert CODE in codes(teksten(other).changed)
    with in_gemeente(voorbeeldstad):
        assert not Tekstbesluit.objects.exists()
