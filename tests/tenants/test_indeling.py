from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tenants.models import EerdereNaam, Gemeente, Gemeentelijst, Indeling, Opvolging, Regio
from tests.tenants.lijsten import HEAD, country, write

EVE, DAY = date(2026, 12, 31), date(2027, 1, 1)
STADSKANAAL, WESTERWOLDE = "GM0037", "GM1950"  # both in Groningen


def load(path, *args):
    call_command("load_gemeenten", str(path), *args)


def state():
    return [
        list(model.objects.order_by("pk").values()) for model in (Gemeente, Regio, Indeling, EerdereNaam, Gemeentelijst)
    ]


def merged(rows):
    """Two gemeenten went over into a new one."""
    rest = {code: row for code, row in rows.items() if code not in (STADSKANAAL, WESTERWOLDE)}
    return rest | {"GM1999": ("Kanaalwolde", "PV20", "Groningen")}


def test_two_that_became_one_count_as_one_from_the_first_of_january(db, tmp_path):
    load(write(tmp_path, merged(country())), "--opslaan")
    real = Gemeente.objects.invented(False)
    assert (real.on(EVE).count(), real.on(DAY).count()) == (342, 341)
    ended = real.filter(valid_until=EVE).values_list("code", flat=True)
    assert sorted(ended) == [STADSKANAAL, WESTERWOLDE]
    new = real.get(code="GM1999")
    assert (new.naam, new.slug, new.valid_from, new.valid_until) == ("Kanaalwolde", "kanaalwolde", DAY, None)


def test_regios_of_who_ends_end_with_it_and_of_who_begins_begin(db, tmp_path):
    load(write(tmp_path, merged(country())), "--opslaan")
    groningen = Gemeente.objects.in_regio("provincie", "PV20", EVE), Gemeente.objects.in_regio("provincie", "PV20", DAY)
    before, after = (set(found.invented(False).values_list("code", flat=True)) for found in groningen)
    assert (before - after, after - before) == ({STADSKANAAL, WESTERWOLDE}, {"GM1999"})
    until = Indeling.objects.filter(gemeente__code=STADSKANAAL).values_list("valid_until", flat=True)
    assert set(until) == {EVE}


def test_a_gemeente_that_changed_provincie_belonged_to_the_old_one_until_then(db, tmp_path):
    load(write(tmp_path, country() | {STADSKANAAL: ("Stadskanaal", "PV22", "Drenthe")}), "--opslaan")
    rows = Indeling.objects.filter(gemeente__code=STADSKANAAL, regio__soort="provincie")
    dated = sorted(rows.values_list("regio__code", "valid_from", "valid_until"))
    assert dated == [("PV20", None, EVE), ("PV22", DAY, None)]


def test_without_opslaan_it_says_what_changes_and_changes_nothing(db, tmp_path, capsys):
    before = state()
    rows = merged(country()) | {"GM0014": ("Groningen (stad)", "PV20", "Groningen")}
    load(write(tmp_path, rows))
    assert state() == before
    assert capsys.readouterr().out.splitlines() == [
        "Lijst per 1 januari 2027: 341 gemeenten.",
        "Nieuw (1): Kanaalwolde (GM1999, webadres kanaalwolde).",
        "Eindigt op 31 december 2026 (2): Stadskanaal (GM0037); Westerwolde (GM1950).",
        "Heet anders (1): Groningen wordt Groningen (stad).",
        "Nog te doen: leg bij elke gemeente die eindigt vast in welke zij overgaat (herindeling).",
        "Nog te doen: deze lijst zegt niet in welke veiligheidsregio Kanaalwolde ligt (load_indeling).",
        "Dit is een proef: er is niets opgeslagen. Klopt het, geef dan --opslaan.",
    ]


def test_again_changes_nothing(db, tmp_path):
    path = write(tmp_path, merged(country()))
    load(path, "--opslaan")
    before = state()
    load(path, "--opslaan")
    assert state() == before


def test_a_corrected_list_of_the_same_day_takes_its_mistake_back(db, tmp_path):
    rows = country()
    load(write(tmp_path, merged(rows) | {"GM0014": ("Fout", "PV22", "Drenthe")}), "--opslaan")
    load(write(tmp_path, rows), "--opslaan")
    real = Gemeente.objects.invented(False)
    assert [real.on(day).count() for day in (EVE, DAY, date(2030, 1, 1))] == [342, 342, 342]
    assert "GM1999" not in country()
    assert country() == rows
    assert Indeling.objects.filter(gemeente__code="GM0014", regio__soort="provincie").count() == 1


