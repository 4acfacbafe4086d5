import pytest
from django.db import ProgrammingError, transaction

from kader.actions import use_version
from kader.models import Kadergebruik, KaderVersie
from kader.queries import newest_version, version_of
from tenants.context import in_gemeente
from tests.builders.kader import load_next


def test_newest_version_is_the_newest_that_is_published(db):
    load_next(published=False)
    before = newest_version().versie
    load_next()
    assert (before, newest_version().versie) == ("2021-02", "2027-01")


def test_version_of_stays_when_a_next_one_is_published(zelfevaluatie, gemeente):
    load_next()
    assert version_of(gemeente) == zelfevaluatie.kaderversie


def test_version_of_who_did_not_begin_is_the_newest(gemeente):
    kader = load_next()
    Kadergebruik.objects.all().update(kaderversie=kader)
    assert version_of(gemeente) == kader


def test_version_of_each_gemeente_is_its_own(stadskanaal, voorbeeldstad):
    old, new = newest_version(), load_next()
    with in_gemeente(stadskanaal):
        use_version(gemeente=stadskanaal, kaderversie=new)
    assert [version_of(gemeente) for gemeente in (stadskanaal, voorbeeldstad)] == [new, old]


def test_use_version_of_another_gemeente_is_refused_by_the_database(gemeente, voorbeeldstad):
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        use_version(gemeente=voorbeeldstad, kaderversie=newest_version())
    assert list(Kadergebruik.objects.values_list("gemeente", flat=True)) == [gemeente.pk]


def test_tenant_may_not_publish(gemeente):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        KaderVersie.objects.update(published_at=None)
