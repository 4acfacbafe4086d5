import pytest
from django.http import Http404

from aanpak.queries import first_ambitie, suggested_actie
from kader.models import AanvullendeVraag, Bouwsteen
from kader.queries import version_of


@pytest.mark.parametrize(
    ("code", "ambitie"),
    [
        ("BB-P1-1", 6),
        ("BB-P1-2", 4),  # printed in 1.2, which is no ambitie; it also fills ambitie 4
        ("AB-P1-4", 4),
        ("SK-P1-1", 6),
        ("SV-P1-1", 2),
        ("OH-P1-1", 3),
        ("DA-1", 5),
        ("PR-1", 1),
        ("FI-1", None),  # about money: no ambitie, so that the user chooses
    ],
)
def test_suggested_actie_stands_under_the_ambitie_of_the_plan(gemeente, code, ambitie):
    assert suggested_actie(code, version_of(gemeente)).ambitie == ambitie


@pytest.mark.parametrize(
    ("plan", "ambitie"), [(["h1", "ambitie_2", "ambitie_6"], 2), (["h2"], None), ([], None), (["bijlage_4"], None)]
)
def test_first_ambitie(plan, ambitie):
    assert first_ambitie(*plan) == ambitie


def test_suggested_actie_is_worded_by_the_editorial_layer(gemeente):
    bouwsteen, vraag = Bouwsteen.objects.get(code="BB-P1-2"), AanvullendeVraag.objects.get(code="DA-1")
    found = [suggested_actie(code, version_of(gemeente)) for code in ("BB-P1-2", "DA-1")]
    assert [(actie.wat, actie.bouwsteen, actie.vraag) for actie in found] == [
        ("Wij beschrijven in ons beleid de vier vormen van mensenhandel en leggen het verschil uit.", bouwsteen, None),
        ("Wij nemen in ons beleid en in de APV maatregelen op die het mensenhandelaren moeilijk maken.", None, vraag),
    ]


@pytest.mark.parametrize("code", ["BB-P1-99", "ZZ-1"])
def test_suggested_actie_of_an_unknown_code_is_404(gemeente, code):
    with pytest.raises(Http404):
        suggested_actie(code, version_of(gemeente))
