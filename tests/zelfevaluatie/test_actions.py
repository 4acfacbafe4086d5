import pytest
from django.db import IntegrityError, transaction

from kader.models import KaderVersie
from zelfevaluatie.actions import open_zelfevaluatie
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Onderbouwing, Zelfevaluatie


@pytest.fixture
def antwoord(zelfevaluatie):
    return Antwoord.objects.get(bouwsteen__code="BB-P1-1")


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


@pytest.mark.parametrize("values", [{}, {"url": "https://example.org", "bestand": b"x"}])
def test_onderbouwing_is_a_link_or_a_file(antwoord, values):
    with pytest.raises(IntegrityError, match="onderbouwing_link_or_file"), transaction.atomic():
        Onderbouwing.objects.create(antwoord=antwoord, titel="x", **values)
