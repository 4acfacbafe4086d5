import pytest

from reports.pdf_text import printable


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
