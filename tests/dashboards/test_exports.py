import csv
import io
import zipfile
from datetime import date

import pytest

from dashboards.tables import Sheet, safe, to_csv, to_xlsx
from metingen.models import Inzage
from tests.dashboards.conftest import submit

CIJFERS, GEMEENTEN = "/land/export/cijfers.", "/land/export/gemeenten."
DANGEROUS = ["=1+1", "+31 50", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]
PLAIN = "Wij werken samen: a=b, c-d, e@f."


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode(), newline="")))


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def text_of(content):
    return "".join(parts_of(content).values())


@pytest.mark.parametrize("text", DANGEROUS)
def test_safe_puts_a_quote_before_what_may_be_a_formula(text):
    assert safe(text) == f"'{text}"


def test_safe_leaves_other_text_alone():
    assert [safe(text) for text in (PLAIN, "")] == [PLAIN, ""]


def test_to_csv_is_as_rfc_4180_says():
    sheet = Sheet("Antwoorden", ("code", "zin"), [("A", 'Hij zei "ja", en\nging'), ("B", "=1+1"), ("é", None), (3, -1)])
    assert to_csv(sheet).decode() == ('code,zin\r\nA,"Hij zei ""ja"", en\nging"\r\nB,\'=1+1\r\né,\r\n3,-1\r\n')


def test_to_xlsx_has_no_formula_and_no_link():
    rows = [(text,) for text in [*DANGEROUS, "https://voorbeeld.example", "{=1}"]]
    parts = parts_of(to_xlsx([Sheet("Zinnen", ("zin",), rows)]))
    assert [name for name, part in parts.items() if "<f>" in part or "<hyperlink" in part] == []


def test_to_xlsx_keeps_numbers_and_dates_as_such():
    parts = parts_of(to_xlsx([Sheet("Cijfers", ("n", "dag"), [(12, date(2026, 1, 1))])]))
    assert '<c r="A2"><v>12</v></c><c r="B2" s="2"><v>46023</v></c>' in parts["xl/worksheets/sheet1.xml"]


def test_export_cijfers_counts_and_names_no_gemeente(vng, ronde, groningen):
    submit(ronde, groningen[0], status="deels")
    table = rows_of(vng.get(f"{CIJFERS}csv"))
    assert table[0] == ["soort", "code", "onderwerp", "groep", "antwoord", "aantal", "van"]
    assert [row[5:] for row in table if row[1] == "SV-P1-1" and row[4] == "deels"] == [["1", "1"]]
    files = [vng.get(f"{CIJFERS}csv").content.decode(), text_of(vng.get(f"{CIJFERS}xlsx").content)]
    assert [groningen[0].naam in file for file in files] == [False, False]


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
