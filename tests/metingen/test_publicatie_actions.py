import pytest
from django.db import DatabaseError, connection, transaction

from metingen.counting import earlier_of, leden_of
from metingen.models import Groepscijfer, Meetronde, Publicatie, Publicatielid, Toezegging
from metingen.publicatie_actions import (
    PublicatieFout,
    make_groepscijfers,
    propose,
    publish_groepscijfers,
)
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.builders.rounds import close, make_closed_round, make_gemeenten, make_round, submit, withdraw


@pytest.fixture
def meetronde(db):
    return make_closed_round()


def groups(publicatie):
    return {(c.soort, c.groep, c.n) for c in publicatie.groepscijfers.all()}


def count(publicatie, soort, groep, onderwerp, waarde):
    cijfer = publicatie.groepscijfers.get(soort=soort, groep=groep, onderwerp=onderwerp, waarde=waarde)
    return cijfer.aantal, cijfer.aandeel


def test_publish_groepscijfers_freezes_what_was_counted(meetronde):
    publicatie = publish_groepscijfers(meetronde=meetronde, by=None)
    assert groups(publicatie) == {
        ("land", "", 45),
        ("grootteklasse", "tot_20", 45),
        ("veiligheidsregio", "VR01", 45),
        ("provincie", "PV20", 30),
        ("provincie", "PV21", 15),
    }
    assert count(publicatie, "provincie", "PV20", "BB-P1-1", "geregeld") == (10, "")
    assert count(publicatie, "provincie", "PV21", "BB-P1-1", "bezig") == (None, "de meeste")
    assert count(publicatie, "land", "", "begroting", "ja") == (None, "de meeste")
    assert (publicatie.leden.count(), publicatie.published_at is None) == (45, False)


def test_publish_groepscijfers_twice_gives_the_same_one(meetronde):
    first = publish_groepscijfers(meetronde=meetronde, by=None)
    second = publish_groepscijfers(meetronde=meetronde, by=None)
    assert (first.pk, first.published_at, Publicatie.objects.count()) == (second.pk, second.published_at, 1)


def test_publish_groepscijfers_after_a_withdrawal_leaves_out_the_groups_that_it_was_in(meetronde):
    first = publish_groepscijfers(meetronde=meetronde, by=None)
    withdraw(meetronde, 1)
    assert {group[1] for group in propose(meetronde).lost} == {"", "tot_20", "VR01", "PV20"}
    second = publish_groepscijfers(meetronde=meetronde, by=None)
    assert (second.nummer, second.leden.count(), groups(second)) == (2, 44, {("provincie", "PV21", 15)})
    assert groups(first) != set()


def test_publicatie_keeps_itself_in_which_groups_each_was(meetronde):
    """Of an Indiening that was withdrawn a month ago, the columns are empty."""
    leden = leden_of(meetronde)
    earlier = earlier_of(publish_groepscijfers(meetronde=meetronde, by=None))
    assert {(lid.indiening, lid.groups) for lid in earlier.leden} == {(lid.indiening, lid.groups) for lid in leden}
    assert ("provincie", "PV20") in earlier.shown


def test_publish_groepscijfers_of_an_open_round_is_refused(db):
    meetronde = make_round()
    for gemeente in make_gemeenten(10):
        submit(meetronde, gemeente)
    with pytest.raises(PublicatieFout, match="gesloten"):
        publish_groepscijfers(meetronde=meetronde, by=None)
    assert Publicatie.objects.count() == 0


def test_publish_groepscijfers_of_nine_gemeenten_is_refused(db):
    meetronde = make_round()
    for gemeente in make_gemeenten(9):
        submit(meetronde, gemeente)
    close(meetronde)
    with pytest.raises(PublicatieFout, match="ten minste tien"):
        publish_groepscijfers(meetronde=meetronde, by=None)
    assert (make_groepscijfers(meetronde=meetronde, by=None), Groepscijfer.objects.count()) == (None, 0)


def test_groepscijfers_count_who_shared_with_nobody_too(db):
    meetronde = make_round()
    for gemeente in make_gemeenten(10):
        submit(meetronde, gemeente, organisaties=())
    close(meetronde)
    assert ("land", "", 10) in groups(publish_groepscijfers(meetronde=meetronde, by=None))


def test_making_costs_the_same_queries_for_ten_and_for_forty_five(meetronde, django_assert_num_queries):
    small = make_round(titel="Klein")
    for gemeente in make_gemeenten(10, first=700):
        submit(small, gemeente)
    close(small)
    for each in (small, meetronde):
        with django_assert_num_queries(14):
            make_groepscijfers(meetronde=each, by=None)


# The role of a gemeente.


@pytest.mark.parametrize("model", [Groepscijfer, Publicatie, Publicatielid, Meetronde])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id", "INSERT INTO {} DEFAULT VALUES"])
def test_tenant_cannot_write_what_is_published(voorbeeldstad, model, statement):
    with in_gemeente(voorbeeldstad), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(statement.format(model._meta.db_table))


def test_tenant_reads_figures_and_not_who_was_counted(meetronde, voorbeeldstad):
    publish_groepscijfers(meetronde=meetronde, by=None)
    with in_gemeente(voorbeeldstad):
        assert Groepscijfer.objects.filter(soort="land", onderwerp="BB-P1-1").count() == 6
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Publicatielid.objects.count()


def test_tenant_sees_and_makes_no_promise_of_another(meetronde, voorbeeldstad):
    """Two gemeenten: Stadskanaal's own is not seen at Voorbeeldstad, and cannot be made there."""
    other = Gemeente.objects.get(slug="stadskanaal")
    Toezegging.objects.create(meetronde=meetronde, gemeente=other)
    with in_gemeente(voorbeeldstad):
        assert Toezegging.objects.count() == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Toezegging.objects.create(meetronde=meetronde, gemeente=other)
