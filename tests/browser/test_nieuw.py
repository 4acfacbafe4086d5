"""A law changes: a gemeente sees it in her concept and in her adopted plan, and takes a wijzigingsblad along."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import expect

from tests.browser.acts import PLAN, adopt, downloaded, keep_version, plain, problems, problems_here
from tests.browser.conftest import address, log_in

BEWERKER = "bewerker@voorbeeldstad.example"
CODE, FIRST = "h1.wat_is_mensenhandel", 50  # not of Voorbeeldstad itself; far above what is shipped
PUBLISH = """
INSERT INTO sjablonen_passage (id, code, versie, laag, onderdeel, volgorde, titel, tekst, bron, bron_url,
    gecontroleerd_op, zekerheid, kort, ingetrokken, reden, geldig_vanaf, published_at)
SELECT gen_random_uuid(), code, %s, laag, onderdeel, volgorde, titel, 'De wet zegt nu iets anders.', bron, bron_url,
    gecontroleerd_op, zekerheid, kort, ingetrokken, 'De wet is veranderd.', '2026-07-01', now()
FROM sjablonen_passage WHERE code = %s AND laag = 'landelijk' ORDER BY versie DESC LIMIT 1
"""
REMOVE = "DELETE FROM sjablonen_passage WHERE code = %s AND versie >= %s"


@pytest.fixture
def owner(stack) -> Iterator[psycopg.Connection]:
    with psycopg.connect(stack.owner_env["DATABASE_OWNER_URL"], autocommit=True) as owner:
        yield owner
        owner.execute(REMOVE, [CODE, FIRST])


@pytest.mark.parametrize("javascript", [True, False])
def test_a_law_that_changes_comes_to_the_concept_and_by_a_sheet_to_the_adopted_plan(
    new_page, stack, owner, javascript
) -> None:
    page = new_page(javascript=javascript)
    log_in(page, stack, BEWERKER, f"{PLAN}versies/")
    keep_version(page, stack, f"Voor de wet {'met' if javascript else 'zonder'} script")
    adopt(page)
    owner.execute(PUBLISH, [FIRST + javascript, CODE])

    page.goto(address(stack, "voorbeeldstad", "/beleidsplan/"))
    page.get_by_role("link", name=re.compile("veranderd: bekijk wat er anders is")).click()
    expect(page.get_by_role("heading", name="Nieuw in de standaardteksten")).to_be_visible()
    expect(page.get_by_text(re.compile(r"De wet is veranderd\.")).first).to_be_visible()
    if javascript:
        for fold in page.locator("summary").all():
            fold.click()
        assert problems_here(page) == []
    page.get_by_role("button", name="Nieuwe tekst houden").first.click()
    expect(page.get_by_text("De nieuwe tekst blijft in je concept.")).to_be_visible()

    page.get_by_role("button", name="Wijzigingsblad maken (pdf)").click()
    bestand, text = downloaded(page, "PDF downloaden")
    assert bestand.startswith("wijzigingsblad-voorbeeldstad-")
    for said in (
        "Gevraagd besluit",
        "Er staat:",
        "Het wordt:",
        "De wet zegt nu iets anders.",
        "Geldig vanaf 1 juli 2026.",
    ):
        assert plain(said) in text
    if javascript:
        assert problems(page, address(stack, "voorbeeldstad", "/beleidsplan/nieuwe-teksten/")) == []
