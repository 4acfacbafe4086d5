"""A joint plan for everybody: a copy of each gemeente that wants it, and what one of them wipes goes from them all."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Gebruiker
from demo.people import email_of
from openbaar.models import OpenbaarBestand, OpenbaarPlan
from reports.gather.gewist import wiped_since
from reports.models import Planversie
from reports.versions.openbaar_actions import OpenbaarFout, publish_plan, remove_strays, withdraw_plan
from samenwerking.models import Deelname
from tenants.context import in_gemeente
from tests.builders.openbaar import make_files
from tests.reports.parties import act, adopt, keep, share
from tests.wissing.conftest import confirm_and_wipe, journal  # noqa: F401 - a fixture
from wissing.actions import request_wissing
from zelfevaluatie.models import Antwoord

WORDS = "Zin van voorbeeldstad"  # which Voorbeeldstad shares
URL = "kompas.urls_tenant"


def adopted(party, joint):
    """Its own copy of the text, with its files."""
    versie = keep(party, joint)
    adopt(party, versie)
    with in_gemeente(party.gemeente):
        make_files(versie, party.bewerker)
    return versie


def show(party, versie):
    with in_gemeente(party.gemeente):
        return publish_plan(versie=Planversie.objects.get(pk=versie.pk), gemeente=party.gemeente)


def refused(party, versie):
    with in_gemeente(party.gemeente), pytest.raises(OpenbaarFout) as caught, transaction.atomic():
        publish_plan(versie=Planversie.objects.get(pk=versie.pk), gemeente=party.gemeente)
    return str(caught.value)


def wipe(party, words=WORDS):
    """Asked by another than who confirms."""
    beheerder = Gebruiker.objects.get(email=email_of("beheerder", party.gemeente))
    with in_gemeente(party.gemeente):
        wissing = request_wissing(words=words, reden="persoon", by=beheerder)
        confirm_and_wipe(wissing=wissing, gemeente=party.gemeente, by=party.bewerker)
    assert wissing.staat == "uitgevoerd"


def there():
    return sorted(OpenbaarPlan.objects.values_list("gemeente_slug", flat=True))


@pytest.fixture
def versions(both, stad, dijk):
    """Adopted by both."""
    return adopted(stad, both), adopted(dijk, both)


@pytest.fixture
def shown(versions, stad, dijk):
    return show(stad, versions[0]), show(dijk, versions[1])


def test_each_gemeente_has_a_copy_of_its_own_of_the_same_text(shown, both, client_for):
    first, second = shown
    assert (first.path, second.path) == ("/plannen/voorbeeldstad/2027/", "/plannen/voorbeelddijk/2027/")
    assert (first.sha256, {first.gezamenlijk_plan, second.gezamenlijk_plan}) == (second.sha256, {both.pk})
    visitor = client_for(None, gemeente=None)
    for plan, name in ((first, "Voorbeeldstad"), (second, "Voorbeelddijk")):
        page = " ".join(visitor.get(plan.path).text.split())
        assert f"{name}. Het plan is van meer gemeenten: zij staan op de titelpagina." in page
        assert "Gemeenten Voorbeeldstad en Voorbeelddijk" in page.replace("Voorbeelddijk en Voorbeeldstad", "")


def test_one_that_shows_it_shows_nothing_of_the_other(versions, stad, dijk, client_for):
    plan = show(stad, versions[0])
    visitor = client_for(None, gemeente=None)
    assert (there(), visitor.get("/plannen/voorbeelddijk/").status_code) == (["voorbeeldstad"], 404)
    assert "Voorbeelddijk</a>" not in visitor.get("/plannen/").text
    with in_gemeente(dijk.gemeente):
        assert OpenbaarPlan.objects.filter(pk=plan.pk).count() == 0


def test_who_takes_its_copy_back_leaves_the_other(shown, versions, stad):
    with in_gemeente(stad.gemeente):
        assert withdraw_plan(versie=versions[0], gemeente=stad.gemeente)
    assert (there(), OpenbaarBestand.objects.count()) == (["voorbeelddijk"], 3)


def test_what_one_wipes_goes_from_all_copies_at_once(shown, stad):
    wipe(stad)
    assert (there(), OpenbaarBestand.objects.count()) == ([], 0)


def test_who_wiped_may_show_what_is_left_and_the_other_may_not(shown, versions, stad, dijk):
    wipe(stad)
    with in_gemeente(stad.gemeente):
        make_files(Planversie.objects.select_related("beleidsplan").get(pk=versions[0].pk), stad.bewerker)
    again = show(stad, versions[0])
    assert (WORDS in again.tekst, "[gewist]" in again.tekst) == (False, True)
    assert "wiste op" in refused(dijk, versions[1])
    assert "wiste op" in dijk.client.get(reverse("reports:version_detail", args=[versions[1].pk], urlconf=URL)).text
    page = dijk.client.get(reverse("reports:openbaar_detail", args=[versions[1].pk], urlconf=URL)).text
    assert ("Dit plan kan niet openbaar worden" in page, "Plan openbaar maken</button>" in page) == (True, False)


def test_the_same_words_wiped_by_both_make_it_a_text_to_show_again(shown, versions, stad, dijk):
    for party in (stad, dijk):
        wipe(party)
    texts = set()
    for party, versie in zip((stad, dijk), versions, strict=True):
        with in_gemeente(party.gemeente):
            make_files(Planversie.objects.select_related("beleidsplan").get(pk=versie.pk), party.bewerker)
        texts.add(show(party, versie).sha256)
    assert (there(), len(texts)) == (["voorbeelddijk", "voorbeeldstad"], 1)


def test_other_words_wiped_here_do_not_bring_back_what_was_wiped_there(shown, versions, stad, dijk):
    wipe(stad)
    wipe(dijk, "Zin van voorbeelddijk")
    assert "wiste op" in refused(dijk, versions[1])


def test_words_that_do_not_stand_in_it_leave_it(shown, stad):
    with in_gemeente(stad.gemeente):
        Antwoord.objects.filter(bouwsteen__code="AB-P1-1").update(toelichting="Bel Pietersma")
    wipe(stad, "Pietersma")
    assert there() == ["voorbeelddijk", "voorbeeldstad"]
    assert set(Deelname.objects.values_list("gewist_at", flat=True)) == {None}


def test_a_plan_of_before_that_was_put_back_on_the_web_goes_by_night(shown, versions, stad, dijk):
    rows, files = list(OpenbaarPlan.objects.all()), list(OpenbaarBestand.objects.all())
    wipe(stad)
    for party in (stad, dijk):
        with in_gemeente(party.gemeente):
            mine = [row for row in rows if row.gemeente_id == party.gemeente.pk]
            OpenbaarPlan.objects.bulk_create(mine)
            OpenbaarBestand.objects.bulk_create([f for f in files if f.plan_id in {row.pk for row in mine}])
            assert remove_strays(party.gemeente) == 1
    assert there() == []


def test_sharing_anew_changes_nothing_about_what_was_adopted(versions, both, stad, dijk):
    with in_gemeente(dijk.gemeente):
        Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Een nieuwe zin.")
    share(dijk, both)
    assert show(stad, versions[0]).gemeente_slug == "voorbeeldstad"


def test_who_left_shows_no_version_of_it(both, stad, dijk):
    versie = keep(dijk, both)
    act(dijk, both, "terugtrekken")
    adopt(dijk, versie)
    with in_gemeente(dijk.gemeente):
        make_files(versie, dijk.bewerker)
    assert "doen niet meer mee" in refused(dijk, versie)


def test_nobody_shows_a_joint_plan_that_it_has_no_part_in(shown, kanaal):
    row = OpenbaarPlan.objects.first()
    with in_gemeente(kanaal.gemeente):
        mine = kanaal.gemeente
        row.pk, row.planversie, row.adres, row.gemeente = uuid4(), uuid4(), "elders", mine
        row.gemeente_code, row.gemeente_naam, row.gemeente_slug = mine.code, mine.korte_naam, mine.slug
        row.herkomst = mine.herkomst
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            row.save(force_insert=True)
        row.gezamenlijk_plan = None
        row.save(force_insert=True)


@pytest.mark.parametrize("who", ["outsider", "who wiped nothing", "who wiped before"])
def test_nobody_takes_away_the_copy_of_another_but_by_wiping(shown, both, kanaal, stad, who):
    party = kanaal if who == "outsider" else stad
    with in_gemeente(party.gemeente):
        if who == "who wiped before":
            Deelname.objects.filter(gemeente=party.gemeente).update(gewist_at="2026-01-01T00:00Z")
        with pytest.raises(DatabaseError, match="wiste niets"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT public.openbaar_wiped(%s)", [both.pk])
    assert there() == ["voorbeelddijk", "voorbeeldstad"]


def test_nobody_says_of_another_that_it_wiped(shown, versions, stad, dijk):
    with in_gemeente(dijk.gemeente):
        assert Deelname.objects.filter(gemeente=stad.gemeente).update(gewist_at=Now()) == 0
        assert wiped_since(Planversie.objects.get(pk=versions[1].pk)) is None
