"""The next year, as somebody goes into it: counted in clicks, with nothing typed."""

import subprocess
import sys
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from local import ROOT
from tests.browser.acts import problems
from tests.browser.conftest import address, log_in

# A gemeente of its own per test.
OPEN = """
from accounts.models import Gebruiker
from demo.people import email_of, make_people
from django.utils import timezone
from kader.queries import newest_version
from saving.rows import save_row
from tenants.actions import open_gemeente
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.actions import open_zelfevaluatie

gemeente = Gemeente.objects.get(slug="{slug}")
gemeente.herkomst = "Verzonnen."
gemeente.save(update_fields=["herkomst"])
open_gemeente(gemeente=gemeente)
make_people(gemeente)
"""
# Its answers are of the year before this one: all 23 and the eleven questions.
FILL = """
by = Gebruiker.objects.get(email=email_of("bewerker", gemeente))
with in_gemeente(gemeente):
    jaar = timezone.localdate().year - 1
    new = open_zelfevaluatie(kaderversie=newest_version(), jaar=jaar)
    statuses = ["geregeld", "deels", "in_voorbereiding", "nog_niet", "nvt"]
    for n, row in enumerate([*new.antwoorden.all(), *new.aanvullende_antwoorden.all()]):
        status = statuses[n % 5]
        reason = dict(nvt_reden="Dit doet de regio.") if status == "nvt" else dict()
        save_row(row=row, values=dict(status=status, plan_zin="Wij doen dit samen.", **reason), version=0, by=by)
"""


def make_gemeente(stack, slug: str, script: str = OPEN + FILL) -> None:
    command = [sys.executable, "manage.py", "shell", "-c", script.replace("{slug}", slug)]
    subprocess.run(command, cwd=ROOT, env=stack.owner_env, check=True, capture_output=True)


class Clicks:
    """Counts what a hand does, and the pages it does it on."""

    def __init__(self, page: Page) -> None:
        self.page, self.count, self.pages = page, 0, 0

    def on(self, locator) -> None:
        locator.click()
        self.count += 1

    def goes(self, locator) -> None:
        before = self.page.url
        self.on(locator)
        self.page.wait_for_url(lambda url: url != before)
        self.pages += 1


# One click for each of the 34 answers and each of the five pages, and two to begin.
@pytest.mark.parametrize(("slug", "changed", "most"), [("eemsdelta", 0, 41), ("westerkwartier", 3, 60)])
def test_a_year_is_gone_through_in_few_clicks(new_page, stack, slug, changed, most) -> None:
    make_gemeente(stack, slug)
    page = new_page()
    log_in(page, stack, f"bewerker@{slug}.example")
    hand = Clicks(page)
    hand.goes(page.get_by_role("link", name="beginnen"))
    hand.goes(page.get_by_role("button", name="beginnen"))
    left = changed
    for number in range(5):
        expect(page.get_by_text(f"thema {number + 1} van 5")).to_be_visible()
        for row in page.locator("fieldset.k-keuze").all():
            other = left and not row.locator("input[value=nvt] ~ span:has-text('nog steeds zo')").count()
            choices = row.locator("label:not(:has-text('nog steeds zo')):not(:has([value=nvt]))")
            hand.on(choices.first if other else row.get_by_text("nog steeds zo"))
            left -= bool(other)
        save = page.get_by_role("button", name="Opslaan en verder")
        if number < 4:
            hand.goes(save)
        else:
            hand.on(save)
            page.wait_for_url("**/zelfevaluatie/")
    assert (hand.count <= most, hand.pages) == (True, 6)
    expect(page.get_by_text("wachten nog")).to_have_count(0)
    page.goto(address(stack, slug, "/ontwikkeling/"))
    gelijk = page.get_by_role("cell", name="gelijk")
    expect(gelijk).to_have_count(23 - changed)


def test_the_pages_of_a_year_are_accessible_and_fit(new_page, stack) -> None:
    slug = "oldambt"
    make_gemeente(stack, slug)
    page = new_page()
    log_in(page, stack, f"bewerker@{slug}.example")
    assert look(page, stack, slug, ("/", "/jaar/beginnen/")) == {}
    page.goto(address(stack, slug, "/jaar/beginnen/"))
    page.get_by_role("button", name="beginnen").click()
    page.wait_for_url("**/invullen/")
    closed = date.today().year - 1
    paths = (
        "/",
        "/zelfevaluatie/",
        "/zelfevaluatie/thema/BB/invullen/",
        "/zelfevaluatie/thema/OH/invullen/",
        f"/zelfevaluatie/jaren/{closed}/",
        f"/zelfevaluatie/jaren/{closed}/BB-P1-1/",
        f"/zelfevaluatie/jaren/{closed}/vraag/FI-1/",
        f"/jaar/{closed}/heropenen/",
        "/ontwikkeling/",
    )
    assert look(page, stack, slug, paths) == {}


def look(page: Page, stack, slug: str, paths: tuple[str, ...]) -> dict[str, object]:
    return {path: found for path in paths if (found := problems(page, address(stack, slug, path)))}


def test_the_first_hour_begins_with_a_round_of_choices(new_page, stack) -> None:
    """In a gemeente where nothing was done yet, without JavaScript."""
    make_gemeente(stack, "midden-groningen", OPEN)
    page = new_page(javascript=False)
    log_in(page, stack, "bewerker@midden-groningen.example")
    page.get_by_role("button", name="Eerste ronde beginnen").click()
    expect(page.get_by_text("thema 1 van 5")).to_be_visible()
    page.locator("fieldset.k-keuze").first.get_by_text("deels").click()
    page.get_by_role("button", name="Opslaan en verder").click()
    expect(page.get_by_text("1 antwoord opgeslagen")).to_be_visible()
    expect(page.get_by_text("thema 2 van 5")).to_be_visible()
