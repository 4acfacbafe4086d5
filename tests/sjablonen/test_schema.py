from datetime import date, timedelta

import pytest

from sjablonen.schema import SjabloonFout, load
from sjablonen.stijl import long_sentences
from tests.sjablonen.texts import FIXTURE, FIXTURES, GRONINGEN, PASSAGE, PROVINCIE, write


def fault(path):
    with pytest.raises(SjabloonFout) as caught:
        load(path)
    return str(caught.value)


def test_load_reads_the_real_fixtures():
    assert sorted(FIXTURES.glob("sjablonen*.yaml")) == [GRONINGEN, FIXTURE]
    assert {passage.laag for passage in load(FIXTURE).passages} == {"landelijk"}
    assert {(passage.laag, passage.regio.code) for passage in load(GRONINGEN).passages} == {("regionaal", "PV20")}


def test_fixture_has_every_ambitie_and_every_rol():
    codes = {passage.code for passage in load(FIXTURE).passages if passage.zekerheid == "zeker"}
    ambities = {f"ambitie_{number}.inleiding" for number in range(1, 7)}
    rollen = {f"h2.rol.{rol}" for rol in ("signaleerder", "beleidsmaker", "regisseur", "opvang_hulpverlening")}
    assert (ambities | rollen) - codes == set()


def test_fixture_keeps_unsettled_law_out_of_the_plan():
    unsettled = {passage.code for passage in load(FIXTURE).passages if passage.zekerheid == "controleren"}
    assert unsettled == {
        "h1.strafwet", "ambitie_5.overbewoning", "bijlage_2.schatting_recent",
        "bijlage_3.in_voorbereiding", "bijlage_4.landelijke_opvang", "bijlage_4.beschermde_opvang",
    }  # fmt: skip


def test_fixture_keeps_what_may_have_changed_in_groningen_out_of_the_plan():
    certain = {passage.code for passage in load(GRONINGEN).passages if passage.zekerheid == "zeker"}
    assert certain == {"h1.groningen", "h2_2.zorgcoordinator", "h2_2.ketenregisseur"}


def test_fixture_has_a_summary_and_five_bijlagen():
    filled = {passage.onderdeel for passage in load(FIXTURE).passages if passage.zekerheid == "zeker"}
    assert filled >= {"samenvatting", *(f"bijlage_{number}" for number in range(1, 6))}


def test_fixture_writes_short_sentences():
    passages = [*load(FIXTURE).passages, *load(GRONINGEN).passages]
    long = {p.code: found for p in passages if (found := long_sentences(p.tekst))}
    assert long == {}


def test_fixture_treats_eight_policy_fields_in_60_to_120_words():
    fields = [p for p in load(FIXTURE).passages if p.onderdeel == "bijlage_1" and p.titel]
    assert len(fields) == 8
    assert [p.code for p in fields if not 60 <= len(p.tekst.split()) <= 120] == []


def test_short_form_is_certain_and_at_most_1000_words():
    short = [passage for passage in load(FIXTURE).passages if passage.kort]
    assert {passage.zekerheid for passage in short} == {"zeker"}
    assert {p.code for p in load(FIXTURE).passages if p.onderdeel == "samenvatting"} <= {p.code for p in short}
    assert 800 <= sum(len(passage.tekst.split()) for passage in short) <= 1_000


def test_fixture_introduces_each_ambitie_in_80_to_180_words():
    inleidingen = [p for p in load(FIXTURE).passages if p.code.startswith("ambitie_") and p.volgorde == 10]
    assert [p.code for p in inleidingen if not 80 <= len(p.tekst.split()) <= 180] == []


def test_fixture_orders_passages_without_ties():
    places = [(passage.onderdeel, passage.volgorde) for passage in load(FIXTURE).passages]
    assert len(places) == len(set(places))


def test_load_returns_stripped_text_and_a_date(tmp_path):
    passage = load(write(tmp_path, PASSAGE | {"tekst": "Wij helpen.\n"})).passages[0]
    assert (passage.tekst, passage.gecontroleerd_op) == ("Wij helpen.", date(2026, 11, 23))


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("tekst", "Een <b>vet</b> woord.", "bevat HTML"),
        ("tekst", "Eerst.\n\n## Kop", "bevat een kop of lijn (#, === of ---)"),
        ("tekst", "Kop\n---\n", "bevat een kop of lijn (#, === of ---)"),
        ("tekst", "a | b\n--- | ---", "bevat een tabel (|)"),
        ("tekst", "![foto](https://voorbeeld.nl/a.png)", "bevat een afbeelding"),
        ("tekst", "[hier](javascript:alert(1))", "bevat een link die niet met https:// begint"),
        ("tekst", "Wij in {regio}.", "bevat een accolade; alleen {gemeente} is toegestaan"),
        ("tekst", "Wij in {{gemeente}}.", "bevat een accolade; alleen {gemeente} is toegestaan"),
        ("tekst", "a" * 6001, "is langer dan 6000 tekens"),
        ("tekst", " ", "is leeg"),
        ("titel", "Over {provincie}", "bevat een accolade; alleen {gemeente} is toegestaan"),
        ("bron_url", "http://vng.nl", "heeft een verkeerde vorm (patroon ^(https://\\S+)?$)"),
        ("laag", "lokaal", "moet een van deze zijn: 'landelijk' of 'regionaal'"),
        ("kort", "ja", "moet true of false zijn"),
        ("zekerheid", "ja", "moet een van deze zijn: 'zeker' of 'controleren'"),
        ("versie", 0, "moet groter zijn dan 0"),
        ("versie", "1", "moet een geheel getal zijn"),
        ("gecontroleerd_op", "2026-11-23", "moet een datum zijn (jjjj-mm-dd, zonder aanhalingstekens)"),
        ("auteur", "Jan", "is een onbekend veld"),
    ],
)
def test_load_names_the_place_of_a_wrong_field(tmp_path, field, value, problem):
    path = write(tmp_path, PASSAGE | {field: value})
    assert fault(path) == f"sjablonen.yaml klopt niet:\n- passage h3.doel, veld {field}: {problem}"


