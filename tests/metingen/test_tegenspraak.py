"""Which answers do not fit together: each rule by answers that break it, and by answers that do not."""

from dataclasses import replace
from datetime import date

import pytest

from kader.kept import inhoud_of as kept_kader
from kader.models import KaderVersie
from metingen.antwoord_uitleg import with_uitleg
from metingen.enquete import VRAGEN
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete, GedeeldeGemeente, Inhoud
from metingen.tegenspraak import NO_HOURS, PLAN_OVER, RULES, found_in, tegenspraken_of
from tenants.canonical import sha256_of

DAY = date(2026, 11, 20)


@pytest.fixture
def bouwstenen(db):
    return kept_kader(KaderVersie.objects.latest()).bouwstenen


def inhoud(*antwoorden, **enquete):
    return Inhoud("2021-02", DAY, GedeeldeGemeente("GM9003", "W", 1, ()), antwoorden, GedeeldeEnquete(**enquete))


def given(**statussen):
    """`AB_P1_4="deels"`"""
    return tuple(GedeeldAntwoord(code.replace("_", "-"), status, ()) for code, status in statussen.items())


def codes_in(bouwstenen, found):
    return [each.code for each in tegenspraken_of(found, bouwstenen, DAY)]


FOUND = [
    ("plan-wel", {"AB_P1_4": "in_voorbereiding"}, {"beleidsplan": "eigen"}),
    ("plan-wel", {"AB_P1_4": "deels"}, {"beleidsplan": "ander_plan"}),
    ("plan-wel", {"AB_P1_4": "nvt"}, {"beleidsplan": "gezamenlijk"}),
    ("plan-niet", {"AB_P1_4": "geregeld"}, {"beleidsplan": "nee"}),
    ("plan-in-de-maak", {"AB_P1_4": "geregeld"}, {"beleidsplan": "in_de_maak"}),
    ("plan-stil", {"AB_P1_4": "nog_niet"}, {"beleidsplan": "in_de_maak"}),
    ("plan-voorbij", {"AB_P1_4": "geregeld"}, {"beleidsplan": "eigen", "beleidsplan_geldig_tot": date(2026, 11, 19)}),
    ("functionaris-wel", {"SV_P1_1": "nog_niet"}, {"aandachtsfunctionaris": "ja"}),
    ("functionaris-niet", {"SV_P1_1": "geregeld"}, {"aandachtsfunctionaris": "nee"}),
    ("functionaris-bekend", {"SV_P1_2": "geregeld"}, {"aandachtsfunctionaris": "nee"}),
    ("functionaris-uren", {"SV_P1_1": "geregeld"}, {"aandachtsfunctionaris": "ja", "aandachtsfunctionaris_uren": 0}),
    ("zorg-wel", {"OH_P1_2": "in_voorbereiding"}, {"zorgcoordinatie": "ja"}),
    ("zorg-niet", {"OH_P1_2": "geregeld"}, {"zorgcoordinatie": "nee"}),
    ("zorg-regio", {"SK_P1_3": "geregeld"}, {"zorgcoordinatie": "nee"}),
    ("geld-niet", {"OH_P1_1": "geregeld"}, {"begroting": "nee"}),
    ("bekend-zonder", {"SV_P1_1": "nog_niet", "SV_P1_2": "geregeld"}, {}),
    ("regio-zonder-zorg", {"SK_P1_3": "geregeld", "OH_P1_2": "nog_niet"}, {}),
    ("training-zonder", {"SV_P1_3": "geregeld", "AB_P1_3": "nog_niet"}, {}),
    ("scan-breed", {"AB_P2_2": "geregeld", "AB_P1_2": "nog_niet"}, {}),
    ("aandacht-verder", {"AB_P2_1": "geregeld", "AB_P1_1": "nog_niet"}, {}),
    ("partners-verder", {"SK_P2_1": "geregeld", "SK_P1_1": "nog_niet"}, {}),
]


@pytest.mark.parametrize(("code", "statussen", "enquete"), FOUND, ids=lambda value: str(value)[:40])
def test_answers_that_do_not_fit_are_found(bouwstenen, code, statussen, enquete):
    assert codes_in(bouwstenen, inhoud(*given(**statussen), **enquete)) == [code]


FITS = [
    ({"AB_P1_4": "geregeld"}, {"beleidsplan": "eigen", "beleidsplan_geldig_tot": DAY}),
    ({"AB_P1_4": "in_voorbereiding"}, {"beleidsplan": "in_de_maak"}),
    ({"AB_P1_4": "in_voorbereiding"}, {"beleidsplan": "eigen", "beleidsplan_geldig_tot": date(2026, 11, 19)}),
    ({"AB_P1_4": "nog_niet"}, {"beleidsplan": "nee"}),
    ({"SV_P1_1": "deels"}, {"aandachtsfunctionaris": "ja", "aandachtsfunctionaris_uren": 0}),
    ({"SV_P1_1": "geregeld"}, {"aandachtsfunctionaris": "onbekend"}),
    ({"OH_P1_2": "nvt"}, {"zorgcoordinatie": "nee"}),
    ({"OH_P1_2": "deels"}, {"zorgcoordinatie": "ja"}),
    ({"SK_P1_3": "geregeld", "OH_P1_2": "in_voorbereiding"}, {}),
    ({}, {"beleidsplan": "eigen", "aandachtsfunctionaris": "nee", "zorgcoordinatie": "ja", "begroting": "nee"}),
    ({"AB_P1_4": "", "SV_P1_1": "", "OH_P1_2": ""}, {"beleidsplan": "eigen", "aandachtsfunctionaris": "ja"}),
]


