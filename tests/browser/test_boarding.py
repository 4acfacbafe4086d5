"""An operator brings gemeenten aboard from a CSV, and the first beheerder of one begins.

`make boarding` does so with all 342 and prints how long it took; among the other tests there are some.
"""

import csv
import io
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from demo.people import PLATFORMBEHEERDER
from local import ROOT
from local.stack import Stack, running
from tests.browser.acts import log_in_editor, problems_here
from tests.browser.conftest import begin_anew
from tests.browser.invited import accept, link_in, set_up_second_step
from tests.browser.mails import MAIL

DATABASE = "kompas_boarding"
NUMBER = int(os.environ.get("KOMPAS_BOARDING", "6"))
SECONDS = 30 + 5 * NUMBER
UNKNOWN = ["Nergenshuizen", "niemand@nergens.example", "", "1-11-2026"]


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """One of its own: so many gemeenten would hold up the other tests."""
    begin_anew(DATABASE)
    with running(database=DATABASE) as found:
        found.start_opening()
        yield found


def codes() -> list[str]:
    """Of so many gemeenten, Stadskanaal, which is open already, as the first."""
    lines = (ROOT / "fixtures" / "gemeenten.csv").read_text(encoding="utf-8").splitlines()
    found = [row["code"] for row in csv.DictReader(lines)]
    return sorted(found, key=lambda code: code != "GM0037")[:NUMBER]


def beheerder_of(code: str) -> str:
    return f"eerste@{code.lower()}.example"


def as_csv(rows: list[str]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(["gemeente", "e-mail", "naam", "overeenkomst"])
    writer.writerows([code, beheerder_of(code), "Eerste beheerder", "1-11-2026"] for code in rows)
    writer.writerow(UNKNOWN)
    return b"\xef\xbb\xbf" + file.getvalue().encode()  # as Excel saves it


def mailed(before: set[Path], rows: list[str]) -> dict[str, str]:
    """The mail of each first beheerder, once all are there."""
    until, found = time.monotonic() + SECONDS, dict[str, str]()
    while len(found) < len(rows) and time.monotonic() < until:
        for path in set(MAIL.glob("*")) - before:
            for mail in path.read_text(encoding="utf-8").split(
                f"\n{'-' * 79}\n"
            ):  # a file holds what went over one line
                if to := re.search(r"^To: (eerste@\S+)$", mail, re.MULTILINE):
                    found[to[1]] = mail
        time.sleep(0.5)
    return found


def wait_until_open(page, stack) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        page.goto(f"{stack.url}/platform/gemeenten/?stand=bezig")
        if page.get_by_text("Er is geen gemeente gevonden.").is_visible():
            return
        time.sleep(1)
    raise AssertionError("Niet alle gemeenten gingen open.")


def test_an_operator_brings_gemeenten_aboard_from_a_csv(new_page, stack) -> None:
    rows, before = codes(), set(MAIL.glob("*"))
    page = new_page()
    log_in_editor(page, stack, PLATFORMBEHEERDER)
    page.goto(f"{stack.url}/platform/")
    assert problems_here(page) == []
    page.get_by_role("link", name="Gemeenten en beheerders inlezen").click()
    assert problems_here(page) == []
    started = time.monotonic()
    page.get_by_label("CSV-bestand").set_input_files(
        {"name": "gemeenten.csv", "mimeType": "text/csv", "buffer": as_csv(rows)}
    )
    page.get_by_role("button", name="Lijst bekijken").click()
    expect(page.get_by_text(f"{len(rows)} te doen, 0 al gedaan, 1 niet te gebruiken.")).to_be_visible()
    expect(
        page.get_by_text("‘Nergenshuizen; niemand@nergens.example’: Er is geen gemeente met deze code")
    ).to_be_visible()
    assert problems_here(page) == []
    page.get_by_role("button", name="Openen en uitnodigen").click()
    expect(page.get_by_text(f"Genoteerd voor {len(rows)} gemeenten.")).to_be_visible(timeout=60_000)
    noted = time.monotonic() - started
    wait_until_open(page, stack)
    opened = time.monotonic() - started
    mails = mailed(before, rows)
    assert set(mails) == {beheerder_of(code) for code in rows}
    sys.stdout.write(
        f"\n{len(rows)} gemeenten aan boord: genoteerd na {noted:.1f} s, alle open na {opened:.1f} s,"
        f" alle uitnodigingen als bestand na {time.monotonic() - started:.1f} s\n"
    )
    last = rows[-1]
    begin(new_page(), stack, mails[beheerder_of(last)])
    page.goto(f"{stack.url}/platform/gemeenten/{last}/")
    expect(page.get_by_role("row", name=re.compile(f"{beheerder_of(last)} beheerder ja"))).to_be_visible()
    assert problems_here(page) == []


def begin(page, stack, mail: str) -> None:
    """The first beheerder comes, and invites without anybody's help."""
    accept(page, link_in(mail))
    set_up_second_step(page)
    page.wait_for_url(re.compile(rf"//[a-z0-9-]+\.{re.escape(stack.host)}:"))
    page.goto(page.url + "beheer/mensen/")
    expect(page.get_by_role("link", name="Collega’s uitnodigen")).to_be_visible()
