"""A next version of the Kader: a beheerder reads what will happen, goes over, sees what is left, and goes back."""

import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import expect

from demo.people import REDACTEUR
from local import ROOT
from tests.browser.acts import log_in_editor, problems, problems_here
from tests.browser.conftest import address, log_in

NEXT = "fixtures/test/kader-2027-01.yaml"
BEHEERDER = "beheerder@voorbeeldwaard.example"
PAGE = "/kader/overstappen/"


@pytest.fixture
def published(stack) -> Iterator[None]:
    """For this test alone: other tests begin rounds and gemeenten with the newest."""
    subprocess.run([sys.executable, "manage.py", "load_kader", NEXT], cwd=ROOT, env=stack.owner_env, check=True)
    statement = "UPDATE kader_kaderversie SET published_at = %s WHERE versie = '2027-01'"
    with psycopg.connect(stack.owner_env["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(statement, ["2026-11-01"])
        yield
        owner.execute(statement, [None])


@pytest.mark.parametrize("javascript", [True, False])
def test_a_beheerder_goes_over_and_back(new_page, stack, published, javascript) -> None:
    page = new_page(javascript=javascript)
    log_in(page, stack, BEHEERDER, "/zelfevaluatie/")
    page.get_by_role("link", name="Bekijken en overstappen").click()
    expect(page.get_by_role("heading", name="Overstappen op Kader 2027-01", exact=True)).to_be_visible()
    if javascript:
        assert problems_here(page) == []
    page.get_by_role("button", name="Overstappen op Kader 2027-01").click()
    expect(page.get_by_text("Jullie werken nu met Kader 2027-01.")).to_be_visible()
    if javascript:
        assert problems_here(page) == []

    page.goto(address(stack, "voorbeeldwaard", "/zelfevaluatie/SK-P1-2/"))
    expect(page.get_by_role("heading", name="Oefenen met de keten")).to_be_visible()

    page.goto(address(stack, "voorbeeldwaard", PAGE))
    page.get_by_role("button", name="Terug naar Kader 2021-02").click()
    expect(page.get_by_text("Jullie werken weer met Kader 2021-02.")).to_be_visible()


def test_the_pages_of_the_redacteur_show_what_is_different(new_page, stack, published) -> None:
    page = new_page()
    log_in_editor(page, stack, REDACTEUR)
    assert problems(page, f"{stack.url}/redactie/kader/") == []
    assert problems(page, f"{stack.url}/redactie/kader/2027-01/") == []
    expect(page.get_by_role("row", name="SV-P1-1 Aandachtsfunctionaris mensenhandel is aangesteld")).to_be_visible()
