"""Nothing that Kompas ships says what the law no longer says; what it says today stands in wetswoorden.yaml."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from berichten.mails import mails
from kader import schema as kader_schema
from sjablonen import keuzelijsten, schema
from tests.sjablonen.texts import FIXTURE, FIXTURES, GRONINGEN

ROOT = Path(__file__).parents[2]
WORDS = yaml.safe_load(Path(__file__).with_name("wetswoorden.yaml").read_text(encoding="utf-8"))
KADERS = (FIXTURES / "kader-2021-02.yaml", FIXTURES / "test" / "kader-2027-01.yaml")
GOES_OUT = ("**/email/*.txt", "metingen/mail_*.html")
# What a gemeente decided about its own plan; it says nothing of the law.
NO_SOURCE = re.compile(r"beleids(plan|stuk)\b.*Stadskanaal|Stadskanaal.*beleids(plan|stuk)\b", re.I | re.S)
LAW = re.compile(r"\b(?:Wet|Waadi|Grondwet|\w+wet|\w+wet 20\d\d|Wmo)\b")
# Of which day the text is that was read: of the law as it is now, or of the Staatsblad when it is new.
DATED = re.compile(r"\btekst van \d|\bsinds \d|\bStb\. 20\d\d")
PRINTED = ("titel", "tekst", "uitleg", "grondslag", "wat", "wie", "bron")


def newest():
    """Each passage as it goes into a plan now."""
    found = {}
    for passage in [*schema.load(FIXTURE).passages, *schema.load(GRONINGEN).passages]:
        found[passage.code, passage.regio] = passage
    return [(passage.code, passage) for passage in found.values()]


def listed():
    lists = keuzelijsten.load(FIXTURES)
    rows = [*lists.instrumenten, *lists.vormen]
    return [*((row.code, row) for row in rows), *((f"{stap.melder} {stap.volgorde}", stap) for stap in lists.stappen)]


def said(row):
    return "\n".join(str(getattr(row, field)) for field in PRINTED if getattr(row, field, ""))


def strings(value):
    if isinstance(value, dict):
        value = list(value.values())
    return [text for each in value for text in strings(each)] if isinstance(value, list) else [str(value)]


def asked():
    """What we wrote around the Kader; its own words are VNG's, and stay as they are."""
    found = []
    for path in KADERS:
        kader = kader_schema.load(path)
        for thema in kader.themas:
            found += [(b.code, "\n".join(strings(b.redactie.model_dump()))) for b in thema.bouwstenen]
        found += [(vraag.code, "\n".join(strings(vraag.model_dump()))) for vraag in kader.aanvullende_vragen]
    return found


def sent():
    paths = sorted(path for pattern in GOES_OUT for path in (ROOT / "templates").glob(pattern))
    pages = [(path.name, path.read_text(encoding="utf-8")) for path in paths]
    return [*pages, *((f"mail {mail.code}", f"{mail.onderwerp}\n\n{mail.tekst}") for mail in mails().values())]


@cache
def texts():
    return [*((code, said(row)) for code, row in [*newest(), *listed()]), *asked(), *sent()]


def sentences(text):
    return [" ".join(part.split()) for part in re.split(r"(?<=[.?!:;])\s+|\n\s*\n|\n\s*- ", text) if part.strip()]


def contradictions(text):
    """Per sentence that says what is past, what holds now."""
    return [
        (sentence, row["nu"])
        for sentence in sentences(text)
        for row in WORDS["voorbij"]
        if re.search(row["zegt"], sentence) and not ("tenzij" in row and re.search(row["tenzij"], sentence))
    ]


def test_nothing_that_is_shipped_contradicts_the_law_of_today():
    assert {code: found for code, text in texts() if (found := contradictions(text))} == {}


def test_every_kind_of_text_is_looked_at():
    codes = {code for code, _ in texts()}
    assert codes >= {"h1.strafwet", "h2_2.ketenregisseur", "apv", "draagmoederschap", "burger 10", "AB-P1-1", "WO-1"}
    assert codes >= {"mail uitnodiging", "mail wachtwoord", "slot_login.txt"}


