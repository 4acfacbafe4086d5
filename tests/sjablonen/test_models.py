from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sjablonen.models import Passage
from tenants.models import Gemeente, Indeling, Regio

GRONINGEN = {"h1.groningen", "h2_2.zorgcoordinator", "h2_2.ketenregisseur"}


def regional(gemeente):
    return set(Passage.objects.for_gemeente(gemeente).filter(laag="regionaal").values_list("code", flat=True))


def copy(code, **changes):
    """The same passage again, with `changes`."""
    passage = Passage.objects.filter(code=code).order_by("laag").last()
    for name, value in changes.items():
        setattr(passage, name, value)
    passage.pk = None
    passage._state.adding = True
    passage.save()
    return passage


@pytest.fixture
def aalten(db):
    """In Gelderland, which has no passages of its own."""
    return Gemeente.objects.get(slug="aalten")


def test_current_is_landelijk_only(db):
    assert set(Passage.objects.current().values_list("laag", flat=True)) == {"landelijk"}


def test_for_gemeente_gives_groningen_to_that_province_alone(stadskanaal, aalten):
    assert (regional(stadskanaal), regional(aalten)) == (GRONINGEN, set())
    provincie = Regio.objects.get(soort="provincie", code="PV20")
    inside = [gemeente for gemeente in Gemeente.objects.all() if regional(gemeente)]
    assert {gemeente.pk for gemeente in inside} == set(provincie.gemeenten.values_list("pk", flat=True))


def test_for_gemeente_without_a_regional_text_is_current(aalten):
    texts = [list(found.values_list("code", "versie", "laag")) for found in (
        Passage.objects.for_gemeente(aalten).order_by("code"), Passage.objects.current().order_by("code")
    )]  # fmt: skip
    assert texts[0] == texts[1]


def test_for_gemeente_has_every_code_once_per_layer(stadskanaal):
    found = list(Passage.objects.for_gemeente(stadskanaal))
    landelijk = set(Passage.objects.current().values_list("code", flat=True))
    assert sorted((passage.code, passage.laag) for passage in found) == sorted(
        {(code, "landelijk") for code in landelijk} | {(code, "regionaal") for code in GRONINGEN}
    )


def test_for_gemeente_takes_the_newest_version_of_the_regio(stadskanaal):
    copy("h2_2.zorgcoordinator", versie=3, tekst="Nieuw.")
    found = Passage.objects.for_gemeente(stadskanaal).get(code="h2_2.zorgcoordinator", laag="regionaal")
    assert (found.versie, found.tekst) == (3, "Nieuw.")


def test_for_gemeente_leaves_the_landelijke_while_the_regional_is_to_be_checked(stadskanaal):
    Passage.objects.filter(code="h2_2.zorgcoordinator", laag="regionaal").update(zekerheid="controleren")
    assert Passage.objects.for_gemeente(stadskanaal).get(code="h2_2.zorgcoordinator").laag == "landelijk"


@pytest.mark.parametrize(
    ("field", "days", "belongs"),
    [("valid_until", -1, False), ("valid_until", 0, True), ("valid_from", 1, False), ("valid_from", 0, True)],
)
def test_for_gemeente_knows_only_the_regios_of_today(stadskanaal, field, days, belongs):
    rows = Indeling.objects.filter(gemeente=stadskanaal, regio__soort="provincie")
    rows.update(**{"valid_from": None, "valid_until": None} | {field: timezone.localdate() + timedelta(days=days)})
    assert bool(regional(stadskanaal)) is belongs


def test_for_gemeente_is_one_query_and_open_to_the_role_of_the_gemeente(gemeente, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(list(Passage.objects.for_gemeente(gemeente))) > len(GRONINGEN)


def test_for_gemeente_without_what_its_regio_withdrew_has_the_landelijke(stadskanaal):
    copy("h2_2.zorgcoordinator", versie=3, ingetrokken=True)
    assert Passage.objects.for_gemeente(stadskanaal).get(code="h2_2.zorgcoordinator").laag == "landelijk"


def test_for_gemeente_has_what_its_regio_took_up_again(stadskanaal):
    copy("h2_2.zorgcoordinator", versie=3, ingetrokken=True)
    copy("h2_2.zorgcoordinator", versie=4, ingetrokken=False)
    assert regional(stadskanaal) == GRONINGEN


def test_a_text_that_is_still_to_be_checked_is_not_withdrawn(db):
    with pytest.raises(IntegrityError, match="passage_ingetrokken_is_zeker"), transaction.atomic():
        copy("h3.doel", versie=2, ingetrokken=True, zekerheid="controleren")


def test_for_gemeente_has_nothing_of_what_the_country_withdrew_and_its_regio_did_not_write(stadskanaal, aalten):
    copy("h2_2.zorgcoordinator", versie=9, ingetrokken=True, laag="landelijk", regio=None)
    found = [set(Passage.objects.for_gemeente(each).values_list("code", flat=True)) for each in (stadskanaal, aalten)]
    assert ["h2_2.zorgcoordinator" in codes for codes in found] == [True, False]
    standing = Passage.objects.standing_for(aalten).get(code="h2_2.zorgcoordinator")
    assert standing.ingetrokken


@pytest.mark.parametrize(("days", "old"), [(365, False), (366, True)])
def test_is_old_after_a_year(days, old):
    assert Passage(gecontroleerd_op=timezone.localdate() - timedelta(days=days)).is_old is old
