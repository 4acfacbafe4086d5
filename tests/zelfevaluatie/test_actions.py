import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from kader.models import KaderVersie
from tenants.context import in_gemeente
from zelfevaluatie.actions import add_vragen, open_zelfevaluatie
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Onderbouwing, Zelfevaluatie


@pytest.fixture
def antwoord(zelfevaluatie):
    return Antwoord.objects.get(bouwsteen__code="BB-P1-1")


def test_open_zelfevaluatie_gives_every_bouwsteen_and_question_an_empty_answer(zelfevaluatie):
    counts = (Antwoord.objects.filter(status="").count(), AanvullendAntwoord.objects.filter(status="").count())
    assert counts == (23, 11)


def test_open_zelfevaluatie_again_returns_the_same(zelfevaluatie):
    again = open_zelfevaluatie(kaderversie=KaderVersie.objects.latest(), jaar=zelfevaluatie.jaar)
    assert (again, Antwoord.objects.count()) == (zelfevaluatie, 23)


def test_open_zelfevaluatie_refuses_a_second_open_one(zelfevaluatie):
    with pytest.raises(IntegrityError, match="zelfevaluatie_one_open"), transaction.atomic():
        open_zelfevaluatie(kaderversie=KaderVersie.objects.latest(), jaar=zelfevaluatie.jaar + 1)
    assert Zelfevaluatie.objects.count() == 1


def forget(code):
    """As if the Kader got this question after the zelfevaluatie began."""
    AanvullendAntwoord.objects.filter(vraag__code=code).delete()


def test_add_vragen_gives_a_new_question_an_empty_answer_once(zelfevaluatie):
    AanvullendAntwoord.objects.filter(vraag__code="FI-1").update(status="geregeld")
    forget("WO-1")
    assert (add_vragen(), add_vragen()) == (1, 0)
    found = dict(zelfevaluatie.aanvullende_antwoorden.values_list("vraag__code", "status"))
    assert (len(found), found["WO-1"], found["FI-1"]) == (11, "", "geregeld")


def test_add_vragen_leaves_a_closed_year_alone(zelfevaluatie):
    forget("WO-1")
    Zelfevaluatie.objects.update(staat=Zelfevaluatie.Staat.GESLOTEN)
    assert (add_vragen(), AanvullendAntwoord.objects.count()) == (0, 10)


def test_add_vragen_without_a_zelfevaluatie_does_nothing(gemeente):
    assert add_vragen() == 0


def test_the_command_adds_for_every_gemeente(zelfevaluatie, voorbeeldstad, capsys):
    forget("WO-1")
    with in_gemeente(voorbeeldstad):
        open_zelfevaluatie(kaderversie=KaderVersie.objects.latest(), jaar=zelfevaluatie.jaar)
        forget("DA-1")
        forget("WO-1")
    for said in ("3 lege antwoorden toegevoegd.\n", "0 lege antwoorden toegevoegd.\n"):
        call_command("add_vragen")
        assert capsys.readouterr().out == said
    with in_gemeente(voorbeeldstad):
        assert AanvullendAntwoord.objects.count() == 11


@pytest.mark.parametrize("values", [{}, {"url": "https://example.org", "bestand": b"x"}])
def test_onderbouwing_is_a_link_or_a_file(antwoord, values):
    with pytest.raises(IntegrityError, match="onderbouwing_link_or_file"), transaction.atomic():
        Onderbouwing.objects.create(antwoord=antwoord, titel="x", **values)
