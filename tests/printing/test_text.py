import pytest

from printing.pdf import render_pdf
from printing.text import breakable, printable
from tests.printing.test_pdf import text_of
from tests.reports.conftest import MADE_AT


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
