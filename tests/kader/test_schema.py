import re
from collections import Counter
from copy import deepcopy
from hashlib import sha1
from pathlib import Path

import pytest
import yaml

from kader.schema import KaderFout, load

FIXTURE = Path(__file__).parents[2] / "fixtures" / "kader-2021-02.yaml"
DATA = yaml.load(FIXTURE.read_text(encoding="utf-8"), yaml.CSafeLoader)
SHA1 = {  # first ten digits of the sha1 of each literal text, taken from the source when it was first read
    "BB-P1-1": "f9709739cb",
    "BB-P1-2": "5edb6f03a6",
    "BB-P1-3": "159a82c8bb",
    "SV-P1-1": "b0bee1123b",
    "SV-P1-2": "97b7a00693",
    "SV-P1-3": "69392444b1",
    "SV-P2-1": "387d605816",
    "SV-P2-2": "1e0fc0a7e2",
    "SV-P2-3": "aaa4e7c006",
    "AB-P1-1": "a8ea119a2f",
    "AB-P1-2": "be20c3b793",
    "AB-P1-3": "ffda653666",
    "AB-P1-4": "e6573688a6",
    "AB-P2-1": "a48efa4120",
    "AB-P2-2": "ba2bb50526",
    "SK-P1-1": "1a2dbcf27d",
    "SK-P1-2": "8d79d40474",
    "SK-P1-3": "857c2cf920",
    "SK-P2-1": "b6e48922d0",
    "SK-P2-2": "db309a84db",
    "OH-P1-1": "6f6e47bce8",
    "OH-P1-2": "59b7cf311b",
    "OH-P1-3": "00eb386823",
}


def hulp_of_all():
    """The editorial layer of each bouwsteen and extra question, by code."""
    bestand = load(FIXTURE)
    found = {bouwsteen.code: bouwsteen.redactie for thema in bestand.themas for bouwsteen in thema.bouwstenen}
    return found | {vraag.code: vraag for vraag in bestand.aanvullende_vragen}


def test_every_bouwsteen_and_question_suggests_a_sentence_of_its_own():
    acties = {code: hulp.actie for code, hulp in hulp_of_all().items()}
    assert (len(acties), len(set(acties.values()))) == (34, 34)
    odd = [code for code, wat in acties.items() if not re.fullmatch(r"Wij [^.]+\.", wat) or len(wat.split()) > 20]
    assert odd == []


def fault(path):
    with pytest.raises(KaderFout) as caught:
        load(path)
    return str(caught.value)


def write(tmp_path, *, at, value):
    """A copy of the real file with `value` put at the place `at`; None takes the place away."""
    data = deepcopy(DATA)
    *steps, last = at
    place = data
    for step in steps:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    path = tmp_path / "kader.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def bouwstenen():
    return [bouwsteen for thema in load(FIXTURE).themas for bouwsteen in thema.bouwstenen]


def test_load_reads_the_real_fixture():
    bestand = load(FIXTURE)
    assert [thema.code for thema in bestand.themas] == ["BB", "SV", "AB", "SK", "OH"]
    assert Counter(bouwsteen.plateau for bouwsteen in bouwstenen()) == {1: 16, 2: 7}
    assert (len(bestand.rollen), len(bestand.plan_onderdelen), len(bestand.aanvullende_vragen)) == (4, 18, 11)


def test_fixture_counts_each_primary_rol():
    counts = Counter(bouwsteen.redactie.rollen.primair for bouwsteen in bouwstenen())
    assert counts == {"beleidsmaker": 8, "signaleerder": 7, "regisseur": 5, "opvang_hulpverlening": 3}


def test_fixture_keeps_the_literal_text():
    assert {b.code: sha1(b.tekst.encode()).hexdigest()[:10] for b in bouwstenen()} == SHA1


def test_fixture_explains_in_three_to_six_sentences():
    texts = [b.redactie.uitleg for b in bouwstenen()] + [v.uitleg for v in load(FIXTURE).aanvullende_vragen]
    assert [text for text in texts if not 3 <= text.count(". ") + text.count("? ") + 1 <= 6] == []


def test_fixture_never_raises_its_voice():
    assert "!" not in FIXTURE.read_text(encoding="utf-8")


def test_fixture_names_a_reason_for_every_wie():
    rows = [*(b.redactie for b in bouwstenen()), *load(FIXTURE).aanvullende_vragen]
    assert [wie for row in rows for wie in row.wie if ": " not in wie] == []


FIRST = ("themas", 0, "bouwstenen", 0)
HULP = (*FIRST, "redactie")


