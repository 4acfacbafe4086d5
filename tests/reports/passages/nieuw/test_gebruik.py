"""In how many plans a landelijke text stands: rounded sums, from which nobody can tell whose plans they are."""

from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction

from jobs.retention import enforce_all
from reports.passages.actions import save_passage
from reports.passages.nieuw import gebruik
from reports.passages.nieuw.gebruik import Soort, count_gebruik, keep, used_by
from sjablonen.models import Passage, Tekstgebruik
from tenants.models import Gemeente
from tests.pages import shown
from tests.reports.conftest import as_platform
from tests.reports.passages.nieuw.changed import adopt, published
from tests.reports.passages.texts import CODE, STANDARD


def where(gemeente, code=CODE):
    return {(soort, versie) for soort, found, versie in used_by(gemeente) if found == code}


def test_used_by_tells_the_concept_from_the_adopted_plan(filled, gemeente, bewerker):
    assert where(gemeente) == {(Soort.CONCEPT, 2)}
    adopt(filled, gemeente, bewerker)
    published()
    assert where(gemeente) == {(Soort.CONCEPT, 3), (Soort.VASTGESTELD, 2)}


def test_used_by_counts_no_own_text_and_nothing_that_is_not_printed(filled, gemeente, bewerker):
    save_passage(zelfevaluatie=filled, code=CODE, tekst="Ons doel.", standard=STANDARD, version=0, by=bewerker)
    assert where(gemeente) == set()
    assert where(gemeente, "h1.groningen") == set()  # of the regio


@pytest.mark.parametrize(("aantal", "kept"), [(9, []), (10, [10]), (12, [10]), (13, [15]), (61, [60]), (342, [340])])
def test_keep_rounds_to_five_and_keeps_nothing_under_ten(db, aantal, kept):
    keep(Counter({(Soort.CONCEPT, CODE, 2): aantal}))
    assert list(Tekstgebruik.objects.values_list("aantal", flat=True)) == kept


def test_keep_takes_the_place_of_the_former_count(db):
    keep(Counter({(Soort.CONCEPT, CODE, 2): 40}))
    keep(Counter({(Soort.VASTGESTELD, CODE, 2): 20, (Soort.CONCEPT, "h1.weg", 1): 30}))
    assert list(Tekstgebruik.objects.values_list("soort", "aantal")) == [("vastgesteld", 20)]


def test_postgresql_refuses_a_small_number(db):
    passage = Passage.objects.get(code=CODE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tekstgebruik.objects.create(passage=passage, soort="concept", aantal=9)


def test_count_gebruik_asks_each_gemeente_in_its_own_schema_and_no_example(db, monkeypatch):
    asked = []
    monkeypatch.setattr(
        gebruik, "used_by", lambda gemeente: asked.append((gemeente.slug, connection.schema_name)) or []
    )
    Gemeente.objects.filter(slug="stadskanaal").update(herkomst="")
    count_gebruik()
    assert asked == [("stadskanaal", "gm0037")]


def test_the_night_counts_what_enough_plans_print(db, monkeypatch):
    monkeypatch.setattr(Tekstgebruik, "MINIMUM", 1)
    monkeypatch.setattr(gebruik, "rounded", lambda aantal: aantal + 9)
    Gemeente.objects.filter(slug__in=["stadskanaal", "voorbeeldstad"]).update(herkomst="")
    enforce_all()
    assert Tekstgebruik.objects.get(passage__code="h3.doel", soort="concept").aantal == 11


def test_a_redacteur_sees_about_how_many_plans_have_each_version(client_for, redacteur):
    keep(Counter({(Soort.CONCEPT, "h3.doel", 1): 61}))
    client = client_for(redacteur, gemeente=None)
    page = shown(client.get("/redactie/h3.doel/"))
    assert "ongeveer 60 concepten, minder dan tien vastgestelde plannen" in page


def test_a_gemeente_cannot_read_the_count(gemeente):
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        list(Tekstgebruik.objects.all())
    with as_platform():
        assert list(Tekstgebruik.objects.all()) == []
