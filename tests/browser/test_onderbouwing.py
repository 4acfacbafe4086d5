"""Adding a file at a bouwsteen, taking it away, and putting it back; with and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.acts import RULES, problems
from tests.browser.conftest import address, log_in

PAGE = "/zelfevaluatie/OH-P1-2/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


def add(page, titel, content):
    page.get_by_text("Link of bestand toevoegen").click()
    page.get_by_label("Wat is het?").fill(titel)
    file = {"name": "Coördinatie ’s-Gravenhage.pdf", "mimeType": "application/pdf", "buffer": content}
    page.locator("#onderbouwing_upload").set_input_files(file)
    page.get_by_role("button", name="Onderbouwing toevoegen").click()
    page.get_by_text(f"‘{titel}’ staat bij de onderbouwing.").wait_for()


@pytest.mark.parametrize(("size", "javascript"), [("desktop", True), ("mobile", False)])
def test_a_file_is_added_saved_under_its_name_removed_and_put_back(new_page, stack, size, javascript) -> None:
    page = new_page(size, javascript)
    log_in(page, stack, path=PAGE)
    titel = f"Convenant op {size}"
    add(page, titel, PDF + size.encode())
    with page.expect_download() as saved:
        page.get_by_role("link", name=titel, exact=True).click()
    assert saved.value.suggested_filename == "Coördinatie ’s-Gravenhage.pdf"
    page.locator("li", has_text=titel).get_by_role("link", name="Verwijderen").click()
    if javascript:  # axe is a script
        assert problems(page, page.url) == []
    page.get_by_role("button", name="Onderbouwing verwijderen").click()
    page.get_by_text(f"‘{titel}’ is verwijderd.").wait_for()
    page.get_by_text("Verwijderd (1)").click()
    page.get_by_role("button", name="Terugzetten").click()
    page.get_by_text(f"‘{titel}’ staat weer bij de onderbouwing.").wait_for()
    if javascript:
        assert problems(page, address(stack, path=PAGE)) == []


def test_who_leaves_a_link_that_was_not_added_is_warned(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, path=PAGE)
    page.get_by_text("Link of bestand toevoegen").click()
    page.locator("#onderbouwing_url").fill("www.voorbeeld.nl/plan")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Naslag", exact=True).click()
    page.wait_for_url(address(stack, path="/naslag/"))
    assert asked == ["beforeunload"]


def test_a_file_that_is_too_large_is_refused_when_it_is_chosen(new_page, stack, tmp_path) -> None:
    """Next to the field and in the server's words; nothing is sent, and another file is taken."""
    page = new_page()
    log_in(page, stack, path=PAGE)
    page.get_by_text("Link of bestand toevoegen").click()
    page.get_by_label("Wat is het?").fill("Een te groot bestand")
    field, said = page.locator("#onderbouwing_upload"), page.locator("#onderbouwing_upload_error")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    def choose(size):
        file = tmp_path / f"{size}.pdf"
        file.write_bytes(PDF.ljust(size, b" "))
        field.set_input_files(file)

    choose(20 * 1024 * 1024 + 1)
    expect(said).to_have_text("Fout: Dit bestand is te groot. Het mag ten hoogste 20 MB zijn.")
    described = (field.get_attribute("aria-describedby") or "").split()
    assert (field.get_attribute("aria-invalid"), described.count("onderbouwing_upload_error")) == ("true", 1)
    page.get_by_role("button", name="Onderbouwing toevoegen").click()
    found = Axe().run(page, options=RULES).response["violations"]  # not `problems`, which opens the page anew
    assert (sent, found) == ([], [])
    choose(len(PDF))
    expect(said).to_have_count(0)
    assert field.get_attribute("aria-invalid") is None
    page.get_by_role("button", name="Onderbouwing toevoegen").click()
    page.get_by_text("‘Een te groot bestand’ staat bij de onderbouwing.").wait_for()
