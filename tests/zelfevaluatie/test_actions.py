import pytest
from django.db import IntegrityError, transaction

from kader.models import KaderVersie
from zelfevaluatie.actions import VersionConflict, open_zelfevaluatie, save_antwoord, save_overleggen
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, AntwoordRevision, Onderbouwing, Zelfevaluatie

CODE = "BB-P1-1"


@pytest.fixture
def antwoord(zelfevaluatie):
    return Antwoord.objects.get(bouwsteen__code=CODE)


def save(antwoord, by, **values):
    """As a browser that shows version 1 does."""
    mine = Antwoord.objects.get(pk=antwoord.pk)
    for name, value in values.items():
        setattr(mine, name, value)
    save_antwoord(antwoord=mine, code=CODE, version=1, by=by)
    return mine


def revisions():
    return [(r.version, r.accepted, r.data["plan_zin"], r.created_by) for r in AntwoordRevision.objects.all()]


def test_open_zelfevaluatie_gives_every_bouwsteen_and_question_an_empty_answer(zelfevaluatie):
    counts = (Antwoord.objects.filter(status="").count(), AanvullendAntwoord.objects.filter(status="").count())
    assert counts == (23, 10)


def test_open_zelfevaluatie_again_returns_the_same(zelfevaluatie):
    again = open_zelfevaluatie(kaderversie=KaderVersie.objects.latest(), jaar=zelfevaluatie.jaar)
    assert (again, Antwoord.objects.count()) == (zelfevaluatie, 23)


def test_open_zelfevaluatie_refuses_a_second_open_one(zelfevaluatie):
    with pytest.raises(IntegrityError, match="zelfevaluatie_one_open"), transaction.atomic():
        open_zelfevaluatie(kaderversie=KaderVersie.objects.latest(), jaar=zelfevaluatie.jaar + 1)
    assert Zelfevaluatie.objects.count() == 1


def test_save_antwoord_writes_the_answer_and_its_revision(antwoord, bewerker):
    saved = save(antwoord, bewerker, status="deels", plan_zin="Wij werken samen.")
    antwoord.refresh_from_db()
    assert (antwoord.status, antwoord.plan_zin, antwoord.version, antwoord.updated_by) == (
        "deels",
        "Wij werken samen.",
        2,
        bewerker.pk,
    )
    assert (saved.version, saved.updated_at) == (2, antwoord.updated_at)
    assert revisions() == [(2, True, "Wij werken samen.", bewerker.pk)]


def test_save_antwoord_leaves_the_other_answers_alone(antwoord, bewerker):
    save(antwoord, bewerker, status="deels")
    assert Antwoord.objects.exclude(pk=antwoord.pk).exclude(status="", version=1).count() == 0


def test_save_antwoord_with_a_stale_version_keeps_both_texts(antwoord, bewerker, beheerder):
    save(antwoord, beheerder, plan_zin="Van de eerste.")
    with pytest.raises(VersionConflict) as caught:
        save(antwoord, bewerker, plan_zin="Van de tweede.")
    assert (caught.value.current.plan_zin, caught.value.current.updated_by) == ("Van de eerste.", beheerder.pk)
    assert revisions() == [(2, False, "Van de tweede.", bewerker.pk), (2, True, "Van de eerste.", beheerder.pk)]


def test_save_antwoord_that_fails_leaves_no_revision(antwoord, bewerker):
    with pytest.raises(IntegrityError, match="antwoord_nvt_has_reason"), transaction.atomic():
        save(antwoord, bewerker, status="nvt")
    assert revisions() == []


def test_save_antwoord_costs_one_statement(antwoord, bewerker, django_assert_num_queries):
    with django_assert_num_queries(1):
        save_antwoord(antwoord=antwoord, code=CODE, version=1, by=bewerker)


def test_save_overleggen_writes_both_counts(zelfevaluatie):
    assert save_overleggen(zelfevaluatie=zelfevaluatie, version=1, gezagsdriehoek=2, ambtelijk=None) is True
    zelfevaluatie.refresh_from_db()
    assert (zelfevaluatie.gezagsdriehoek, zelfevaluatie.ambtelijk, zelfevaluatie.version) == (2, None, 2)


def test_save_overleggen_with_a_stale_version_changes_nothing(zelfevaluatie):
    save_overleggen(zelfevaluatie=zelfevaluatie, version=1, gezagsdriehoek=2, ambtelijk=3)
    assert save_overleggen(zelfevaluatie=zelfevaluatie, version=1, gezagsdriehoek=9, ambtelijk=9) is False
    zelfevaluatie.refresh_from_db()
    assert zelfevaluatie.gezagsdriehoek == 2


@pytest.mark.parametrize("values", [{}, {"url": "https://example.org", "bestand": b"x"}])
def test_onderbouwing_is_a_link_or_a_file(antwoord, values):
    with pytest.raises(IntegrityError, match="onderbouwing_link_or_file"), transaction.atomic():
        Onderbouwing.objects.create(antwoord=antwoord, titel="x", **values)
