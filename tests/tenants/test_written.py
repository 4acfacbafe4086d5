import threading
import uuid
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import Count, QuerySet

from aanpak.models import Actie
from kader.models import Bouwsteen
from logboek.models import Gebeurtenis
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tenants.rows import OtherSchema
from tenants.written import EVERY, insert, written


@pytest.fixture(autouse=True)
def queries_of_these_tests_alone():
    """A worker that warms up would write them too."""
    ours = EVERY[:]
    yield
    EVERY[:] = ours


@pytest.fixture
def acties(stadskanaal, voorbeeldstad):
    """One with the same words in each of two gemeenten."""
    found = {}
    for gemeente in (stadskanaal, voorbeeldstad):
        with in_gemeente(gemeente):
            found[gemeente.slug] = Actie.objects.create(wat=f"Actie van {gemeente.naam}", ambitie=1, trekker="Zorg")
    return found


def make():
    @written
    def of_trekker(trekker: Any) -> QuerySet[Actie]:
        return Actie.objects.filter(trekker=trekker).select_related("bouwsteen__thema").order_by("wat")

    return of_trekker


def fields(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_written_gives_the_rows_that_django_gives(gemeente, acties):
    bouwsteen = Bouwsteen.objects.get(code="BB-P1-1")
    Actie.objects.create(wat="Nog een", ambitie=2, trekker="Zorg", bouwsteen=bouwsteen)
    asked, theirs = make()("Zorg"), list(Actie.objects.filter(trekker="Zorg").order_by("wat"))
    assert [fields(row) for row in asked] == [fields(row) for row in theirs]
    assert [row.bouwsteen and row.bouwsteen.thema.code for row in asked] == [None, "BB"]
    assert (asked, asked[0]._state.db, asked[0]._state.adding) == (theirs, "default", False)


def test_written_asks_each_time_with_what_is_given(gemeente, acties):
    of_trekker = make()
    assert [[row.trekker for row in of_trekker(each)] for each in ("Zorg", "Niemand", "Zorg", "' OR true --")] == [
        ["Zorg"],
        [],
        ["Zorg"],
        [],
    ]


def test_written_reads_the_gemeente_we_work_for(stadskanaal, voorbeeldstad, acties):
    of_trekker = make()
    for gemeente in (stadskanaal, voorbeeldstad, stadskanaal):
        with in_gemeente(gemeente):
            assert of_trekker("Zorg") == [acties[gemeente.slug]]


def test_rows_of_a_written_query_are_refused_elsewhere(stadskanaal, voorbeeldstad, acties):
    with in_gemeente(stadskanaal):
        (row,) = make()("Zorg")
    with in_gemeente(voorbeeldstad), pytest.raises(OtherSchema):
        row.save()


def test_written_is_one_query_and_built_once(gemeente, acties, django_assert_num_queries):
    built = []

    @written
    def all_of_them() -> QuerySet[Actie]:
        built.append(1)
        return Actie.objects.all()

    with django_assert_num_queries(3):
        assert [len(all_of_them()) for _ in range(3)] == [1, 1, 1]
    assert built == [1]


def test_written_gives_values_annotations_and_the_first(gemeente):
    @written
    def pairs(plateau: Any) -> QuerySet[Bouwsteen, Any]:
        return Bouwsteen.objects.filter(plateau=plateau).values_list("code", "plateau").order_by("volgorde")[:1]

    @written
    def counted(code: Any) -> QuerySet[Bouwsteen]:
        return Bouwsteen.objects.filter(code=code).annotate(parts=Count("deelcriteria"))

    own = Bouwsteen.objects.get(code="BB-P1-1").deelcriteria.count()
    assert (pairs(2), counted("BB-P1-1")[0].parts) == ([("SV-P2-1", 2)], own)


def test_written_leaves_out_what_is_deferred(gemeente, django_assert_num_queries):
    @written
    def short() -> QuerySet[Bouwsteen]:
        return Bouwsteen.objects.order_by("volgorde").defer("tekst")[:1]

    (row,) = short()
    assert (row.get_deferred_fields(), row.tekst != "") == ({"tekst"}, True)


def test_written_works_on_the_connection_of_its_own_thread(django_db_setup, django_db_blocker):
    @written
    def gemeenten(slug: Any) -> QuerySet[Gemeente]:
        return Gemeente.objects.filter(slug=slug)

    found = []

    def ask():
        with django_db_blocker.unblock():
            connection.set_schema_to_public()
            found.extend(gemeenten("stadskanaal"))
            connections.close_all()

    for _ in range(2):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert [row.slug for row in found] == ["stadskanaal", "stadskanaal"]


def test_written_refuses_what_takes_more_than_one_query(gemeente):
    @written
    def with_parts() -> QuerySet[Bouwsteen]:
        return Bouwsteen.objects.prefetch_related("deelcriteria")

    with pytest.raises(AssertionError):
        with_parts()


def gebeurtenis():
    return Gebeurtenis(
        created_by=uuid.uuid4(), action="zelfevaluatie:x", object="50% af", status=200, reference="AB-CD"
    )


def test_an_inserted_row_is_the_one_that_was_made(gemeente, django_assert_num_queries):
    row = gebeurtenis()
    with django_assert_num_queries(1):
        insert(row)
    (found,) = Gebeurtenis.objects.all()
    names = [field.attname for field in Gebeurtenis._meta.concrete_fields]
    assert [getattr(found, name) for name in names] == [getattr(row, name) for name in names]
    assert (found.created_at is None, row._state.adding) == (False, False)


def test_a_row_of_one_gemeente_is_not_inserted_for_another(stadskanaal, voorbeeldstad):
    with in_gemeente(stadskanaal):
        row = gebeurtenis()
    with in_gemeente(voorbeeldstad), pytest.raises(OtherSchema):
        insert(row)
