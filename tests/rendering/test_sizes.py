import re

import pytest

from local import ROOT
from rendering.sizes import size_in_words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (None, ""),
        (1, "1 kB"),
        (83_211, "83 kB"),
        (999_499, "999 kB"),
        (999_500, "1,0 MB"),
        (1_249_999, "1,2 MB"),
        (999_950_000, "1,0 GB"),
    ],
)
def test_size_in_words(size, words):
    assert size_in_words(size) == words


def test_no_page_says_a_size_in_another_way():
    pages = ROOT.joinpath("templates").rglob("*.html")
    assert [path.name for path in pages if re.search(r"\|\s*filesizeformat", path.read_text(encoding="utf-8"))] == []