def test_load_refuses_a_date_in_the_future(tmp_path):
    later = date.today() + timedelta(days=2)
    path = write(tmp_path, PASSAGE | {"gecontroleerd_op": later})
    expected = f"passage h3.doel, veld gecontroleerd_op: ligt in de toekomst ({later})"
    assert fault(path) == f"sjablonen.yaml klopt niet:\n- {expected}"


@pytest.mark.parametrize(("laag", "regio"), [("regionaal", None), ("landelijk", PROVINCIE)])
def test_load_wants_a_regio_for_regionaal_and_for_nothing_else(tmp_path, laag, regio):
    message = fault(write(tmp_path, PASSAGE | {"laag": laag, "regio": regio}))
    assert message.endswith("- passage h3.doel: regio hoort bij laag regionaal, en alleen daarbij")


def test_load_names_the_place_in_a_regio(tmp_path):
    message = fault(write(tmp_path, PASSAGE | {"laag": "regionaal", "regio": PROVINCIE | {"code": ""}}))
    assert message.endswith("- passage h3.doel, veld regio: is leeg")


def test_load_accepts_the_same_code_for_another_regio(tmp_path):
    regionaal = PASSAGE | {"laag": "regionaal", "regio": PROVINCIE}
    other = regionaal | {"regio": PROVINCIE | {"code": "PV22"}}
    assert len(load(write(tmp_path, PASSAGE, regionaal, other)).passages) == 3


@pytest.mark.parametrize("code", ["h3", "H3.doel", "h3.doel van plan", "h3..doel"])
def test_load_refuses_a_malformed_code(tmp_path, code):
    assert f"passage {code}, veld code: heeft een verkeerde vorm" in fault(write(tmp_path, PASSAGE | {"code": code}))


def test_load_refuses_a_code_outside_its_onderdeel(tmp_path):
    message = fault(write(tmp_path, PASSAGE | {"onderdeel": "h2"}))
    assert message.endswith("- passage h3.doel: code begint niet met onderdeel 'h2.'")


def test_load_refuses_the_same_code_and_versie_twice(tmp_path):
    message = fault(write(tmp_path, PASSAGE, PASSAGE))
    assert message.endswith("- passage h3.doel: versie 1 staat er tweemaal in")


def test_load_accepts_a_second_versie(tmp_path):
    bestand = load(write(tmp_path, PASSAGE, PASSAGE | {"versie": 2}))
    assert [passage.versie for passage in bestand.passages] == [1, 2]


def test_load_names_every_wrong_place(tmp_path):
    without_code = {key: value for key, value in PASSAGE.items() if key != "code"}
    message = fault(write(tmp_path, PASSAGE | {"bron": ""}, without_code, "tekst"))
    assert message.splitlines()[1:] == [
        "- passage h3.doel, veld bron: is leeg",
        "- passage nummer 2, veld code: ontbreekt",
        "- passage nummer 3: moet een blok met velden zijn",
    ]


@pytest.mark.parametrize("content", ["passages: []", "passages: tekst", "", "- los", "anders: 1"])
def test_load_refuses_a_file_without_passages(tmp_path, content):
    path = tmp_path / "sjablonen.yaml"
    path.write_text(content, encoding="utf-8")
    assert fault(path).startswith("sjablonen.yaml klopt niet:")


@pytest.mark.parametrize("content", [b"passages: [", b"\xff\xfe"])
def test_load_refuses_an_unreadable_file(tmp_path, content):
    path = tmp_path / "sjablonen.yaml"
    path.write_bytes(content)
    assert fault(path).startswith("sjablonen.yaml is niet te lezen:")


def test_load_refuses_an_absent_file(tmp_path):
    assert fault(tmp_path / "weg.yaml").startswith("weg.yaml is niet te lezen:")


@pytest.mark.parametrize("text", ["passages:\n- code: h1.a\n  code: h1.b\n", "passages: []\npassages: []\n"])
def test_load_refuses_a_field_that_stands_twice(tmp_path, text):
    """YAML keeps the last and loses the first without a word."""
    path = tmp_path / "sjablonen.yaml"
    path.write_text(text)
    assert "een veld staat in dit blok tweemaal" in fault(path)
