"""Saving on top of a version, on the answer to a bouwsteen: what is written, merged, kept and told."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from saving.rows import Deleted, Saved, save_row
from tenants.context import in_gemeente
from tenants.rows import OtherSchema
from zelfevaluatie.models import Antwoord, AntwoordRevision

CODE = "BB-P1-1"


@pytest.fixture
def antwoord(zelfevaluatie):
    return Antwoord.objects.get(bouwsteen__code=CODE)


def save(antwoord, by, version=0, **values) -> Saved:
    """As a browser that shows `version` does."""
    return save_row(row=Antwoord.objects.get(pk=antwoord.pk), values=values, version=version, by=by)


def revisions():
    return [(r.version, r.accepted, r.data["plan_zin"], r.created_by) for r in AntwoordRevision.objects.all()]


def test_save_writes_the_row_and_its_revision(antwoord, bewerker):
    saved = save(antwoord, bewerker, status="deels", plan_zin="Wij werken samen.")
    antwoord.refresh_from_db()
    assert (antwoord.status, antwoord.plan_zin, antwoord.version, antwoord.updated_by) == (
        "deels",
        "Wij werken samen.",
        1,
        bewerker.pk,
    )
    assert (saved.changed, saved.row.version, saved.row.updated_at) == (True, 1, antwoord.updated_at)
    assert revisions() == [(1, True, "Wij werken samen.", bewerker.pk)]


def test_save_keeps_every_kind_of_field_as_it_was_sent(antwoord, bewerker):
    values = {
        "deelcriteria": ["BB-P1-1.a"],
        "organisatieniveau": ["zelf", "regio"],
        "streefdoel_datum": "2027-01-31",
        "zo_houden": True,
        "toelichting": "Eén ‘aanhaling’; DROP TABLE x -- %s",
    }
    save(antwoord, bewerker, **values)
    antwoord.refresh_from_db()
    assert {name: antwoord.data()[name] for name in values} == values
    assert AntwoordRevision.objects.get().data == antwoord.data()


def test_save_leaves_other_rows_alone(antwoord, bewerker):
    save(antwoord, bewerker, status="deels")
    assert Antwoord.objects.exclude(pk=antwoord.pk).exclude(status="", version=0).count() == 0


def test_save_without_a_change_writes_nothing(antwoord, bewerker, django_assert_num_queries):
    row = Antwoord.objects.get(pk=antwoord.pk)
    with django_assert_num_queries(0):
        saved = save_row(row=row, values={"status": ""}, version=0, by=bewerker)
    assert (saved.changed, revisions()) == (False, [])


def test_save_costs_one_statement(antwoord, bewerker, django_assert_num_queries):
    with django_assert_num_queries(1):
        save_row(row=antwoord, values={"status": "deels"}, version=0, by=bewerker)


def test_fields_that_only_one_touched_are_merged(antwoord, bewerker, beheerder):
    save(antwoord, beheerder, status="geregeld", plan_zin="Van de eerste.")
    saved = save(antwoord, bewerker, status="", plan_zin="", toelichting="Van de tweede.")
    antwoord.refresh_from_db()
    assert (antwoord.status, antwoord.plan_zin, antwoord.toelichting, antwoord.version) == (
        "geregeld",
        "Van de eerste.",
        "Van de tweede.",
        2,
    )
    assert (saved.theirs, saved.conflicts) == (("status", "plan_zin"), ())
    assert saved.by == {"status": beheerder.pk, "plan_zin": beheerder.pk}


def test_a_field_that_was_not_sent_is_left_and_not_told(antwoord, bewerker, beheerder):
    save(antwoord, beheerder, plan_zin="Van de eerste.")
    saved = save(antwoord, bewerker, toelichting="Van de tweede.")
    antwoord.refresh_from_db()
    assert (antwoord.plan_zin, antwoord.toelichting, saved.theirs) == ("Van de eerste.", "Van de tweede.", ())


def test_a_field_that_both_wrote_is_a_conflict_and_the_rest_is_saved(antwoord, bewerker, beheerder):
    save(antwoord, beheerder, plan_zin="Van de eerste.")
    saved = save(antwoord, bewerker, plan_zin="Van de tweede.", trekker="Zorg")
    antwoord.refresh_from_db()
    assert (antwoord.plan_zin, antwoord.trekker) == ("Van de eerste.", "Zorg")
    assert (saved.conflicts, saved.theirs, saved.by) == ((("plan_zin",),), (), {"plan_zin": beheerder.pk})
    assert revisions() == [
        (2, False, "Van de tweede.", bewerker.pk),
        (2, True, "Van de eerste.", bewerker.pk),
        (1, True, "Van de eerste.", beheerder.pk),
    ]


def test_status_and_reason_are_one_choice(antwoord, bewerker, beheerder):
    save(antwoord, beheerder, status="nvt", nvt_reden="Past niet.")
    saved = save(antwoord, bewerker, status="deels", nvt_reden="")
    assert saved.conflicts == (("status", "nvt_reden"),)


def test_ticks_of_two_people_are_all_kept(antwoord, bewerker, beheerder):
    save(antwoord, beheerder, deelcriteria=["BB-P1-1.a"])
    saved = save(antwoord, bewerker, deelcriteria=["BB-P1-1.b"])
    antwoord.refresh_from_db()
    assert (sorted(antwoord.deelcriteria), saved.conflicts) == (["BB-P1-1.a", "BB-P1-1.b"], ())


def test_a_conflict_stays_one_until_somebody_chooses(antwoord, bewerker, beheerder):
    save(antwoord, beheerder, plan_zin="Van de eerste.")
    row = save(antwoord, bewerker, plan_zin="Van de tweede.", trekker="Zorg").row
    again = save_row(
        row=row, values={"plan_zin": "Van de tweede, verder."}, version=2, bases={"plan_zin": 0}, by=bewerker
    )
    assert (again.conflicts, again.by) == ((("plan_zin",),), {"plan_zin": beheerder.pk})
    chosen = save_row(row=row, values={"plan_zin": "Van de tweede, verder."}, version=2, by=bewerker)
    antwoord.refresh_from_db()
    assert (chosen.conflicts, antwoord.plan_zin) == ((), "Van de tweede, verder.")


def test_a_text_that_is_left_to_the_colleague_stays_hers(antwoord, bewerker, beheerder):
    save(antwoord, beheerder, plan_zin="Van de eerste.")
    saved = save_row(
        row=Antwoord.objects.get(pk=antwoord.pk),
        values={"plan_zin": "Van de tweede.", "trekker": "Zorg"},
        version=1,
        kept=["plan_zin"],
        by=bewerker,
    )
    antwoord.refresh_from_db()
    assert (antwoord.plan_zin, antwoord.trekker, saved.theirs) == ("Van de eerste.", "Zorg", ("plan_zin",))


@pytest.mark.parametrize("version", [7, 2**31 - 1])
def test_a_version_that_never_was_overwrites_nothing(antwoord, bewerker, beheerder, version):
    save(antwoord, beheerder, plan_zin="Van de eerste.")
    saved = save(antwoord, bewerker, version=version, plan_zin="Van de tweede.")
    antwoord.refresh_from_db()
    assert (antwoord.plan_zin, saved.conflicts, saved.by) == ("Van de eerste.", (("plan_zin",),), {})


def test_each_field_is_told_of_who_changed_it_last(antwoord, bewerker, beheerder, buitenstaander):
    save(antwoord, beheerder, plan_zin="Eén.", trekker="A")
    save(antwoord, buitenstaander, version=1, trekker="B")
    saved = save(antwoord, bewerker, plan_zin="", trekker="", toelichting="Drie.")
    assert saved.by == {"plan_zin": beheerder.pk, "trekker": buitenstaander.pk}


def test_a_row_that_was_deleted_keeps_the_text_as_a_revision(antwoord, bewerker):
    row = Antwoord.objects.get(pk=antwoord.pk)
    antwoord.delete()
    with pytest.raises(Deleted):
        save_row(row=row, values={"plan_zin": "Getypt."}, version=0, by=bewerker)
    assert revisions() == [(0, False, "Getypt.", bewerker.pk)]


def test_save_that_fails_leaves_no_revision(antwoord, bewerker):
    with pytest.raises(IntegrityError, match="antwoord_nvt_has_reason"), transaction.atomic():
        save(antwoord, bewerker, status="nvt")
    assert revisions() == []


def test_a_row_of_one_gemeente_is_not_written_in_another(antwoord, bewerker, voorbeeldstad):
    row = Antwoord.objects.get(pk=antwoord.pk)
    with in_gemeente(voorbeeldstad), pytest.raises(OtherSchema):
        save_row(row=row, values={"status": "deels"}, version=0, by=bewerker)


def test_history_of_another_row_is_not_taken_for_that_of_this_one(antwoord, bewerker, beheerder):
    AntwoordRevision.objects.create(kind="antwoord", row=uuid.uuid4(), version=1, data={"plan_zin": "Vreemd."})
    save(antwoord, beheerder, plan_zin="Van de eerste.")
    assert save(antwoord, bewerker, plan_zin="Van de tweede.").conflicts == (("plan_zin",),)


def test_what_was_changed_without_a_revision_is_never_written_over(antwoord, bewerker):
    """As wiping does: what the page still holds must not come back by itself."""
    save(antwoord, bewerker, plan_zin="Met een naam.")
    Antwoord.objects.filter(pk=antwoord.pk).update(plan_zin="[gewist]", version=2)
    saved = save(antwoord, bewerker, version=1, plan_zin="Met een naam.", trekker="Zorg")
    antwoord.refresh_from_db()
    assert (antwoord.plan_zin, saved.conflicts) == ("[gewist]", (("plan_zin",), ("trekker",)))