@pytest.mark.parametrize(
    "text",
    [
        "De Inspectie SZW controleert.",
        "Aanvragen gaan volgens de Wabo.",
        "Het Bouwbesluit 2012 regelt overbewoning.",
        "Het bestemmingsplan verbiedt wonen.",
        "De raad kan voorrang geven aan wie de opvang verlaat.",
        "In een huisvestingsverordening mag urgentie staan voor wie slachtoffer van mensenhandel is.",
        "In voorbereiding is\nde Wtta.",
        "De Wtta geldt naar verwachting vanaf 2027.",
        "De Wtta gaat in op 1 januari 2027.",
        "De hoogste straf is twaalf jaar cel.",
        "Een uitzendkracht heeft recht op dezelfde arbeidsvoorwaarden als een vaste kracht.",
        "Wie na mensenhandel de opvang verlaat, krijgt voorrang bij een woning.",
        "Lidstaten hebben tot 15 juli 2026 de tijd.",
        "Sluiten kan bij verstoring van de openbare orde.",
        "Een vergunning volgt uit de Drank- en Horecawet.",
        "Strafbaar is dit volgens artikel 250a.",
        "Kinderen meld je bij het AMK.",
    ],
)
def test_a_sentence_that_is_past_is_noticed(text):
    assert len(contradictions(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Nederlandse Arbeidsinspectie. Tot 2022 heette zij Inspectie SZW.",
        "Tot 2024 stond de regel in het Bouwbesluit 2012.",
        "De vroegere bestemmingsplannen zijn er tijdelijk een deel van.",
        "De raad bepaalt dat wie de opvang verlaat, voorrang krijgt.",
        "Sluiten kan bij ernstige verstoring van de openbare orde.",
        "De plicht uit de Wtta geldt vanaf 1 januari 2027.",
        "Bij verstoring van de openbare orde geeft de burgemeester bevelen (artikel 172).",
    ],
)
def test_a_sentence_that_holds_or_tells_how_it_was_is_left_alone(text):
    assert contradictions(text) == []


@pytest.mark.parametrize("row", WORDS["geldt"], ids=lambda row: row["waar"])
def test_what_the_law_asks_is_said(row):
    text = " ".join("\n".join(text for code, text in texts() if code == row["waar"]).split())
    assert [words for words in row["zegt"] if words not in text] == []


def test_duty_to_house_has_a_question_an_instrument_and_an_actie():
    kader = kader_schema.load(KADERS[0])
    vraag = next(each for each in kader.aanvullende_vragen if each.code == "WO-1")
    instrument = next(row for row in keuzelijsten.load(FIXTURES).instrumenten if row.vraag == "WO-1")
    assert (vraag.plan, instrument.onderdeel, instrument.bevoegd) == ("ambitie_3", "ambitie_3", ["raad", "college"])
    assert vraag.actie.startswith("Wij regelen in de huisvestingsverordening")


def test_no_standard_text_promises_what_a_plan_may_lack():
    promise = re.compile(r"wie dat doet|passen wij de stappen nog")
    assert [code for code, row in newest() if promise.search(" ".join(row.tekst.split()))] == []


def test_every_example_of_a_route_begins_with_112():
    routes = {}
    for stap in sorted(keuzelijsten.load(FIXTURES).stappen, key=lambda each: each.volgorde):
        routes.setdefault((stap.melder, stap.regio), []).append(stap)
    assert [key for key, (first, *_) in routes.items() if not (first.spoed and first.telefoon == "112")] == []


def test_nothing_is_certain_because_one_gemeente_wrote_it():
    certain = [(code, row) for code, row in [*newest(), *listed()] if row.zekerheid == "zeker"]
    assert [code for code, row in certain if NO_SOURCE.search(row.bron)] == []
    assert NO_SOURCE.search("Beleidsplan Stadskanaal (circa 2022)")
    assert NO_SOURCE.search("Gemeente Stadskanaal, beleidsplan aanpak mensenhandel")


def test_law_that_is_certain_says_of_which_day_its_text_was_read():
    certain = [(code, row.bron) for code, row in [*newest(), *listed()] if row.zekerheid == "zeker"]
    assert [(code, bron) for code, bron in certain if LAW.search(bron) and not DATED.search(bron)] == []


def test_law_words_are_dated_and_every_row_has_a_source():
    assert WORDS["stand_op"] <= date.today()
    assert [row["zegt"] for row in WORDS["voorbij"] if not (row["nu"] and row["bron"])] == []
