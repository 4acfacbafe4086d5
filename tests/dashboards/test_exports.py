from collections import Counter
from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from metingen.inhoud import GedeeldeUitleg
from metingen.models import Groepsantwoord, Inzage, Meetronde, Themavraag
from metingen.thema_queries import shared_themas
from tests.dashboards.conftest import make_ronde, submit
from tests.pages import present
from tests.sheets.reading import book_of, cells_of_xlsx, csvs_of, kinds_of, parts_of, rows_of_csv

CIJFERS, GEMEENTEN = "/land/export/cijfers.", "/land/export/gemeenten."
NAMELESS = [
    *("Over dit bestand", "Respons", "Verloop", "Per thema", "Per bouwsteen", "Per rol"),
    *("Bouwstenen naast elkaar", "Vragen van de ronde", "Steun per provincie", "Codeboek"),
]
BY_NAME = ["Over dit bestand", "Gemeenten", "Antwoorden", "Vragen van de ronde", "Deelcriteria", "Uitleg", "Codeboek"]
ENQUETE = {
    "begroting": "ja",
    "beleidsplan": "eigen",
    "beleidsplan_geldig_tot": date(2028, 6, 30),
    "aandachtsfunctionaris_uren": 12,
}
UITLEG = (GedeeldeUitleg("zorg-niet", "Er is geen zorgcoördinatie, en OH-P1-2 is geregeld.", "De regio doet het."),)
SHARED = {"SV-P1-1": {"plan_zin": "=HYPERLINK(1)", "deelcriteria": ("SV-P1-1.a",)}}


def rows_of(answer):
    return rows_of_csv(answer.content)


def text_of(content):
    return "".join(parts_of(content).values())


def ask(client, name, formaat, query=""):
    """A file as its button gives it."""
    if name == CIJFERS:
        return client.get(f"{CIJFERS}{formaat}{query}").content
    return client.post(f"{GEMEENTEN}{formaat}{query}", {"akkoord": "on"}).content


def records_of(rows):
    head, *rest = rows
    return [dict(zip(head, row, strict=True)) for row in rest]


@pytest.fixture
def answered(ronde, groningen, promise):
    """Three that answered, each in another way, one that promised to, and the rest of the country."""
    submit(ronde, groningen[0], status="geregeld", enquete=ENQUETE, shared=SHARED, uitleg=UITLEG)
    submit(ronde, groningen[1], status="deels", enquete={"begroting": "nee"})
    submit(ronde, groningen[2], statuses={"SV-P1-1": ""})
    promise(groningen[3])
    return groningen


def test_export_cijfers_counts_and_names_no_gemeente(vng, ronde, groningen):
    submit(ronde, groningen[0], status="deels")
    table = rows_of(vng.get(f"{CIJFERS}csv"))
    assert table[0][:7] == ["soort", "code", "onderwerp", "groep", "antwoord", "aantal", "van"]
    assert [row[5:7] for row in table if row[1] == "SV-P1-1" and row[4] == "deels"] == [["1", "1"]]
    files = [ask(vng, CIJFERS, "csv").decode(), *(text_of(ask(vng, CIJFERS, kind)) for kind in ("xlsx", "ods", "zip"))]
    assert [file for file in files if groningen[0].naam in file] == []


def test_export_gemeenten_asks_to_tick_that_it_is_a_working_file(vng, ronde):
    answer = vng.post(f"{GEMEENTEN}xlsx")
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/html; charset=utf-8")
    assert "Zet hier een vinkje." in answer.content.decode()
    assert Inzage.objects.count() == 0


def test_export_form_leaves_it_to_us_to_say_what_is_missing(vng, ronde):
    """The browser would say it in its own language, and would not send the form."""
    assert vng.get("/land/export/").text.count("novalidate") == 1


@pytest.mark.parametrize(("name", "sheets"), [(CIJFERS, NAMELESS), (GEMEENTEN, BY_NAME)])
def test_export_has_the_same_sheets_in_every_form(vng, answered, name, sheets):
    assert list(book_of(ask(vng, name, "xlsx"))) == sheets
    assert list(book_of(ask(vng, name, "ods"))) == sheets
    numbered = [f"{number:02} {sheet}.csv" for number, sheet in enumerate(sheets, start=1)]
    assert list(csvs_of(ask(vng, name, "zip"))) == numbered


