from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Toegang
from reports.gather.layers import first_by_rank
from sjablonen.actions import PassageChanged, add_passage, publish_passage, withdraw_passage
from sjablonen.models import Passage
from sjablonen.queries import history, tekst_of
from sjablonen.schema import SjabloonFout

CODE = "h3.doel"
NEW = {
    "tekst": "Wij helpen in {gemeente}.",
    "titel": "Doel",
    "bron": "Kader, VNG",
    "bron_url": "https://vng.nl/kader",
    "gecontroleerd_op": date(2026, 11, 1),
    "zekerheid": "zeker",
}


def versions(code="h3.doel"):
    return list(Passage.objects.filter(code=code).values_list("versie", "tekst").order_by("versie"))


def test_publish_passage_adds_a_version_and_keeps_the_former(redacteur):
    former = Passage.objects.get(code="h3.doel")
    new = publish_passage(code=CODE, wording=NEW, by=redacteur)
    assert versions() == [(1, former.tekst), (2, NEW["tekst"])]
    assert (new.onderdeel, new.volgorde, new.bron, new.published_by) == ("h3", 10, "Kader, VNG", redacteur.pk)
    assert new in Passage.objects.current()
    assert former not in Passage.objects.current()


def test_publish_passage_that_is_still_to_be_checked_leaves_the_former_in_plans(redacteur):
    publish_passage(code=CODE, wording=NEW | {"zekerheid": "controleren"}, by=redacteur)
    assert Passage.objects.current().get(code="h3.doel").versie == 1


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"tekst": "Een <b>vet</b> woord."}, "passage h3.doel, veld tekst: bevat HTML"),
        ({"tekst": ""}, "passage h3.doel, veld tekst: is leeg"),
        ({"bron": ""}, "passage h3.doel, veld bron: is leeg"),
        ({"gecontroleerd_op": date.today() + timedelta(days=3)}, "ligt in de toekomst"),
    ],
)
def test_publish_passage_refuses_what_the_schema_refuses(redacteur, changes, problem):
    with pytest.raises(SjabloonFout, match=problem):
        publish_passage(code=CODE, wording=NEW | changes, by=redacteur)
    assert len(versions()) == 1


def test_publish_passage_refuses_a_text_that_is_the_same(redacteur):
    publish_passage(code=CODE, wording=NEW, by=redacteur)
    with pytest.raises(SjabloonFout, match="dezelfde als die van versie 2"):
        publish_passage(code=CODE, wording=NEW, by=redacteur)


@pytest.mark.parametrize("valid_until", [None, date(2026, 1, 1)])
def test_publish_passage_is_for_a_redacteur_of_today(redacteur, valid_until):
    functie = "redacteur" if valid_until else "medewerker"
    Toegang.objects.update_or_create(
        gebruiker=redacteur, defaults={"functie": functie, "valid_until": valid_until, "valid_from": date(2025, 1, 1)}
    )
    with pytest.raises(PermissionDenied):
        publish_passage(code=CODE, wording=NEW, by=redacteur)
    assert len(versions()) == 1


def test_publish_passage_keeps_the_short_form(redacteur):
    assert publish_passage(code=CODE, wording=NEW, by=redacteur).kort is True
    assert publish_passage(code=CODE, wording=NEW | {"tekst": "Anders.", "kort": False}, by=redacteur).kort is False


def test_publish_passage_refuses_a_code_without_a_landelijke_text(redacteur):
    with pytest.raises(SjabloonFout, match=r"Er is geen landelijke passage h1.nieuw."):
        publish_passage(code="h1.nieuw", wording=NEW, by=redacteur)


def test_publish_passage_refuses_who_read_another_version(redacteur):
    publish_passage(code=CODE, wording=NEW, by=redacteur, based_on=1)
    with pytest.raises(PassageChanged) as caught:
        publish_passage(code=CODE, wording=NEW | {"tekst": "Anders."}, by=redacteur, based_on=1)
    assert (caught.value.current.versie, len(versions())) == (2, 2)


def test_publish_passage_for_a_regio_is_for_its_ketenregisseur(redacteur, ketenregisseur, drent, groningen, drenthe):
    for by, regio in ((redacteur, groningen), (ketenregisseur, drenthe), (drent, groningen), (ketenregisseur, None)):
        with pytest.raises(PermissionDenied):
            publish_passage(code=CODE, wording=NEW, by=by, regio=regio)
    assert publish_passage(code=CODE, wording=NEW, by=drent, regio=drenthe).regio == drenthe


def test_versions_of_two_regios_count_apart(ketenregisseur, drent, groningen, drenthe):
    first = publish_passage(code=CODE, wording=NEW, by=ketenregisseur, regio=groningen)
    other = publish_passage(code=CODE, wording=NEW, by=drent, regio=drenthe)
    second = publish_passage(code=CODE, wording=NEW | {"tekst": "Anders."}, by=ketenregisseur, regio=groningen)
    assert [(p.regio, p.versie) for p in (first, other, second)] == [(groningen, 1), (drenthe, 1), (groningen, 2)]


# From which day, and why.


def printed():
    return Passage.objects.current().get(code=CODE).versie


def test_publish_passage_with_a_later_day_waits_until_then(redacteur):
    day = timezone.localdate() + timedelta(days=10)
    new = publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": day, "reden": "De wet gaat in."}, by=redacteur)
    assert (printed(), new.reden, new.since) == (1, "De wet gaat in.", day)
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        assert printed() == 2


def test_publish_passage_with_a_day_that_is_past_counts_at_once(redacteur):
    day = timezone.localdate() - timedelta(days=10)
    new = publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": day}, by=redacteur)
    assert (printed(), new.since) == (2, timezone.localdate())