@pytest.mark.parametrize(("statussen", "enquete"), FITS, ids=str)
def test_answers_that_fit_or_are_not_there_are_not(bouwstenen, statussen, enquete):
    assert codes_in(bouwstenen, inhoud(*given(**statussen), **enquete)) == []


@pytest.mark.parametrize(
    ("part", "enquete", "code"),
    [
        ("AB-P1-4.a", {"beleidsplan": "in_de_maak"}, "plan-onderdeel"),
        ("SV-P1-1.a", {"aandachtsfunctionaris": "nee"}, "functionaris-onderdeel"),
        ("OH-P1-2.a", {"zorgcoordinatie": "nee"}, "zorg-onderdeel"),
        ("OH-P1-1.b", {"begroting": "nee"}, "geld-onderdeel"),
    ],
)
def test_a_part_that_is_ticked_counts_where_it_is_shared(bouwstenen, part, enquete, code):
    bouwsteen = part.partition(".")[0]
    shared = [GedeeldAntwoord(bouwsteen, "in_voorbereiding", (), None, parts) for parts in ((part,), None)]
    assert [codes_in(bouwstenen, inhoud(each, **enquete)) for each in shared] == [[code], []]


@pytest.mark.parametrize(
    ("status", "ticked", "zin"),
    [
        ("nog_niet", 1, "is 1 van 4 onderdelen aangevinkt, en het antwoord is ‘nog niet’."),
        ("nvt", 2, "zijn 2 van 4 onderdelen aangevinkt, en het antwoord is ‘n.v.t.’."),
        ("in_voorbereiding", 4, "zijn alle onderdelen aangevinkt, en het antwoord is ‘in voorbereiding’."),
        ("geregeld", 3, "zijn 3 van 4 onderdelen aangevinkt, en het antwoord is ‘geregeld’."),
        ("geregeld", 4, ""),
        ("geregeld", 0, ""),
        ("deels", 2, ""),
        ("in_voorbereiding", 3, ""),
        ("nog_niet", 0, ""),
        ("", 3, ""),
    ],
)
def test_a_status_and_its_parts(bouwstenen, status, ticked, zin):
    antwoord = GedeeldAntwoord("BB-P1-2", status, (), None, tuple(f"BB-P1-2.{each}" for each in "abcd"[:ticked]))
    found = tegenspraken_of(inhoud(antwoord), bouwstenen, DAY)
    title = "Beleid legt de vier vormen van mensenhandel uit"
    assert [(each.code, each.zin, each.places) for each in found] == (
        [("onderdelen-BB-P1-2", f"Bij ‘{title}’ {zin}", ("BB-P1-2",))] if zin else []
    )


def test_every_rule_names_answers_that_there_are(bouwstenen):
    """And sends nobody to a place that is not there."""
    parts = {part.code for each in bouwstenen for part in each.deelcriteria.all()}
    known = {each.code for each in bouwstenen} | {*VRAGEN}
    named = {name for rule in RULES for name in rule.answers}
    assert named - known - parts - {PLAN_OVER, NO_HOURS} == set()
    assert {place for rule in RULES for place in rule.places} - known == set()
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert found_in({}) == []


def test_what_was_explained_goes_along_while_it_does_not_fit(bouwstenen):
    teksten = {"zorg-niet": "  De regio doet dit. ", "plan-wel": "Weg", "onbekend": "x", "functionaris-wel": " "}
    odd = inhoud(*given(OH_P1_2="geregeld", SV_P1_1="nog_niet"), zorgcoordinatie="nee", aandachtsfunctionaris="ja")
    shared, found = with_uitleg(odd, teksten=teksten, bouwstenen=bouwstenen, day=DAY)
    assert [each.code for each in found] == ["functionaris-wel", "zorg-niet"]
    assert [(each.code, each.tekst) for each in shared.uitleg] == [("zorg-niet", "De regio doet dit.")]
    assert shared.uitleg[0].zin == found[1].zin


def test_without_uitleg_a_snapshot_is_what_it_was(bouwstenen):
    """To the last byte: whoever shares the same again shares nothing new."""
    plain = inhoud(*given(OH_P1_2="geregeld"), zorgcoordinatie="nee")
    shared, _ = with_uitleg(plain, teksten={}, bouwstenen=bouwstenen, day=DAY)
    said, _ = with_uitleg(plain, teksten={"zorg-niet": "Zo."}, bouwstenen=bouwstenen, day=DAY)
    assert (plain.to_json()["formaat"], "uitleg" in plain.to_json()) == (1, False)
    assert (shared, said.to_json()["formaat"], Inhoud.from_json(said.to_json())) == (plain, 2, said)
    assert sha256_of(replace(said, uitleg=()).to_json()) == sha256_of(plain.to_json())