@pytest.mark.parametrize("name", [CIJFERS, GEMEENTEN])
def test_xlsx_and_ods_hold_the_same(vng, answered, name, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr("dashboards.selection.timezone.now", lambda: now)  # each row says when it was made
    xlsx, ods = (book_of(ask(vng, name, kind)) for kind in ("xlsx", "ods"))
    assert {sheet: rows for sheet, rows in xlsx.items() if sheet != "Over dit bestand"} == {
        sheet: rows for sheet, rows in ods.items() if sheet != "Over dit bestand"
    }


@pytest.mark.parametrize("formaat", ["xlsx", "ods"])
@pytest.mark.parametrize("name", [CIJFERS, GEMEENTEN])
def test_a_pivot_table_takes_every_sheet_as_it_is(vng, answered, name, formaat):
    """One head, no title empty or twice, and one kind of value per column. The remarks are no table."""
    for sheet, (head, *rows) in list(book_of(ask(vng, name, formaat)).items())[1:]:
        assert (sheet, "" in head, len(set(head))) == (sheet, False, len(head))
        assert rows != []
        mixed = {title: kinds_of(column) for title, column in zip(head, zip(*rows, strict=True), strict=True)}
        assert (sheet, {title for title, kinds in mixed.items() if len(kinds) > 1}) == (sheet, set())


@pytest.mark.parametrize("formaat", ["xlsx", "ods"])
def test_a_pivot_table_counts_right_at_the_first_try(vng, answered, formaat):
    book = book_of(ask(vng, GEMEENTEN, formaat))
    answers = Counter(
        (row["provincie"], row["antwoord"]) for row in records_of(book["Antwoorden"]) if row["code"] == "BB-P1-1"
    )
    assert answers == {("Groningen", "geregeld"): 2, ("Groningen", "deels"): 1}
    people = Counter()
    for row in records_of(book["Gemeenten"]):
        people[row["deelname"]] += row["inwoners"]
    assert people["ingediend en gedeeld"] == sum(gemeente.inwoners for gemeente in answered[:3])
    assert people["toegezegd"] == answered[3].inwoners


def test_the_wide_sheet_has_a_row_per_gemeente_and_a_type_per_column(vng, answered):
    rows = records_of(book_of(ask(vng, GEMEENTEN, "xlsx"))["Gemeenten"])
    assert (len(rows), len({row["gemeentecode"] for row in rows})) == (342, 342)
    first, second = (next(row for row in rows if row["gemeente"] == each.naam) for each in answered[:2])
    (bouwsteen,) = [title for title in first if title.startswith("SV-P1-1 ")]
    assert [first[key] for key in ("inwoners", "ingediend op", bouwsteen, "begroting", *list(ENQUETE)[1:])] == [
        answered[0].inwoners,
        date(2026, 2, 4),
        "geregeld",
        "ja",
        "ja, een eigen plan",
        date(2028, 6, 30),
        12,
    ]
    assert [second[key] for key in (bouwsteen, "begroting", *list(ENQUETE)[1:])] == [
        "deels",
        "nee",
        "niet ingevuld",
        "",
        "",
    ]


def test_the_wide_sheet_says_unknown_and_never_no(vng, answered):
    rows = records_of(book_of(ask(vng, GEMEENTEN, "xlsx"))["Gemeenten"])
    promised, other = (next(row for row in rows if row["gemeente"] == each.naam) for each in answered[3:5])
    assert [row["deelname"] for row in (promised, other)] == ["toegezegd", "onbekend"]
    words = {row[title] for row in (promised, other) for title in row if "-P1-" in title or "-P2-" in title}
    assert (words, promised["begroting"], promised["ingediend op"]) == ({"onbekend"}, "onbekend", "")


def test_export_gemeenten_holds_what_was_shared_and_nothing_else(vng, answered):
    book = book_of(ask(vng, GEMEENTEN, "xlsx"))
    row = next(row for row in records_of(book["Antwoorden"]) if row["code"] == "SV-P1-1")
    assert (row["gemeente"], row["plateau"], row["antwoord"]) == (answered[0].naam, 1, "geregeld")
    assert (row["door de gemeente zelf"], row["door de regio"], row["zin"]) == ("ja", "", "=HYPERLINK(1)")
    said = [(each["gemeente"], each["code"], each["klopt, want"]) for each in records_of(book["Uitleg"])]
    assert said == [(answered[0].naam, "zorg-niet", "De regio doet het.")]
    criteria = records_of(book["Deelcriteria"])
    assert [(each["gemeente"], each["code"], each["deelcriterium"]) for each in criteria] == [
        (answered[0].naam, "SV-P1-1", "SV-P1-1.a")
    ]


def test_export_gemeenten_is_marked_and_recorded(vng, answered):
    answer = vng.post(f"{GEMEENTEN}csv", {"akkoord": "on"})
    assert [cell for row in rows_of(answer) for cell in row if "HYPERLINK" in cell] == ["'=HYPERLINK(1)"]
    assert "werkbestand-vng-niet-voor-publicatie-gemeenten-het-land-n3-" in answer["Content-Disposition"]
    recorded = Inzage.objects.values_list("wat", "organisatie", "gemeente")
    assert set(recorded) == {("dashboards:export_gemeenten", "vng", gemeente.pk) for gemeente in answered[:3]}


def test_the_answers_have_a_row_each_and_the_questions_too(vng, answered):
    book = book_of(ask(vng, GEMEENTEN, "xlsx"))
    assert (len(book["Antwoorden"]), len(book["Vragen van de ronde"])) == (1 + 3 * 23, 1 + 3 * 6)
    asked = [row for row in records_of(book["Vragen van de ronde"]) if row["gemeente"] == answered[0].naam]
    assert {row["code"]: (row["antwoord"], row["getal"], row["datum"]) for row in asked} == {
        "begroting": ("ja", "", ""),
        "beleidsplan": ("ja, een eigen plan", "", ""),
        "beleidsplan_geldig_tot": ("", "", date(2028, 6, 30)),
        "aandachtsfunctionaris": ("niet ingevuld", "", ""),
        "aandachtsfunctionaris_uren": ("", 12, ""),
        "zorgcoordinatie": ("niet ingevuld", "", ""),
    }


def test_export_of_a_provincie_holds_that_alone(vng, ronde, groningen):
    submit(ronde, groningen[0])
    tables = [rows_of(vng.post(f"{GEMEENTEN}csv?provincie={code}", {"akkoord": "on"})) for code in ("PV20", "PV22")]
    assert [len(table) for table in tables] == [1 + 23, 1]


def test_the_questions_of_the_round_are_counted_for_the_country(vng, answered):
    rows = records_of(book_of(ask(vng, CIJFERS, "xlsx"))["Vragen van de ronde"])
    assert [(row["antwoord"], row["aantal"], row["van"]) for row in rows if row["code"] == "begroting"] == [
        ("ja", 1, 3),
        ("nee", 1, 3),
        ("weten we niet", 0, 3),
        ("niet ingevuld", 1, 3),
    ]


def test_the_figures_are_there_as_rows_and_as_columns(vng, answered):
    book = book_of(ask(vng, CIJFERS, "xlsx"))
    wide = next(row for row in records_of(book["Bouwstenen naast elkaar"]) if row["code"] == "BB-P1-1")
    tall = {row["antwoord"]: row["aantal"] for row in records_of(book["Per bouwsteen"]) if row["code"] == "BB-P1-1"}
    assert ({word: wide[word] for word in tall}, wide["van"]) == (tall, 3)
    assert tall["geregeld"] == 2


def test_the_response_adds_up(vng, answered):
    rows = records_of(book_of(ask(vng, CIJFERS, "xlsx"))["Respons"])
    assert [(row["wat"], row["aantal"], row["van"]) for row in rows] == [
        ("ingediend en gedeeld", 3, 342),
        ("toegezegd", 1, 342),
        ("onbekend", 338, 342),
    ]


def test_steun_per_provincie_is_in_numbers_to_count_with(vng, ronde, groningen):
    submit(ronde, groningen[0], statuses={"SV-P1-1": "deels"})
    submit(ronde, groningen[1])
    rows = records_of(book_of(ask(vng, CIJFERS, "xlsx"))["Steun per provincie"])
    row = next(row for row in rows if row["code"] == "SV-P1-1")
    assert (row["provincie"], row["plateau"], row["(nog) niet volledig geregeld"], row["van"]) == ("Groningen", 1, 1, 2)


def test_the_codebook_knows_every_column_and_every_word(vng, answered):
    book = book_of(ask(vng, GEMEENTEN, "xlsx"))
    known = {row["code"]: row for row in records_of(book["Codeboek"])}
    wide = records_of(book["Gemeenten"])
    titles = {title.split(" ")[0] if "-P" in title else title for title in wide[0]}
    plain = {"gemeentecode", "gemeente", "provincie", "veiligheidsregio"}
    assert {title for title in titles if title not in known and not title.startswith("werkbestand")} == plain
    for row in wide[:4]:
        for title, value in row.items():
            entry = known.get(title.split(" ")[0] if "-P" in title else title)
            if entry and entry["antwoorden"] and value not in {"", "onbekend"}:
                assert value in entry["antwoorden"]


def test_gemeenten_have_their_inwoners_as_a_number(vng, ronde, groningen):
    submit(ronde, groningen[0])
    cells = cells_of_xlsx(ask(vng, GEMEENTEN, "xlsx"), number=2)
    assert (cells["F1"], cells["G1"], cells["F2"][0]) == (("s", "inwoners"), ("s", "grootteklasse"), "n")


@pytest.mark.parametrize("formaat", ["xlsx", "ods", "zip", "csv"])
def test_export_form_offers_every_form(vng, ronde, formaat):
    page = vng.get("/land/export/").text
    assert present(page, f'href="{CIJFERS}{formaat}?', f'action="{GEMEENTEN}{formaat}?') == [
        f'href="{CIJFERS}{formaat}?',
        f'action="{GEMEENTEN}{formaat}?',
    ]


# What a round asked beside the Kader.


GEOEFEND = {"vraag": "Is er geoefend?", "soort": "ja_nee"}
TRAINT = {"vraag": "Wie traint jullie?", "soort": "keuze", "keuzes": "de regio\nwij zelf"}
UREN = {"vraag": "Hoeveel uur is er voor oefenen?", "soort": "uren"}
BUDGET = {"vraag": "Hoeveel euro is er voor oefenen?", "soort": "geld", "alleen_groep": True}


@pytest.fixture
def themas(groningen):
    """A round that asked four, of which one only for figures of groups; two answered, and one did before it could."""
    ronde = make_ronde(staat="concept")
    vragen = [
        Themavraag.objects.create(meetronde=ronde, nummer=nummer, gelezen_by=uuid4(), **values)
        for nummer, values in enumerate((GEOEFEND, TRAINT, UREN, BUDGET), start=1)
    ]
    Meetronde.objects.filter(pk=ronde.pk).update(staat="gesloten")
    for gemeente, given in zip(groningen, (("ja", "2", "12", "4444"), ("nee", "", "0", "4444")), strict=False):
        answers = {f"thema{nummer}": waarde for nummer, waarde in enumerate(given, start=1)}
        indiening = submit(ronde, gemeente, themas=shared_themas(vragen, answers))
        Groepsantwoord.objects.create(
            indiening=indiening, gemeente=gemeente, themavraag=vragen[3], waarde=answers["thema4"]
        )
    submit(ronde, groningen[2])
    return groningen


def test_the_wide_sheet_has_a_column_per_thema_of_one_kind(vng, themas):
    rows = records_of(book_of(ask(vng, GEMEENTEN, "xlsx"))["Gemeenten"])
    titles = [title for title in rows[0] if title.startswith("thema")]
    assert titles == ["thema1 Is er geoefend?", "thema2 Wie traint jullie?", "thema3 Hoeveel uur is er voor oefenen?"]
    given = [[row[title] for title in titles] for each in themas[:4] for row in rows if row["gemeente"] == each.naam]
    assert given == [
        ["ja", "wij zelf", 12],
        ["nee", "niet ingevuld", 0],
        ["niet ingevuld", "niet ingevuld", ""],
        ["onbekend", "onbekend", ""],
    ]


def test_the_long_sheet_has_a_row_per_thema(vng, themas):
    rows = records_of(book_of(ask(vng, GEMEENTEN, "ods"))["Vragen van de ronde"])
    mine = [row for row in rows if row["gemeente"] == themas[0].naam and row["code"].startswith("thema")]
    assert [(row["code"], row["vraag"], row["antwoord"], row["getal"]) for row in mine] == [
        ("thema1", "Is er geoefend?", "ja", ""),
        ("thema2", "Wie traint jullie?", "wij zelf", ""),
        ("thema3", "Hoeveel uur is er voor oefenen?", "", 12),
    ]


def test_the_figures_count_each_thema_and_numbers_in_classes(vng, themas):
    rows = records_of(book_of(ask(vng, CIJFERS, "xlsx"))["Vragen van de ronde"])
    counted = {(row["code"], row["antwoord"]): (row["aantal"], row["van"]) for row in rows}
    assert [counted["thema1", word] for word in ("ja", "nee", "weten we niet", "niet ingevuld")] == [
        *((1, 3), (1, 3)),
        *((0, 3), (1, 3)),
    ]
    assert {word: each[0] for (code, word), each in counted.items() if code == "thema3" and each[0]} == {
        "geen": 1,
        "8 tot 16 uur": 1,
        "niet ingevuld": 1,
    }


@pytest.mark.parametrize("name", [CIJFERS, GEMEENTEN])
@pytest.mark.parametrize("formaat", ["xlsx", "ods", "zip", "csv"])
def test_what_counts_in_groups_alone_is_in_no_working_file(vng, themas, name, formaat):
    content = ask(vng, name, formaat)
    text = content.decode() if formaat == "csv" else text_of(content)
    assert present(text, "4444", "4.444", "Hoeveel euro", "thema4") == []


@pytest.mark.parametrize(("name", "kind"), [(CIJFERS, "woord"), (GEMEENTEN, "getal")])
def test_the_codebook_says_what_a_thema_is(vng, themas, name, kind):
    known = {row["code"]: row for row in records_of(book_of(ask(vng, name, "xlsx"))["Codeboek"])}
    assert known["thema2"]["antwoorden"] == "de regio, wij zelf, niet ingevuld"
    assert (known["thema3"]["betekenis"], known["thema3"]["soort"]) == (
        "Hoeveel uur is er voor oefenen? (niet in het Kader)",
        kind,
    )
