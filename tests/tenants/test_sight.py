"""What people see as the same is found, in Python and in the database alike; what they see as different is not."""

import os
import unicodedata

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saving.fields import INVISIBLE as STRIPPED
from tenants.sight import (
    INVISIBLE,
    LIGATURES,
    MARKUP,
    SAME,
    SPACES,
    expression,
    folded,
    pattern_of,
    units,
    visible,
)

NAME = "Pieter Testman"
SAME_TO_PEOPLE = [
    (NAME, "Pieter Testman"),
    (NAME, "PIETER TESTMAN"),
    (NAME, "Pieter\xa0Testman"),
    (NAME, "Pieter\u202fTestman"),
    (NAME, "Pieter\nTestman"),
    (NAME, "Pieter\t Testman"),
    (NAME, "Pieter\r\n\r\nTestman"),
    (NAME, "Pieter Test\xadman"),
    (NAME, "Pieter Te\u200bstman"),
    (NAME, "Pie\u200cter\u200d Test\u2060man"),
    (NAME, "P\ufeffi\ufe0fe\u200ete\u202er Testman"),
    (NAME, "Pieter \u200b Testman"),
    (NAME, "Ｐｉｅｔｅｒ　Ｔｅｓｔｍａｎ"),
    (NAME, "𝐏𝐢𝐞𝐭𝐞𝐫 𝐓𝐞𝐬𝐭𝐦𝐚𝐧"),
    (NAME, "Pieter%20Testman"),
    (NAME, "pieter+testman"),
    (NAME, "Pieter_Testman"),
    (NAME, "**Pieter** *Testman*"),
    ("Pie\xadter Testman", "Pieter Testman"),
    ("René Testman", "Rene\u0301 Testman"),
    ("Rene\u0301 Testman", "RENÉ Testman"),
    ("René Testman", "Ren%C3%A9%20Testman"),
    ("René Testman", "Rene%CC%81 Testman"),
    ("Việt", "Vie\u0302\u0323t"),
    ("z\u0327oon", "Z\u200b\u0327oon"),
    ("Anne-Marie", "Anne\u2010Marie"),
    ("Anne-Marie", "Anne\u2011Marie"),
    ("Anne\u2013Marie", "Anne\u2212Marie"),
    ("d'Ancona", "d’Ancona"),
    ("d´Ancona", "d‘Ancona"),
    ("d'Ancona", "d%27Ancona"),
    ("de “oude” naam", 'de "oude" naam'),
    ("Fieke Dijk", "ﬁeke Dĳk"),
    ("Fieke Dĳk", "FIEKE DIJK"),
    ("Strauß", "STRAUSS"),
    ("efficiënt", "eﬃcie\u0308nt"),
    ("wacht... even", "wacht… even"),
    ("‥…", "…‥"),
    ("Flusstal", "Flußtal"),
    ("Flusstal", "Flusﬆal"),
    ("Fluss.sss", "Fluß.sß"),
    ("wacht......", "wacht……"),
    ("iets nieuws", "iets\u200b nieuws"),
    ("Testman & Zoon", "Testman &amp; Zoon"),
    ("Łukasz", "łukasz"),
]
DIFFERENT_TO_PEOPLE = [
    (NAME, "PieterTestman"),
    (NAME, "Pieter-Testman"),
    (NAME, "Pieter Tèstman"),
    ("Rene", "René"),
    ("Rene", "Rene\u0301"),
    ("Rene", "Rene\u200b\u0301"),
    ("René", "Rene"),
    ("a.c.d.", "abcXdX"),
]
SPECIAL = [
    *LIGATURES,
    *"".join(SAME.values()),
    *SAME,
    *SPACES,
    *MARKUP,
    *"\xad\u200b\u200d\u2060\ufeff\ufe0f\u0301\u0308\u0323",
]
LETTERS = st.sampled_from([*"aeéifjstdžzEÉIFJSx&%+_.[](){}|?$^2²½'\"-ŁłαςΣжЖİı漢😀Ａａ", *SPECIAL])
TEXTS = st.text(LETTERS, min_size=1, max_size=12)
WORDS = st.text(LETTERS, min_size=4, max_size=12).filter(lambda text: len(folded(text)) >= 4)
TYPED = st.text(LETTERS.filter(lambda char: not unicodedata.combining(char)), min_size=4, max_size=12)


@pytest.fixture(scope="module")
def database(django_db_setup):
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        yield connection


def replaced(database, text, words):
    found = database.execute(
        "SELECT public.wissing_pattern(%s), regexp_replace(%s, public.wissing_pattern(%s), '[gewist]', 'g')",
        [folded(words), text, folded(words)],
    )
    return found.fetchone()


@pytest.mark.parametrize(("words", "text"), SAME_TO_PEOPLE)
def test_what_looks_the_same_is_found_and_only_that_is_replaced(database, words, text):
    around = f"Voor {text} na."
    wanted = "Voor **[gewist]* na." if "**" in text else "Voor [gewist] na."
    assert pattern_of(words).sub("[gewist]", around) == wanted
    assert replaced(database, around, words) == (expression(words), wanted)


@pytest.mark.parametrize(("words", "text"), DIFFERENT_TO_PEOPLE)
def test_what_looks_different_is_left_alone(database, words, text):
    assert pattern_of(words).sub("[gewist]", text) == text
    assert replaced(database, text, words) == (expression(words), text)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS, before=TEXTS, after=TEXTS, data=st.data())
def test_python_and_the_database_find_the_same(database, words, before, after, data):
    text = before + data.draw(st.sampled_from([words, words.upper(), unicodedata.normalize("NFD", words)])) + after
    assert replaced(database, text, words) == (expression(words), pattern_of(words).sub("[gewist]", text))


@settings(max_examples=300, deadline=None)
@given(words=TYPED, unseen=st.sampled_from("\xad\u200b\u2060\ufeff"), form=st.sampled_from(["NFC", "NFD"]))
def test_words_are_found_however_they_were_typed(words, unseen, form):
    if not folded(words):
        return
    typed = unseen.join(unicodedata.normalize(form, words))
    assert pattern_of(words).search(f" {typed} ") is not None


def test_every_letter_is_found_in_its_other_case():
    letters = [chr(code) for code in range(0x21, 0x250) if chr(code).isalpha()]
    cases = [(letter, other) for letter in letters for other in (letter.upper(), letter.lower())]
    assert [pair for pair in cases if not pattern_of(pair[0]).search(pair[1])] == [("ı", "I"), ("ŉ", "ʼN")]


def test_what_nobody_sees_is_taken_out_and_nothing_else():
    assert visible("Pie\xadter\u200b\tTest\ufeffman\n") == "Pieter\tTestman\n"
    assert [char for char in SPACES if INVISIBLE.match(char)] == []


def test_what_a_form_takes_out_nobody_sees():
    assert [
        hex(code) for code in range(1, 0x11000) if STRIPPED.match(chr(code)) and not INVISIBLE.match(chr(code))
    ] == []


def test_the_longest_words_are_found_in_the_largest_text_at_once(database):
    words = ("straße ĳs fi " * 20)[:200]
    text = ("s\u200b" * 50_000) + words.upper() + ("\u200b" * 50_000)
    assert replaced(database, text, words)[1].count("[gewist]") == 1
    assert len(pattern_of(words).findall(text)) == 1
    assert len(units()) < 3_000
