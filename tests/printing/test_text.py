import json
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import printing
from printing.pdf import render_pdf
from printing.text import GLYPHS, boxes, breakable, glyphs, printable, tight
from saving.signs import SIGNS
from tests.printing.files import text_of
from tests.reports.conftest import MADE_AT

FONTS = Path(printing.__file__).parent / "fonts"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Łódź, geëerd, ≥ 3 → €", "Łódź, geëerd, ≥ 3 → €"),
        ("o\u0308", "ö"),
        ("① ㎞", "1 km"),
        ("a\u202eb\u2066c\u200d\ufeff", "abc"),
        ("é漢字 😀\ufe0f", "é□□ □"),
        ("\ue000\ufffe", "□□"),
        ("＜script＞", "□script□"),
        ("<p>a\n\tb\x00</p>", "<p>a\n\tb</p>"),
    ],
)
def test_printable_keeps_what_the_font_has_and_shows_what_it_lacks(text, printed):
    assert printable(text) == printed


@pytest.mark.parametrize(
    ("html", "broken"),
    [
        ("<p>meervoudigepersoonlijkheidsstoornis</p>", "<p>meervoudigepersoonlijkheidsstoornis</p>"),
        (f"<p>{'w' * 61}</p>", f"<p>{chr(0x200B).join([*['w' * 10] * 6, 'w'])}</p>"),
        (f"<p>{'&amp;' * 61}</p>", f"<p>{chr(0x200B).join([*['&amp;' * 10] * 6, '&amp;'])}</p>"),
        (f'<a href="https://a.nl/{"w" * 61}" title=">">x</a>', f'<a href="https://a.nl/{"w" * 61}" title=">">x</a>'),
    ],
)
def test_breakable_gives_only_an_over_long_word_places_to_break(html, broken):
    assert breakable(html) == broken


def test_a_place_to_break_is_not_in_what_is_copied():
    made = render_pdf(f"<html lang=nl><title>t</title><p>{'w' * 70}</p>", made_at=MADE_AT)
    assert "\u200b" not in text_of(made)


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ("<p>een\u2028twee\u2029drie\x0bvier</p>", "<p>een<br>twee<br>drie<br>vier</p>"),
        ('<a title="een\u2028twee">een\x0ctwee</a>', '<a title="een twee">een twee</a>'),
        ("<title>een\u2028twee</title>", "<title>een twee</title>"),
        ("\uf0b7\tWord \uf0a7\tWingdings \uf0d8\tpijl ➢ \uf0e0 \uf0fc", "•\tWord •\tWingdings •\tpijl • → ✓"),
        ("men\xadsen \x1fa\x1eb \ufffc", "mensen a-b "),
        ("👨\u200d👩\u200d👧 👍🏽 🇳🇱 1\ufe0f\u20e3 🏴\U000e0067\U000e007f", "□ □ □ 1 □"),
    ],
)
def test_printable_says_what_word_and_phones_meant(html, printed):
    assert printable(html) == printed


def test_a_line_of_word_is_a_line_in_the_pdf():
    made = render_pdf("<html lang=nl><title>t</title><p>een\u2028\uf0b7 twee\x0cdrie</p>", made_at=MADE_AT)
    assert text_of(made) == "een\n• twee drie"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Łódź – ≥ 3 → € ♀ é e\u0301 ① \uf0b7\u2028\x0c\xad\u200d\n\t", []),
        ("漢 😀 漢", ["漢", "😀"]),
        ("👩‍⚕️ en 🇳🇱", ["👩‍⚕️", "🇳🇱"]),
    ],
)
def test_boxes_names_what_the_pdf_cannot_print_once(text, named):
    assert boxes(text) == named
    assert printable(text).count("□") == sum(text.count(sign) for sign in named)


def test_the_table_of_glyphs_is_that_of_the_fonts():
    """A sign that Unicode does not name, PDF/A does not want; the byte order mark it forbids."""
    both = set.intersection(*(code_points(path) for path in FONTS.glob("SourceSans3-*.ttf")))
    named = {code for code in both if unicodedata.category(chr(code)) not in {"Cc", "Co", "Cs", "Cn"}}
    assert glyphs() == named - {0xFEFF}
    signs = json.loads(GLYPHS.read_text())["signs"]
    assert sorted(SIGNS) == [code for first, last in signs for code in range(first, last + 1)]


def code_points(path):
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def test_a_line_that_just_fits_is_not_broken_behind_its_first_word():
    line = "Het plan beschrijft 31 onderdelen die geheel of voor een deel geregeld zijn. Wij beginnen dus niet opnieuw."
    style = '<link rel="stylesheet" href="asset:plan/letter.css">'
    html = f'<html lang="nl"><title>x</title>{style}<h1>x</h1><p>\n  {line}\n</p></html>'
    assert line in text_of(render_pdf(html, made_at=MADE_AT))


def test_only_spaces_at_the_end_of_a_block_go():
    assert tight("<td>\n a <b>b </b> c\n </td> <p>d </p>") == "<td>\n a <b>b </b> c</td> <p>d</p>"
    assert tight(f"<p>{' ' * 200_000}x</p>").endswith(" x</p>")
