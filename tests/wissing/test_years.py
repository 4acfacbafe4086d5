"""A closed year is read-only for everybody but who wipes: then the words go from each year, and so does a file."""

import pytest
from django.db import IntegrityError, transaction

from saving.rows import save_row
from tests.wissing.conftest import confirm_and_wipe
from wissing.actions import request_wissing
from wissing.queries import places_of
from zelfevaluatie.jaar_actions import MEE, begin_zelfevaluatie
from zelfevaluatie.models import Antwoord, Onderbouwing, Zelfevaluatie

WORDS = "Janneke Modaal"


@pytest.fixture
def two_years(zelfevaluatie, bewerker):
    row = Antwoord.objects.get(bouwsteen__code="BB-P1-1")
    save_row(row=row, values={"status": "deels", "plan_zin": f"Wij spraken {WORDS}."}, version=0, by=bewerker)
    content = f"Gesprek met {WORDS}".encode()
    file = {"bestand": content, "bestandsnaam": "verslag.txt", "mimetype": "text/plain"}
    Onderbouwing.objects.create(antwoord=row, titel="Verslag", **file)
    values = {"kaderversie": zelfevaluatie.kaderversie, "jaar": zelfevaluatie.jaar + 1, "mee": MEE, "by": bewerker}
    begin_zelfevaluatie(vorige=zelfevaluatie, terugblik=f"Met dank aan {WORDS}.", **values)
    return row


def test_the_places_name_the_year(two_years, zelfevaluatie):
    shown = [place for found in places_of(WORDS).shown.values() for place in found]
    assert f"antwoord bij BB-P1-1 in {zelfevaluatie.jaar}" in {place.what for place in shown}
    assert f"terugblik op {zelfevaluatie.jaar}" in {place.what for place in shown}


def test_words_go_from_each_year_and_the_file_with_them(two_years, zelfevaluatie, gemeente, bewerker, beheerder):
    asked = request_wissing(words=WORDS, reden="vergissing", by=beheerder)
    confirm_and_wipe(wissing=asked, gemeente=gemeente, by=bewerker)
    assert (places_of(WORDS).total, Onderbouwing.objects.count()) == (0, 0)
    assert Zelfevaluatie.objects.get(pk=zelfevaluatie.pk).terugblik == "Met dank aan [gewist]."
    assert set(Antwoord.objects.filter(bouwsteen__code="BB-P1-1").values_list("plan_zin", flat=True)) == {
        "Wij spraken [gewist]."
    }
    with pytest.raises(IntegrityError, match="gesloten"), transaction.atomic():
        Antwoord.objects.filter(pk=two_years.pk).update(plan_zin="Toch nog iets.")
