"""Begin with the old plan as a person does: paste it, see where each paragraph would go, and decide."""

import re

from playwright.sync_api import expect

from tests.browser.acts import problems, problems_here
from tests.browser.conftest import log_in

PAGE = "/beleidsplan/oud-plan/"
TEKST = """1 Acties

Nieuwe collega’s krijgen binnen een half jaar de basistraining over het herkennen van mensenhandel.

Meer over onze aandachtsfunctionaris staat op https://www.voorbeeldstad.example/mensenhandel/een-adres-zonder-rustpunt.
"""


def test_an_old_plan_is_pasted_read_and_decided_about(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldstad.example", PAGE)
    assert problems_here(page) == []
    page.get_by_label("Van welk jaar is dat plan?").fill("2022")
    page.get_by_label("Of plak de tekst").fill(TEKST)
    page.get_by_role("button", name="Plan laten lezen").click()
    expect(page.get_by_text("Nog 2 van 2 alinea’s te bekijken.")).to_be_visible(timeout=60_000)
    plan = page.url
    assert problems_here(page) == []
    page.get_by_role("link", name=re.compile("^Bekijken en plek kiezen")).last.click()
    expect(page.get_by_role("heading", name="Kies een plek")).to_be_visible()
    assert problems_here(page) == []
    page.goto(plan)
    page.get_by_role("button", name=re.compile("^Weglaten")).first.click()
    expect(page.get_by_text("Nog 1 van 2 alinea’s te bekijken.")).to_be_visible()
    assert problems(page, f"{plan}?toon=gedaan") == []
    page.goto(f"{plan}weghalen/")
    page.get_by_role("button", name="Oud plan weghalen").click()
    expect(page.get_by_text("Wat je overnam, staat er nog.")).to_be_visible()
