"""One writer for every table that leaves Kompas, judged by opening its files."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sheets.dutch_csv import to_csv
from sheets.files import write_book
from sheets.guard import looks_like_formula
from sheets.ods import letters, to_ods
from sheets.sheet import Sheet
from sheets.widths import widths_of
from sheets.xlsx import to_xlsx
from tests.pages import present
from tests.sheets.reading import book_of, cells_of_xlsx, csvs_of, kinds_of, parts_of, rows_of_csv, rows_of_ods

DANGEROUS = [
    *("=1+1", "+31 50", "-2", "- eerste punt", "@SUM(A1)"),
    *(" =1+1", "\ufeff=1", "\u200b@x", "＝1+1", "\xa0-1"),
]
# By where a program that takes another separator would cut.
HIDDEN = {
    "\t=1": "'\t'=1",
    "\r=1": "'\r'=1",
    "\n=1": "'\n'=1",
    "x;=1+1": "x;'=1+1",
    "x,=1+1": "x,'=1+1",
    "x\t@y": "x\t'@y",
    "x\r\n- y\n+ z": "x\r\n'- y\n'+ z",
    "x; \ufeff=1;;＝2": "x;' \ufeff=1;;'＝2",
    "=1;=2": "'=1;'=2",
}
PLAIN = ["Wij werken samen: a=b, c-d, e@f.", "", "4/4", "https://voorbeeld.example", "{=1}", "'t Gooi"]
NIGHT = datetime(2026, 11, 28, 23, 30, 5, 123456, tzinfo=UTC)  # on the clock it is the day after


def sheet(*cells, **options):
    return Sheet("Blad", [f"kolom {number}" for number, _ in enumerate(cells)], [cells], **options)


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_may_be_a_formula_is_quoted_in_csv_alone(text):
    assert rows_of_csv(to_csv(sheet(text)))[1] == [f"'{text}"]
    assert cells_of_xlsx(to_xlsx([sheet(text)]))["A2"] == ("s", text)


@pytest.mark.parametrize(("text", "wanted"), HIDDEN.items())
def test_what_would_be_a_formula_where_a_program_cuts_is_quoted_too(text, wanted):
    assert rows_of_csv(to_csv(sheet(text)))[1] == [wanted]
    assert not any(looks_like_formula(piece) for piece in re.split("[;,\t\r\n]", wanted))
    assert cells_of_xlsx(to_xlsx([sheet(text)]))["A2"][0] == "s"


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_is_left_alone(text):
    assert (looks_like_formula(text), rows_of_csv(to_csv(sheet(text, "x")))[1]) == (False, [text, "x"])


def test_a_title_may_be_no_formula_either():
    assert rows_of_csv(to_csv(Sheet("Blad", ["=1+1"], [])))[0] == ["'=1+1"]


def test_csv_opens_in_columns_in_a_dutch_excel():
    content = to_csv(sheet("Súdwest-Fryslân", 'Hij zei "ja"; en\nging', Decimal("1234.50"), 0.5, -3, None, True))
    assert content.splitlines()[0].decode("utf-8-sig").split(";") == [f"kolom {number}" for number in range(7)]
    assert rows_of_csv(content)[1] == ["Súdwest-Fryslân", 'Hij zei "ja"; en\nging', "1234,50", "0,5", "-3", "", "ja"]


def test_csv_has_local_time_with_its_offset():
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    assert rows_of_csv(to_csv(sheet(NIGHT, summer, date(2026, 1, 2))))[1] == [
        "2026-11-29 00:30:05+01:00",
        "2026-07-01 14:00:00+02:00",
        "2026-01-02",
    ]


def test_xlsx_has_real_numbers_and_dates():
    cells = cells_of_xlsx(to_xlsx([sheet(12, Decimal("0.5"), date(2026, 1, 1), NIGHT, "12", False)]))
    assert [cells[f"{column}2"] for column in "ABCEF"] == [
        ("n", "12"),
        ("n", "0.5"),
        ("n", "46023"),
        ("s", "12"),
        ("s", "nee"),
    ]
    assert cells["D2"][1].startswith("46355.0208")  # half past midnight on 29 November


def test_xlsx_has_filters_widths_and_a_head_that_stays():
    rows = [["kort", "x" * 30], ["k", "y" * 200]]
    part = parts_of(to_xlsx([Sheet("Blad", ["code", "zin"], rows)]))["xl/worksheets/sheet1.xml"]
    assert '<autoFilter ref="A1:B3"/>' in part
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in part
    assert present(part, 'min="1" max="1" width="8', 'min="2" max="2" width="60') == [
        'min="1" max="1" width="8',
        'min="2" max="2" width="60',
    ]
    assert "autoFilter" not in parts_of(to_xlsx([sheet("x", filters=False)]))["xl/worksheets/sheet1.xml"]


def test_xlsx_says_where_a_text_is_too_long_for_a_cell_and_drops_none():
    kind, text = cells_of_xlsx(to_xlsx([sheet("é" * 40_000)]))["A2"]
    assert (kind, len(text), text[-2:]) == ("s", 32_767, "é…")


def test_xlsx_stays_text_when_somebody_edits_it():
    assert 'quotePrefix="1"' in parts_of(to_xlsx([sheet("=1+1")]))["xl/styles.xml"]


@pytest.mark.parametrize("naam", ["Per thema: a/b [c]", "n" * 50])
def test_a_name_that_excel_does_not_take_is_made_fit(naam):
    assert [cells_of_xlsx(write_book("xlsx", [Sheet(naam, ["x"], [])]))["A1"]] == [("s", "x")]


def test_ods_is_what_it_says_and_begins_with_its_type():
    content = to_ods([sheet("x")])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        listed = archive.read("META-INF/manifest.xml").decode()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert content[38:].startswith(b"application/vnd.oasis.opendocument.spreadsheet")
    assert 'full-path="content.xml"' in listed


def test_ods_has_real_numbers_and_dates_and_text_to_the_letter():
    nasty = ["=1+1", "- een\n  twee  drie\tvier ", '<a & "b">', "\x00\x0b\ufffe"]
    rows = rows_of_ods(to_ods([sheet(12, Decimal("0.50"), date(2026, 1, 2), NIGHT, None, True, *nasty)]))
    assert rows[1] == [
        ("float", "12"),
        ("float", "0.50"),
        ("date", "2026-01-02"),
        ("date", "2026-11-29T00:30:05"),
        ("", ""),
        ("string", "ja"),
        ("string", "=1+1"),
        ("string", "- een\n  twee  drie\tvier "),
        ("string", '<a & "b">'),
        ("string", ""),
    ]


def test_ods_has_filters_and_widths():
    content = parts_of(to_ods([Sheet("Blad", ["a"] * 28, [["x" * 20] * 28])]))["content.xml"]
    assert "table:target-range-address=\"'Blad'.A1:'Blad'.AB2\"" in content
    assert 'table:display-filter-buttons="true"' in content
    assert 'style:column-width="118pt"' in content


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_another_library_reads_what_was_written(ending):
    rows = [["Súdwest-Fryslân", 12, Decimal("0.5"), date(2026, 1, 2), NIGHT, None], ["=1+1", -3, 0, None, None, True]]
    (name, read), *more = book_of(write_book(ending, [Sheet("Blad één", [*"abcdef"], rows)])).items()
    assert (name, more, read[0]) == ("Blad één", [], [*"abcdef"])
    assert read[1][:4] == ["Súdwest-Fryslân", 12, 0.5, date(2026, 1, 2)]
    assert (f"{read[1][4]:%Y-%m-%d %H:%M}", read[1][5]) == ("2026-11-29 00:30", "")
    assert read[2] == ["=1+1", -3, 0, "", "", "ja"]
    assert [kinds_of(column) for column in zip(*read[1:], strict=True)] == [
        {"text"},
        {"number"},
        {"number"},
        {"date"},
        {"date"},
        {"text"},
    ]


def test_zip_has_a_csv_of_each_sheet_in_order():
    sheets = [Sheet("Over dit bestand", ["a"], [["één"]]), Sheet("Per thema: x/y", ["b"], [[0.5]])]
    assert csvs_of(write_book("zip", iter(sheets))) == {
        "01 Over dit bestand.csv": [["a"], ["één"]],
        "02 Per thema  x y.csv": [["b"], ["0,5"]],
    }


def test_a_long_title_goes_on_below_itself():
    sheet = Sheet("Blad", ["BB-P1-1 Aandachtsfunctionaris mensenhandel", "kort"], [["ja", "nee"]])
    assert widths_of(sheet, sheet.rows) == [len("Aandachtsfunctionaris") + 3 + 1, 8]
    assert 'wrapText="1"' in parts_of(to_xlsx([sheet]))["xl/styles.xml"]


def test_every_cell_has_the_same_font():
    assert re.findall('<name val="([^"]+)"', parts_of(to_xlsx([sheet("x")]))["xl/styles.xml"]) == ["Arial", "Arial"]
    assert parts_of(to_ods([sheet("x")]))["content.xml"].count('fo:font-family="Arial"') == 4


def test_ods_has_a_head_that_stays_on_every_sheet():
    settings = parts_of(to_ods([Sheet("Een & twee", ["a"], []), Sheet("Drie", ["a"], [])]))["settings.xml"]
    assert settings.count('config:name="VerticalSplitPosition" config:type="int">1<') == 2
    assert present(settings, 'config:name="Een &amp; twee"', 'config:name="Drie"') == [
        'config:name="Een &amp; twee"',
        'config:name="Drie"',
    ]


def test_letters_are_those_of_a_spreadsheet():
    assert [letters(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