def test_a_new_code_with_the_name_of_one_that_ended_gets_an_address_of_its_own(db, tmp_path):
    rows = {code: row for code, row in country().items() if code != STADSKANAAL}
    load(write(tmp_path, rows | {"GM1998": ("Stadskanaal", "PV20", "Groningen")}), "--opslaan")
    slugs = dict(Gemeente.objects.filter(naam="Stadskanaal").values_list("code", "slug"))
    assert slugs == {STADSKANAAL: "stadskanaal", "GM1998": "stadskanaal-2027"}


def test_a_code_that_returns_goes_on_where_it_was(db, tmp_path):
    rows = country()
    gone = {code: row for code, row in rows.items() if code != STADSKANAAL}
    load(write(tmp_path, gone), "--opslaan")
    Gemeentelijst.objects.update(peildatum=date(2026, 1, 1))
    load(write(tmp_path, rows), "--opslaan")
    back = Gemeente.objects.get(code=STADSKANAAL)
    indelingen = Indeling.objects.filter(gemeente=back).values_list("valid_from", "valid_until")
    assert (back.valid_until, list(indelingen)) == (None, [(None, None), (None, None)])


def test_a_code_that_went_over_into_another_does_not_return_unseen(db, tmp_path):
    rows = country()
    load(write(tmp_path, merged(rows)), "--opslaan")
    pair = {gemeente.code: gemeente for gemeente in Gemeente.objects.filter(code__in=[STADSKANAAL, "GM1999"])}
    Opvolging.objects.create(predecessor=pair[STADSKANAAL], successor=pair["GM1999"], datum=DAY)
    with pytest.raises(CommandError, match="ging op 01-01-2027 over in Kanaalwolde"):
        load(write(tmp_path, merged(rows) | {STADSKANAAL: rows[STADSKANAAL]}), "--opslaan")


def test_the_name_before_is_kept(db, tmp_path):
    load(write(tmp_path, country() | {STADSKANAAL: ("Kanaalstad", "PV20", "Groningen")}), "--opslaan")
    gemeente = Gemeente.objects.get(code=STADSKANAAL)
    known = list(gemeente.eerdere_namen.values_list("naam", "valid_until"))
    assert (gemeente.naam, gemeente.slug, known) == ("Kanaalstad", "stadskanaal", [("Stadskanaal", EVE)])


def test_our_own_list_says_nothing_once_there_is_a_newer_one(db, tmp_path, capsys):
    load(write(tmp_path, merged(country())), "--opslaan")
    before = state()
    capsys.readouterr()
    call_command("load_gemeenten")
    assert state() == before
    assert capsys.readouterr().out.startswith("Er is al een lijst van 01-01-2027")


def test_invented_gemeenten_are_not_on_a_list_of_the_cbs_and_stay(db, tmp_path):
    invented = Gemeente.objects.invented().today().count()
    load(write(tmp_path, merged(country())), "--opslaan")
    assert Gemeente.objects.invented().on(DAY).count() == invented > 0


def test_a_list_in_the_alphabet_of_windows_is_read(db, tmp_path):
    rows = country()
    load(write(tmp_path, rows, encoding="cp1252"), "--opslaan")
    assert country() == rows


def refusals():
    return [
        (lambda rows: rows, {"head": HEAD.replace("Gemeentenaam", "Plaats")}, "De kolom met de namen van gemeenten"),
        (lambda rows: rows, {"name": "gemeenten.csv"}, "geef --peildatum"),
        (lambda rows: rows, {"name": "Gemeenten 2025.csv"}, "Terug in de tijd kan niet"),
        (lambda rows: rows, {"name": "Gemeenten 2031.csv"}, "ligt te ver weg"),
        (lambda rows: dict(list(rows.items())[:171]), {}, "staan er 171 niet op deze lijst"),
        (lambda rows: rows | {STADSKANAAL: ("Stadskanaal", "PV40", "Flevoveen")}, {}, "Onbekende provincie: Flevoveen"),
        (
            lambda rows: rows | {STADSKANAAL: ("Stadskanaal", "PV22", "Dronte")},
            {},
            "PV22 heeft in het bestand meer dan",
        ),
        (lambda rows: rows | {"GM9001": ("Droomstad", "PV20", "Groningen")}, {}, "die zijn verzonnen: GM9001"),
        (lambda rows: rows | {STADSKANAAL: ("", "PV20", "Groningen")}, {}, "De naam van GM0037 is leeg"),
    ]


