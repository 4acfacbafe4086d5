"""Every value of a snapshot in words: what the preview shows is all that there is."""

from dataclasses import replace

import pytest

from metingen.weergave import in_words, label_of, recipients, show
from tenants.models import Regio
from tests.metingen.conftest import inhoud_of


def test_show_has_every_value(dijk):
    getoond = show(inhoud_of(dijk))
    first = next(each for each in getoond.antwoorden if each.antwoord.code == "AB-P1-1")
    assert (len(getoond.antwoorden), first.niveaus, first.antwoord.plan_zin) == (23, ["wij zelf"], "Een zin van ons.")
    assert (getoond.inwoners, getoond.regios) == (
        "12.400",
        [("Provincie", "Groningen (PV20)"), ("Veiligheidsregio", "Groningen (VR01)")],
    )
    assert [antwoord for _, antwoord in getoond.enquete] == [
        "ja",
        "ja, een eigen plan",
        "1-1-2029",
        "ja",
        "12 uur per week",
        "nee",
    ]


def test_criteria_are_shown_by_their_text_only_when_they_are_shared(dijk):
    inhoud = inhoud_of(dijk)
    first = replace(inhoud.antwoorden[0], deelcriteria=(f"{inhoud.antwoorden[0].code}.a",))
    shown = show(replace(inhoud, antwoorden=(first, *inhoud.antwoorden[1:]))).antwoorden
    assert (shown[0].criteria, shown[1].criteria) == (
        ["Het beleid is ingebed in bestaande gemeentelijke structuren."],
        None,
    )


def test_without_enquete_there_are_no_questions(dijk):
    assert show(replace(inhoud_of(dijk), enquete=None)).enquete == []


def test_unknown_inhabitants_are_named(dijk):
    dijk.inwoners = None
    assert show(inhoud_of(dijk)).inwoners == "onbekend"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("begroting", "", "niet ingevuld"),
        ("begroting", "onbekend", "weten we niet"),
        ("beleidsplan_geldig_tot", None, "niet ingevuld"),
        ("aandachtsfunctionaris_uren", 0, "0 uur per week"),
    ],
)
def test_in_words(name, value, words):
    assert in_words(name, value) == words


@pytest.mark.parametrize(
    ("soort", "label"),
    [("provincie", "provincie Drenthe"), ("ketenregie", "Drenthe"), ("basisteam", "basisteam van de politie Drenthe")],
)
def test_label_of(soort, label):
    assert label_of(Regio(soort=soort, naam="Drenthe")) == label


def test_recipients_are_named_in_a_fixed_order(db):
    regio = Regio.objects.get(soort="provincie", code="PV20")
    assert recipients(["comensha", "vng"], [regio.pk]) == ["VNG", "CoMensha", "Ketenregisseur van provincie Groningen"]


def test_show_costs_two_queries(dijk, django_assert_num_queries):
    inhoud = inhoud_of(dijk)
    with django_assert_num_queries(2):
        show(inhoud)
