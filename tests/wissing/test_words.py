import pytest

from tests.printing.office_files import docx
from tests.wissing.planted import WORDS
from wissing.words import Unreadable, hide, is_in_file, reveal


def test_hidden_words_come_back_and_do_not_show():
    assert (reveal(hide(WORDS)), WORDS in hide(WORDS), hide(WORDS) == hide(WORDS)) == (WORDS, False, False)


def test_words_of_another_key_are_not_read(settings):
    token = hide(WORDS)
    settings.SECRET_KEY = "een heel andere sleutel"
    with pytest.raises(Unreadable):
        reveal(token)
    settings.SECRET_KEY_FALLBACKS = []


def test_a_former_key_still_reads(settings):
    token = hide(WORDS)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "een heel andere sleutel"
    assert reveal(token) == WORDS


@pytest.mark.parametrize(
    ("content", "mimetype", "found"),
    [
        (docx("<w:t>Kanarie</w:t><w:b/><w:t>piet  VOGELAAR</w:t>"), "application/zip", True),
        (docx("<w:t>niets</w:t>"), "application/zip", False),
        (b"PK\x03\x04 kapot", "application/zip", None),
        (f"regel\n{WORDS}".encode(), "text/plain", True),
        (b"niets", "text/plain", False),
        (f"%PDF {WORDS}".encode(), "application/pdf", True),
        (b"%PDF-1.7 gecomprimeerd", "application/pdf", None),
    ],
)
def test_is_in_file(content, mimetype, found):
    assert is_in_file(content, mimetype, WORDS) is found