@pytest.mark.parametrize(("change", "how", "words"), refusals())
def test_what_cannot_be_is_refused_in_words_and_changes_nothing(db, tmp_path, change, how, words):
    path = write(tmp_path, change(country()), **how)
    before = state()
    with pytest.raises(CommandError, match=words):
        load(path, "--opslaan")
    assert state() == before


def test_a_code_that_is_there_twice_is_refused(db, tmp_path):
    path = write(tmp_path, country())
    path.write_text(path.read_text(encoding="utf-8-sig") + "\n37;GM0037;Stadskanaal;20;PV20;Groningen")
    with pytest.raises(CommandError, match="twee keer in: GM0037"):
        load(path, "--opslaan")


def test_a_workbook_or_nothing_is_refused(db, tmp_path):
    (tmp_path / "2027.xlsx").write_bytes(b"PK\x03\x04")
    for name, words in (("2027.xlsx", "Excel-bestand"), ("weg 2027.csv", "niet te lezen")):
        with pytest.raises(CommandError, match=words):
            load(tmp_path / name)


def test_a_day_that_contradicts_the_file_is_refused(db, tmp_path):
    path = write(tmp_path, country(), head=HEAD + ";Inwoners_2026")
    with pytest.raises(CommandError, match="Er staat meer dan één: 2026-01-01, 2027-01-01"):
        load(path, "--peildatum", "2027-01-01")


def regios(folder, text):
    path = folder / "regios.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_centrumgemeenten_are_taken_in_with_their_day(db, tmp_path, capsys):
    path = regios(tmp_path, f"gemeentecode;centrumgemeente;vanaf\n{STADSKANAAL};GM0014;2027-01-01")
    call_command("load_indeling", "centrumgemeente_vo", str(path), "--opslaan")
    row = Indeling.objects.get(regio__soort="centrumgemeente_vo")
    assert (row.gemeente.code, row.regio.naam, row.valid_from) == (STADSKANAAL, "Groningen", DAY)
    assert "Stadskanaal naar Groningen vanaf 1 januari 2027 (nu: nog geen)" in capsys.readouterr().out


def test_a_gemeente_that_goes_to_another_zorgcoordinatieregio_ends_in_the_first(db, tmp_path):
    first = f"gemeentecode;regiocode;regionaam\n{STADSKANAAL};N;Noord"
    call_command("load_indeling", "zorgcoordinatie", str(regios(tmp_path, first)), "--vanaf=2026-01-01", "--opslaan")
    second = regios(tmp_path, f"gemeentecode;regiocode;regionaam\n{STADSKANAAL};O;Oost")
    call_command("load_indeling", "zorgcoordinatie", str(second), "--vanaf=2027-01-01")
    assert Indeling.objects.filter(regio__soort="zorgcoordinatie").count() == 1
    for _ in range(2):
        call_command("load_indeling", "zorgcoordinatie", str(second), "--vanaf=2027-01-01", "--opslaan")
    rows = Indeling.objects.filter(regio__soort="zorgcoordinatie").values_list(
        "regio__naam", "valid_from", "valid_until"
    )
    assert sorted(rows) == [("Noord", date(2026, 1, 1), EVE), ("Oost", DAY, None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gemeentecode;centrumgemeente\nGM0037;GM7777", "Deze centrumgemeenten bestaan niet: GM7777"),
        ("gemeentecode;centrumgemeente\nGM7777;GM0014", "geen gemeente met de code GM7777"),
        ("gemeentecode;plaats\nGM0037;GM0014", "De kolom met de codes van centrumgemeenten ontbreekt"),
        ("gemeentecode;centrumgemeente\nGM0037;GM0014\nGM0037;GM0014", "staan er twee keer in: GM0037"),
    ],
)
def test_regios_that_cannot_be_are_refused(db, tmp_path, text, words):
    with pytest.raises(CommandError, match=words):
        call_command(
            "load_indeling", "centrumgemeente_vo", str(regios(tmp_path, text)), "--vanaf=2027-01-01", "--opslaan"
        )
    assert Indeling.objects.filter(regio__soort="centrumgemeente_vo").count() == 0