def test_publish_passage_may_put_off_the_day_of_what_is_still_to_come(redacteur):
    first, later = (timezone.localdate() + timedelta(days=days) for days in (10, 40))
    publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": first}, by=redacteur)
    with pytest.raises(SjabloonFout, match="dezelfde als die van versie 2"):
        publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": first}, by=redacteur)
    publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": later}, by=redacteur)
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        assert printed() == 1
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        assert printed() == 3


def test_publish_passage_at_once_goes_before_what_is_still_to_come(redacteur):
    publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": timezone.localdate() + timedelta(days=9)}, by=redacteur)
    publish_passage(code=CODE, wording=NEW | {"tekst": "Toch anders."}, by=redacteur)
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        assert printed() == 3


def test_publish_passage_to_be_checked_puts_off_nothing(redacteur):
    day = timezone.localdate() + timedelta(days=10)
    publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": day}, by=redacteur)
    unsure = {"zekerheid": "controleren", "tekst": "Misschien.", "geldig_vanaf": day + timedelta(days=30)}
    publish_passage(code=CODE, wording=NEW | unsure, by=redacteur)
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
        assert printed() == 2


# A place, an end, and who wrote it.


def test_add_passage_of_the_country_stands_between_its_neighbours(redacteur):
    made = [add_passage(na="h2_2.riec", wording=NEW | {"titel": "Sport & zorg"}, by=redacteur) for _ in range(5)]
    assert [passage.code for passage in made[:2]] == ["h2_2.sport_zorg", "h2_2.sport_zorg_2"]
    before = Passage.objects.get(code="h2_2.riec").volgorde
    after = min(
        Passage.objects.filter(onderdeel="h2_2", volgorde__gt=before)
        .exclude(pk__in=[row.pk for row in made])
        .values_list("volgorde", flat=True)
    )
    places = [passage.volgorde for passage in made]
    assert places == sorted(places, reverse=True)  # each straight behind the same one
    assert len(set(places)) == 5
    assert before < min(places)
    assert max(places) < after


def test_add_passage_may_come_first_in_a_part(redacteur):
    made = add_passage(na="h3:", wording=NEW, by=redacteur)
    assert (made.onderdeel, made.code) == ("h3", "h3.doel_2")
    assert made.volgorde < Passage.objects.get(code=CODE).volgorde


@pytest.mark.parametrize("na", ["h9.niets", "h9:", ""])
def test_add_passage_refuses_a_place_that_is_none(redacteur, na):
    with pytest.raises(SjabloonFout, match="Kies opnieuw een plaats"):
        add_passage(na=na, wording=NEW, by=redacteur)


def test_publish_passage_moves_a_text_to_another_part_and_keeps_its_code(redacteur, stadskanaal):
    same = {name: getattr(Passage.objects.get(code=CODE), name) for name in ("titel", "tekst", "bron", "bron_url")}
    publish_passage(code=CODE, wording=NEW | same, by=redacteur, na="evaluatie:")
    found = Passage.objects.for_gemeente(stadskanaal).get(code=CODE)
    assert (found.versie, found.onderdeel) == (2, "evaluatie")


def test_a_regional_text_goes_along_with_the_landelijke_that_it_replaces(redacteur, stadskanaal):
    code = "h2_2.zorgcoordinator"
    regional = Passage.objects.filter(code=code, laag="regionaal").latest("versie")
    publish_passage(code=code, wording=NEW | {"titel": "Zorg"}, by=redacteur, na="evaluatie:")
    found = first_by_rank(Passage.objects.for_gemeente(stadskanaal))[code]
    assert (found, found.onderdeel) == (regional, "evaluatie")


def test_withdraw_passage_of_the_country_takes_it_out_of_plans(redacteur, tweede, stadskanaal):
    new = withdraw_passage(
        code=CODE, based_on=1, by=tweede, schrijver=redacteur.pk, reden="Dubbel.", vervangen_door="evaluatie.vragen"
    )
    assert (new.versie, new.ingetrokken, new.reden, new.vervangen_door) == (2, True, "Dubbel.", "evaluatie.vragen")
    assert not Passage.objects.for_gemeente(stadskanaal).filter(code=CODE).exists()
    with pytest.raises(PassageChanged):
        withdraw_passage(code=CODE, based_on=2, by=tweede)
    publish_passage(code=CODE, wording=NEW, by=redacteur)
    assert Passage.objects.for_gemeente(stadskanaal).get(code=CODE).versie == 3


def test_a_withdrawal_stands_in_no_plans(redacteur, tweede):
    withdraw_passage(code=CODE, based_on=1, by=tweede, reden="Dubbel.", schrijver=redacteur.pk)
    ended, former = history(tekst_of(CODE, None))
    assert (ended.gebruik, former.gebruik) == ("", "minder dan tien concepten, minder dan tien vastgestelde plannen")


def test_withdraw_passage_from_a_day_to_come_leaves_the_text_until_then(redacteur, stadskanaal):
    day = timezone.localdate() + timedelta(days=10)
    withdraw_passage(code=CODE, based_on=1, by=redacteur, geldig_vanaf=day)
    assert printed() == 1
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        assert not Passage.objects.current().filter(code=CODE).exists()


def test_postgresql_refuses_a_landelijke_text_that_its_writer_published(redacteur, ketenregisseur, groningen):
    with pytest.raises(IntegrityError, match="passage_read_by_another"), transaction.atomic():
        publish_passage(code=CODE, wording=NEW, by=redacteur, schrijver=redacteur.pk)
    made = publish_passage(code=CODE, wording=NEW, by=ketenregisseur, regio=groningen, schrijver=ketenregisseur.pk)
    assert made.written_by == made.published_by