@pytest.mark.parametrize(
    ("at", "value", "problem"),
    [
        (("kader", "uitgave"), "x", "kader > uitgave: is een onbekend veld"),
        (("kader", "datum"), "2021-02-01", "kader > datum: hier kan niet staan: '2021-02-01'"),
        (("plateaus",), [], "plateaus: moet plateau 1 en plateau 2 bevatten, in die volgorde"),
        (("rollen", 1, "code"), "signaleerder", "rollen: signaleerder staat er tweemaal in"),
        (("rollen", 1, "volgorde"), 1, "rollen: volgorde moet oplopen, elk nummer één keer"),
        (("themas", 1, "volgorde"), 1, "themas: volgorde moet oplopen, elk nummer één keer"),
        ((*FIRST, "plateau"), 3, "themas > BB > bouwstenen > BB-P1-1 > plateau: hier kan niet staan: 3"),
        ((*FIRST, "plateau"), True, "themas > BB > bouwstenen > BB-P1-1 > plateau: hier kan niet staan: True"),
        ((*FIRST, "plateau"), 2, "BB: BB-P1-1 hoort hier niet"),
        ((*FIRST, "volgorde"), 2, "BB > bouwstenen: plateau en volgorde moeten oplopen, elk nummer één keer"),
        ((*FIRST, "volgorde"), "1", "themas > BB > bouwstenen > BB-P1-1 > volgorde: hier kan niet staan: '1'"),
        ((*FIRST, "tekst"), None, "themas > BB > bouwstenen > BB-P1-1 > tekst: ontbreekt"),
        ((*FIRST, "code"), None, "themas > BB > bouwstenen > nummer 1 > code: ontbreekt"),
        ((*HULP, "titel"), "a" * 61, "BB-P1-1 > redactie > titel: is langer dan 60 tekens"),
        ((*HULP, "uitleg"), " ", "BB-P1-1 > redactie > uitleg: hier kan niet staan: ' '"),
        ((*HULP, "uitleg"), "een\ntwee", r"BB-P1-1 > redactie > uitleg: hier kan niet staan: 'een\ntwee'"),
        ((*HULP, "voorbeelden"), ["een"], "BB-P1-1 > redactie > voorbeelden: hier kan niet staan: ['een']"),
        ((*HULP, "statusvoorbeelden", "nvt"), None, "BB-P1-1 > redactie > statusvoorbeelden > nvt: ontbreekt"),
        ((*HULP, "deelcriteria", 1, "code"), "BB-P1-2.a", "redactie > deelcriteria: BB-P1-2.a hoort hier niet"),
        ((*HULP, "deelcriteria", 1, "code"), "BB-P1-1.a", "redactie > deelcriteria: BB-P1-1.a staat er tweemaal in"),
        ((*HULP, "rollen", "primair"), "burger", "BB-P1-1 > redactie > rollen: burger bestaat niet"),
        ((*HULP, "rollen", "primair"), ["regisseur"], "rollen > primair: hier kan niet staan: ['regisseur']"),
        ((*HULP, "rollen", "ook"), ["beleidsmaker"], "redactie > rollen: beleidsmaker staat er tweemaal in"),
        ((*HULP, "plan", "ook"), ["h9"], "BB-P1-1 > redactie > plan: h9 bestaat niet"),
        ((*HULP, "gekoppeld"), ["BB-P1-9"], "gekoppeld: BB-P1-9 bestaat niet of wijst niet terug"),
        ((*HULP, "gekoppeld"), ["BB-P1-2"], "gekoppeld: BB-P1-2 bestaat niet of wijst niet terug"),
        ((*HULP, "gekoppeld"), ["BB-P1-1"], "gekoppeld: BB-P1-1 bestaat niet of wijst niet terug"),
        (("aanvullende_vragen", 0, "plan"), "h9", "DA-1 > plan: h9 bestaat niet"),
        (("aanvullende_vragen", 0, "wie"), [], "aanvullende_vragen > DA-1 > wie: hier kan niet staan: []"),
        (("themas",), "geen", "themas: hier kan niet staan: 'geen'"),
    ],
)
def test_load_names_the_place_of_a_fault(tmp_path, at, value, problem):
    message = fault(write(tmp_path, at=at, value=value))
    assert message.startswith("kader.yaml klopt niet:\n- ")
    assert any(line.endswith(problem) for line in message.splitlines()), message


def test_load_names_every_fault_at_once(tmp_path):
    path = write(tmp_path, at=("rollen", 3), value={"code": "Opvang", "volgorde": 4, "titel": ""})
    assert fault(path).splitlines()[1:] == [
        "- rollen > Opvang > code: hier kan niet staan: 'Opvang'",
        "- rollen > Opvang > titel: hier kan niet staan: ''",
        "- rollen > Opvang > tekst: ontbreekt",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"kader: [", "regel 2: geen geldige YAML (did not find expected node content)"),
        (b"kader:\n  titel: a\n  titel: b\n", "regel 2: geen geldige YAML (een veld staat in dit blok tweemaal)"),
        (b"kader: 2021-02-31\n", "niet te lezen: day is out of range for month"),
        (b"", "bestand: hier kan niet staan: None"),
        (b"- een\n", "bestand: hier kan niet staan: ['een']"),
    ],
)
def test_load_refuses_what_is_not_a_kader(tmp_path, content, problem):
    path = tmp_path / "kader.yaml"
    path.write_bytes(content)
    assert fault(path) == f"kader.yaml klopt niet:\n- {problem}"


@pytest.mark.parametrize("content", [b"kader: \xff", b"kader: \x00", b"!!python/object:os.system {}", b"{[]: 1}"])
def test_load_refuses_what_cannot_be_read(tmp_path, content):
    path = tmp_path / "kader.yaml"
    path.write_bytes(content)
    assert fault(path).startswith("kader.yaml klopt niet:\n- ")


def test_load_names_a_file_that_is_not_there(tmp_path):
    assert fault(tmp_path / "weg.yaml").startswith("weg.yaml klopt niet:\n- niet te lezen: ")
