"""On paper each page of a working file says whose it is."""

import io

from pypdf import PdfReader

from demo.people import VNG
from tests.browser.acts import log_in_editor, plain

PRINTED = ("land/", "land/ondersteuning/", "land/werklijst/", "land/kaart/?indicator=SV-P1-1", "land/gemeente/GM9101/")


def test_each_printed_page_of_a_working_file_says_whose_it_is(new_page, stack, country) -> None:
    page, unmarked, counts = new_page(), {}, []
    log_in_editor(page, stack, VNG)
    for path in PRINTED:
        page.goto(f"{stack.url}/{path}")
        pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        texts = [plain(each.extract_text()) for each in pages]
        mark = plain("Werkbestand van VNG, niet voor publicatie")
        unmarked[path] = [number for number, text in enumerate(texts, start=1) if mark not in text]
        counts.append(len(texts))
    assert (unmarked, max(counts) > 3) == ({path: [] for path in PRINTED}, True)
    page.goto(f"{stack.url}/meetrondes/")
    assert "Werkbestand" not in "".join(each.extract_text() for each in PdfReader(io.BytesIO(page.pdf())).pages)
