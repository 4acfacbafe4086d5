"""What a page or file says of itself: a part of the country never looks as if it were all of it."""

from datetime import UTC, datetime

import pytest

from dashboards.seen import Counted, Seen
from dashboards.werkbestand import COLUMN, Werkbestand, marked, names_of
from sheets.sheet import Sheet
from tests.dashboards.conftest import make_ronde, submit
from tests.sheets.reading import book_of, rows_of_csv

AT = datetime(2026, 11, 30, 13, 5, tzinfo=UTC)
PROVINCIE, SIZE = ("Provincie", "Groningen"), ("Inwoners", "20.000 tot 50.000 inwoners")
REGIO = ("Veiligheidsregio", "Rotterdam-Rijnmond")


def make(filters=(), n=3, **values):
    seen = Seen(frozenset({"vng"}), None, "x", whole=lambda: [Counted(i, frozenset(), "") for i in range(n)])
    return Werkbestand(
        **{"van": "VNG", "meetronde": "Meting 2026", "filters": filters, "seen": seen, "at": AT} | values
    )


@pytest.mark.parametrize(
    ("filters", "waar"),
    [
        ((), "het land"),
        ((PROVINCIE,), "provincie Groningen"),
        ((SIZE,), "gemeenten, 20.000 tot 50.000 inwoners"),
        ((PROVINCIE, SIZE), "provincie Groningen, 20.000 tot 50.000 inwoners"),
        ((PROVINCIE, REGIO), "provincie Groningen, veiligheidsregio Rotterdam-Rijnmond"),
    ],
)
def test_waar_names_every_filter(filters, waar):
    assert make(filters).waar == waar


def test_file_name_says_whose_what_where_how_many_and_when():
    assert make((PROVINCIE, SIZE)).file_name("cijfers", "xlsx") == (
        "werkbestand-vng-niet-voor-publicatie-cijfers-provincie-groningen-20-000-tot-50-000-inwoners-n3-"
        "2026-11-30-1405-meting-2026.xlsx"
    )
    example = make(voorbeeld=True, meetronde="Meting 2026 (voorbeeld)", van=names_of(["comensha", "vng"]))
    assert example.file_name("stand", "pdf") == (
        "voorbeeld-werkbestand-vng-en-comensha-niet-voor-publicatie-stand-het-land-n3-2026-11-30-1405-meting-2026.pdf"
    )


def test_line_and_facts_say_the_same():
    assert make((PROVINCIE,), n=1).line == (
        "Werkbestand van VNG, niet voor publicatie. Meetronde: Meting 2026. Deel van het land: provincie Groningen. "
        "Gemeenten die meetellen (n): 1. Gemaakt op: 30 november 2026, 14:05 uur."
    )
    assert make().facts == [
        ("Soort bestand", "Werkbestand van VNG, niet voor publicatie"),
        ("Gedeeld met", "VNG"),
        ("Meetronde", "Meting 2026"),
        ("Deel van het land", "alle gemeenten"),
        ("Gemeenten die meetellen (n)", "3"),
        ("Gemaakt op", "30 november 2026, 14:05 uur"),
    ]


def test_marked_adds_a_column_to_tables_and_leaves_remarks():
    table, remarks = Sheet("a", ("x",), [(1,), (2,)]), Sheet("b", ("y",), [("z",)], filters=False)
    found, same = marked([table, remarks], make())
    assert (list(found.header), list(found.rows)) == (["x", COLUMN], [(1, make().line), (2, make().line)])
    assert same is remarks


PAGES = {
    "/land/": "Stand van {waar} (n = 1 gemeente)",
    "/land/kaart/": "Heeft ingediend op de kaart van {waar} (n = 1 gemeente)",
    "/land/ontwikkeling/": "Ontwikkeling in {waar} (n = 1 gemeente)",
    "/land/ondersteuning/": "Waar is steun nodig? {Waar} (n = 1 gemeente)",
    "/land/werklijst/": "Werklijst van {waar} (n = 1 gemeente)",
}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("query", "waar"), [("", "het land"), ("?provincie=PV20", "provincie Groningen")])
def test_every_page_says_which_part_and_how_many_in_its_title(vng, groningen, path, query, waar):
    for ronde in (make_ronde("Meting 2025", year=2025), make_ronde()):
        submit(ronde, groningen[0])
    page = " ".join(vng.get(f"{path}{query}").content.decode().split())
    assert f"<title> {PAGES[path].format(waar=waar, Waar=waar[0].upper() + waar[1:])} " in page


def test_a_file_of_a_provincie_cannot_be_taken_for_one_of_the_country(vng, ronde, groningen):
    """A5 of the review: both had one name, and said "Cijfers van alle gemeenten samen"."""
    submit(ronde, groningen[0])
    whole, part = (vng.get(f"/land/export/cijfers.csv{query}") for query in ("", "?provincie=PV20"))
    names = [answer["Content-Disposition"] for answer in (whole, part)]
    assert ["cijfers-het-land-n1-" in names[0], "cijfers-provincie-groningen-n1-" in names[1]] == [True, True]
    rows = rows_of_csv(part.content)
    assert {row[-1].partition(" Gemeenten die")[0] for row in rows[1:]} == {
        "Werkbestand van VNG, niet voor publicatie. Meetronde: Meting 2026. Deel van het land: provincie Groningen."
    }


@pytest.mark.parametrize("formaat", ["xlsx", "ods"])
@pytest.mark.parametrize("name", ["cijfers", "gemeenten"])
def test_every_sheet_of_a_book_is_marked(vng, ronde, groningen, name, formaat):
    submit(ronde, groningen[0])
    path = f"/land/export/{name}.{formaat}?provincie=PV20"
    answer = vng.get(path) if name == "cijfers" else vng.post(path, {"akkoord": "on"})
    (_, about), *sheets = book_of(answer.content).items()
    said = dict(row[:2] for row in about)
    mark = "Werkbestand van VNG, niet voor publicatie"
    assert (said["Soort bestand"], said["Deel van het land"]) == (mark, "provincie Groningen")
    for sheet, (head, *rows) in sheets:
        assert (sheet, head[-1], {row[-1].startswith(f"{mark}. Meetronde") for row in rows} <= {True}) == (
            sheet,
            COLUMN,
            True,
        )
