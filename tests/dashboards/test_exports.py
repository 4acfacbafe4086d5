import pytest

from metingen.models import Inzage
from tests.dashboards.conftest import submit
from tests.pages import present
from tests.sheets.reading import cells_of_xlsx, parts_of, rows_of_csv, rows_of_ods

CIJFERS, GEMEENTEN = "/land/export/cijfers.", "/land/export/gemeenten."


def rows_of(answer):
    return rows_of_csv(answer.content)


def text_of(content):
    return "".join(parts_of(content).values())


def test_export_cijfers_counts_and_names_no_gemeente(vng, ronde, groningen):
    submit(ronde, groningen[0], status="deels")
    table = rows_of(vng.get(f"{CIJFERS}csv"))
    assert table[0] == ["soort", "code", "onderwerp", "groep", "antwoord", "aantal", "van"]
    assert [row[5:] for row in table if row[1] == "SV-P1-1" and row[4] == "deels"] == [["1", "1"]]
    files = [vng.get(f"{CIJFERS}csv").content.decode(), text_of(vng.get(f"{CIJFERS}xlsx").content)]
    assert [file for file in files if groningen[0].naam in file] == []


def test_export_gemeenten_asks_to_tick_that_it_is_a_working_file(vng, ronde):
    answer = vng.post(f"{GEMEENTEN}xlsx")
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/html; charset=utf-8")
    assert "Zet hier een vinkje." in answer.content.decode()
    assert Inzage.objects.count() == 0


def test_export_gemeenten_holds_what_was_shared_marked_and_recorded(vng, ronde, groningen):
    submit(ronde, groningen[1], shared={"SV-P1-1": {"plan_zin": "=HYPERLINK(1)", "deelcriteria": ("SV-P1-1.a",)}})
    answer = vng.post(f"{GEMEENTEN}csv", {"akkoord": "on"})
    assert [[row[1], *row[4:]] for row in rows_of(answer) if row[2] == "SV-P1-1"] == [
        [groningen[1].naam, "geregeld", "wij zelf", "'=HYPERLINK(1)", "SV-P1-1.a"]
    ]
    assert "werkbestand-niet-voor-publicatie" in answer["Content-Disposition"]
    assert list(Inzage.objects.values_list("wat", "organisatie")) == [("dashboards:export_gemeenten", "vng")]


def test_export_gemeenten_has_a_row_per_answer_and_none_with_all_of_a_gemeente(vng, ronde, groningen):
    submit(ronde, groningen[0])
    table = rows_of(vng.post(f"{GEMEENTEN}csv", {"akkoord": "on"}))
    assert (len(table), {len(row) for row in table}) == (1 + 23 + 6, {8})


def test_export_gemeenten_as_xlsx_says_that_it_is_not_for_publication(vng, ronde, groningen):
    submit(ronde, groningen[0])
    text = text_of(vng.post(f"{GEMEENTEN}xlsx", {"akkoord": "on"}).content)
    assert ("Werkbestand, niet voor publicatie" in text, groningen[0].naam in text, "Codeboek" in text) == (True,) * 3


def test_export_of_a_provincie_holds_that_alone(vng, ronde, groningen):
    submit(ronde, groningen[0])
    tables = [rows_of(vng.post(f"{GEMEENTEN}csv?provincie={code}", {"akkoord": "on"})) for code in ("PV20", "PV22")]
    assert [len(table) for table in tables] == [30, 1]


def test_export_cijfers_has_the_same_sheets_as_xlsx_and_as_ods(vng, ronde, groningen):
    submit(ronde, groningen[0], status="deels")
    names = ["Over dit bestand", "Respons", "Verloop", "Per thema", "Per bouwsteen", "Per rol", "Steun per provincie"]
    for formaat in ("xlsx", "ods"):
        text = text_of(vng.get(f"{CIJFERS}{formaat}").content)
        assert [name for name in [*names, "Codeboek"] if f'name="{name}"' not in text] == []
    assert rows_of_ods(vng.get(f"{CIJFERS}ods").content)[0] == [("string", "wat"), ("string", "waarde")]


def test_steun_per_provincie_is_in_numbers_to_count_with(vng, ronde, groningen):
    submit(ronde, groningen[0], statuses={"SV-P1-1": "deels"})
    submit(ronde, groningen[1])
    cells = cells_of_xlsx(vng.get(f"{CIJFERS}xlsx").content, number=7)
    assert [cells[f"{column}1"][1] for column in "ABCDE"] == [
        "code",
        "bouwsteen",
        "provincie",
        "nog niet geregeld",
        "van",
    ]
    assert [cells[f"{column}2"] for column in "ACDE"] == [("s", "SV-P1-1"), ("s", "Groningen"), ("n", "1"), ("n", "2")]


def test_gemeenten_have_their_inwoners_as_a_number(vng, ronde, groningen):
    submit(ronde, groningen[0])
    cells = cells_of_xlsx(vng.post(f"{GEMEENTEN}xlsx", {"akkoord": "on"}).content, number=2)
    assert (cells["E1"], cells["F1"], cells["E2"][0]) == (("s", "inwoners"), ("s", "grootteklasse"), "n")


@pytest.mark.parametrize("formaat", ["xlsx", "ods", "csv"])
def test_export_form_offers_every_form(vng, ronde, formaat):
    page = vng.get("/land/export/").text
    assert present(page, f'href="{CIJFERS}{formaat}?', f'action="{GEMEENTEN}{formaat}?') == [
        f'href="{CIJFERS}{formaat}?',
        f'action="{GEMEENTEN}{formaat}?',
    ]
