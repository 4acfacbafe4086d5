"""The figures of the country: each with a source that was read, none that nobody found, and a word when it is old."""

import copy
from datetime import date

import pytest
import time_machine

from sjablonen.landelijk import FILE, Jaarcijfer, Reeks, landelijke_reeksen, reeksen_of
from sjablonen.landelijk_tabel import Landelijk, all_figures, in_plan
from sjablonen.schema import SjabloonFout, read
from tests.pages import shown

LIST, TEXTS = "/redactie/cijfers/", "/redactie/"
DAY = date(2026, 11, 30)


def reeks(*aantallen, code="a", first=2023, bron="Een bron", eigenaar="CoMensha"):
    cijfers = tuple(
        Jaarcijfer(first + n, aantal, bron if aantal is not None else "", "", DAY) for n, aantal in enumerate(aantallen)
    )
    return Reeks(code, f"Reeks {code}", eigenaar, "Wie.", cijfers)


def test_each_figure_has_a_source_and_each_gap_was_looked_for():
    cijfers = [cijfer for reeks in landelijke_reeksen() for cijfer in reeks.cijfers]
    assert [c for c in cijfers if c.aantal is not None and not (c.bron and c.bron_url.startswith("https://"))] == []
    assert [c for c in cijfers if c.aantal is None and (c.bron or c.bron_url)] == []
    assert {c.gelezen_op for c in cijfers} == {DAY}


def test_every_reeks_runs_to_the_same_year():
    assert {reeks.cijfers[-1].jaar for reeks in landelijke_reeksen()} == {2025}


def test_the_two_that_stand_in_a_plan_say_what_was_read():
    first, second = in_plan(landelijke_reeksen())
    assert [(c.jaar, c.aantal) for c in first.cijfers] == [
        (2019, 1334), (2020, 984), (2021, 791), (2022, 814), (2023, 868), (2024, 944), (2025, None),
    ]  # fmt: skip
    assert [c.aantal for c in second.cijfers] == [1372, 1013, 791, 814, None, None, None]
    assert (first.eigenaar, second.eigenaar) == ("Nationaal Rapporteur", "CoMensha")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"aantal": None}, "bij een aantal hoort een bron"),
        ({"bron": ""}, "bij een aantal hoort een bron"),
        ({"jaar": 2018}, "de jaren volgen elkaar niet op"),
        ({"bron_url": "http://voorbeeld.example"}, FILE.name),
        ({"gelezen_op": date(2099, 1, 1)}, "ligt in de toekomst"),
        ({"aantal": -1}, FILE.name),
    ],
)
def test_a_fault_in_the_file_is_named(change, fault):
    data = copy.deepcopy(read(FILE))
    data["reeksen"][0]["cijfers"][1] |= change
    with pytest.raises(SjabloonFout, match=fault):
        reeksen_of(data)


def test_a_code_stands_once():
    data = copy.deepcopy(read(FILE))
    data["reeksen"].append(data["reeksen"][0])
    with pytest.raises(SjabloonFout, match="tweemaal"):
        reeksen_of(data)


def test_the_table_has_every_year_of_any_and_says_what_was_not_found():
    table = Landelijk((reeks(5, None), reeks(1250, 7, code="b", first=2021)))
    assert list(table.years) == [2021, 2022, 2023, 2024]
    assert [[said for _, said in cells] for _, cells in table.rows] == [
        ["", "", "5", "niet gevonden"],
        ["1.250", "7", "", ""],
    ]
    assert (table.newest, table.has_gap) == (2023, True)


def test_a_source_is_named_once_with_its_years():
    table = Landelijk((reeks(5, 6), reeks(8, code="b", bron="Een ander")))
    assert [(bron.jaren, bron.titel) for bron in table.sources] == [("2023 en 2024", "Een bron"), ("2023", "Een ander")]


@pytest.mark.parametrize(("year", "old"), [(2026, False), (2027, True)])
def test_the_newest_gets_old_after_two_years(year, old):
    assert Landelijk((reeks(5, 6, None),)).is_old(date(year, 1, 1)) is old


def test_nothing_is_never_old():
    assert (Landelijk(()).is_old(DAY), Landelijk(()).newest, list(Landelijk(()).years)) == (False, None, [])


def test_a_redacteur_sees_every_figure_with_its_source(browser_of, redacteur):
    response = browser_of(redacteur).get(LIST)
    text = shown(response)
    wanted = {str(c.bron_url) for reeks in landelijke_reeksen() for c in reeks.cijfers if c.bron_url}
    assert [url for url in wanted if url not in response.text] == []
    assert [reeks.titel for reeks in landelijke_reeksen() if text.count(reeks.titel) < 2] == []
    assert "meer dan twee jaar oud" not in text


def test_a_redacteur_is_warned_when_the_newest_is_old(browser_of, redacteur):
    client = browser_of(redacteur)
    assert "het nieuwste is van 2024. Dat" not in shown(client.get(TEXTS))
    with time_machine.travel("2027-01-02T12:00:00+01:00", tick=False):
        assert all_figures()["is_old"]
        assert "Het nieuwste cijfer is van 2024, meer dan twee jaar oud." in shown(browser_of(redacteur).get(LIST))
        assert "het nieuwste is van 2024. Dat is meer dan twee jaar oud." in shown(browser_of(redacteur).get(TEXTS))


def test_a_ketenregisseur_does_not_see_the_page_of_the_country(browser_of, ketenregisseur):
    assert browser_of(ketenregisseur).get(LIST).status_code == 404
