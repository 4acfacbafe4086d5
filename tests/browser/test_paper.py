"""On paper each page of a working file says whose it is, and a poster is no page of Kompas."""

import io

from pypdf import PdfReader

from demo.people import VNG
from tests.browser.acts import log_in_editor, plain
from tests.browser.conftest import address, log_in

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


def test_the_poster_is_a_sheet_for_each_kind_of_reporter(new_page, stack) -> None:
    page, poster = new_page(), "/acties/meldroute/poster/"
    log_in(page, stack, "bewerker@voorbeeldstad.example", poster)
    assert page.url == address(stack, "voorbeeldstad", poster)
    sheets = [plain(each.extract_text()) for each in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    kinds = [plain(heading) for heading in page.get_by_role("heading", level=2).all_inner_texts()]
    assert len(kinds) == 3
    assert [[kind in sheet for kind in kinds] for sheet in sheets] == [
        [kind == mine for kind in kinds] for mine in kinds
    ]
    once = (plain("Een signaal van mensenhandel: wat nu?"), plain("Gemeente Voorbeeldstad"))
    assert {sheet.count(words) for sheet in sheets for words in once} == {1}
    assert [sheet for sheet in sheets if "Geenuitgave" in sheet or "https://" in sheet] == []
