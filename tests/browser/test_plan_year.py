"""One plan, from the plan before it to what the raad hears of it: read, completed, read over, adopted by a second
person, made public, and evaluated when the year is over. With the worker, the mail and a clock that goes on."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from local.stack import Stack, running
from tests.browser.acts import PLAN, downloaded, edit, expect_saved, keep_version, note_decision, plain, wait_for
from tests.browser.conftest import address, begin_anew, log_in
from tests.browser.invited import accept, link_in, set_up_second_step
from tests.browser.later import go_on
from tests.browser.mails import MAIL, mail_to
from tests.printing.office_files import docx

SLUG = "voorbeeldstad"
BEWERKER, BEHEERDER, SECOND = (f"{name}@{SLUG}.example" for name in ("bewerker", "beheerder", "tweede"))
TODAY = date.today()
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TRAINING = "Nieuwe collega’s krijgen binnen een half jaar de basistraining over het herkennen van mensenhandel."
POSTER = "Wij hangen een poster met het meldpunt op in elk wijkcentrum."
OLD_GOAL = "Wij willen dat iedereen die voor onze gemeente werkt, signalen van mensenhandel herkent en meldt."
GOAL = "Wij willen dat niemand in onze gemeente wordt uitgebuit."
RESULT, CONCLUSION = "Van de 52 nieuwe collega’s zijn er 49 getraind.", "Wij zien dat collega’s vaker melden."


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """One of its own: nothing that happens in another year may be there for the other tests."""
    begin_anew("kompas_plan_jaar")
    with running(database="kompas_plan_jaar") as found:
        yield found


def test_a_plan_goes_from_the_old_one_to_the_raad(new_page, stack, monkeypatch) -> None:
    second, writer = new_page(), new_page()
    take_in_second_person(new_page(), second, stack)
    read_old_plan(writer, stack)
    complete(writer, stack)
    read_over(writer, stack)
    version = offer(writer, stack)
    adopt(second, version)
    public = publish(second)
    read(new_page, public)
    for page in (second, writer):
        page.goto("about:blank")  # whose server goes away

    february = datetime(TODAY.year + 1, 2, 1, 10, tzinfo=UTC)
    go_on(stack, february.timestamp() - time.time(), monkeypatch)
    read(new_page, public)
    writer = new_page()
    finish(writer, stack)
    kept = evaluate(writer, stack)
    tell_the_raad(writer, kept)


def take_in_second_person(boss: Page, second: Page, stack: Stack) -> None:
    """The beheerder lets nobody adopt alone, and invites who will do it with the bewerker."""
    log_in(boss, stack, BEHEERDER, "/beheer/mensen/")
    boss.get_by_role("link", name="Beleidsadviseur Voorbeeldstad").click()
    boss.get_by_label(re.compile("Mag vaststelling vastleggen")).uncheck()
    boss.get_by_role("button", name="Functies opslaan").click()
    expect(boss.get_by_text("Opgeslagen wat Beleidsadviseur Voorbeeldstad mag.")).to_be_visible()
    before = set(MAIL.glob("*"))
    boss.get_by_role("link", name="Collega’s uitnodigen").click()
    boss.get_by_label("E-mailadressen").fill(SECOND)
    boss.get_by_label(re.compile(r"^\s*Bewerker")).check()
    boss.get_by_role("button", name="Mail bekijken").click()
    boss.get_by_role("button", name="Uitnodigingen versturen").click()
    accept(second, link_in(mail_to(SECOND, before)))
    set_up_second_step(second)
    second.wait_for_url(address(stack, SLUG))


def read_old_plan(page: Page, stack: Stack) -> None:
    log_in(page, stack, BEWERKER, f"{PLAN}oud-plan/")
    heads = {"1 Acties": (f"• {TRAINING}", f"• {POSTER}"), "2 Doel van dit plan": (OLD_GOAL,)}
    body = "".join(paragraph(head, bold=True) + "".join(map(paragraph, texts)) for head, texts in heads.items())
    page.get_by_label("Van welk jaar is dat plan?").fill("2022")
    page.locator("input[type=file]").set_input_files({"name": "plan.docx", "mimeType": WORD, "buffer": docx(body)})
    page.get_by_role("button", name="Plan laten lezen").click()
    expect(page.get_by_text("Nog 3 van 3 alinea’s te bekijken.")).to_be_visible(timeout=60_000)
    row = page.get_by_role("listitem").filter(has_text=TRAINING)
    row.get_by_role("button", name=re.compile("^Overnemen als actie")).click()
    expect(page.get_by_text("Nog 2 van 3 alinea’s te bekijken.")).to_be_visible()
    page.get_by_role("listitem").filter(has_text=POSTER).get_by_role("link").click()
    choose(page, "Als actie")
    expect(page.get_by_text("Nog 1 van 3 alinea’s te bekijken.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Bekijken en plek kiezen")).click()
    page.get_by_label("Waar hoort dit?").select_option("h1.doel")
    choose(page, "Als tekst in het plan")
    expect(page.get_by_text("Alle 3 alinea’s zijn bekeken.")).to_be_visible()


def choose(page: Page, how: str) -> None:
    """At the place on the page: see first what becomes of it, and then take it over."""
    page.get_by_label(how).check()
    page.get_by_role("button", name="Deze plek bekijken").click()
    page.get_by_role("button", name="Overnemen", exact=True).click()


def paragraph(text: str, *, bold: bool = False) -> str:
    return f"<w:p><w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t>{text}</w:t></w:r></w:p>"


def complete(page: Page, stack: Stack) -> None:
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Beleidsplan").click()
    part = page.locator("#passage-h1-doel")
    expect(part).to_contain_text(OLD_GOAL)
    for text in (TRAINING, POSTER):
        expect(page.locator("article.plan").get_by_text(text).first).to_be_visible()
    edit(page, "h1-doel", f"{GOAL}\n\n{OLD_GOAL}")
    expect_saved(part)


def read_over(page: Page, stack: Stack) -> None:
    """A remark leads to the actie; when that says who and when, the remark is gone."""
    page.reload()
    page.get_by_role("link", name="Tweede lezer").click()
    nobody = page.locator("#lezer-actie_trekker ~ form").first
    for more in nobody.locator("summary").all():
        more.click()
    nobody.get_by_role("link", name=TRAINING).click()
    page.get_by_label("Wie trekt dit?").fill("Adviseur personeel en opleiding")
    page.get_by_label("Wanneer klaar?").fill(TODAY.isoformat())
    page.get_by_role("button", name="Actie opslaan").click()
    expect(page.get_by_text("De actie is opgeslagen.")).to_be_visible()
    page.goto(address(stack, SLUG, f"{PLAN}tweede-lezer/"))
    for check in ("trekker", "day"):
        remarks = page.locator(f"#lezer-actie_{check} ~ form").first
        expect(remarks.locator("a", has_text=POSTER)).to_have_count(1)
        expect(remarks.locator("a", has_text=TRAINING)).to_have_count(0)


def offer(page: Page, stack: Stack) -> str:
    """To the college; who did so does not say what it decided."""
    keep_version(page, stack, "Voor het college")
    page.get_by_role("button", name="Ter vaststelling aanbieden").click()
    expect(page.get_by_text("Een collega legt het besluit vast")).to_be_visible()
    expect(page.get_by_role("link", name="Besluit vastleggen")).to_have_count(0)
    return page.url


def adopt(page: Page, version: str) -> None:
    page.goto(version)
    note_decision(page, TODAY.isoformat(), since=TODAY.isoformat())
    expect(page.get_by_text("‘Voor het college’ is vastgesteld.")).to_be_visible()


def publish(page: Page) -> str:
    page.get_by_role("link", name="Bekijken hoe het eruitziet en openbaar maken").click()
    page.get_by_role("button", name="Bestanden klaarzetten").click()
    wait_for(page, "Plan openbaar maken")
    page.get_by_role("button", name="Plan openbaar maken").click()
    expect(page.get_by_role("heading", name="Dit plan is openbaar", level=1)).to_be_visible()
    return page.locator("dt:has-text('Webadres') + dd a").get_attribute("href") or ""


def read(new_page, url: str) -> None:
    """As somebody who never logged in."""
    visitor = new_page(javascript=False)
    visitor.goto(url)
    text = plain(visitor.locator("article.plan").inner_text())
    assert [plain(said) in text for said in (GOAL, OLD_GOAL, TRAINING, POSTER)] == [True] * 4
    assert visitor.context.cookies() == []


def finish(page: Page, stack: Stack) -> None:
    """In the new year: the training was given, and nobody hung the poster."""
    log_in(page, stack, BEWERKER, "/acties/")
    page.get_by_role("link", name=TRAINING).click()
    page.get_by_label("Hoe ver zijn we?").select_option("gereed")
    page.get_by_label("Wat heeft het opgeleverd?").fill(RESULT)
    page.get_by_role("button", name="Actie opslaan").click()
    expect(page.get_by_text("De actie is opgeslagen.")).to_be_visible()
    page.get_by_role("link", name=POSTER).click()
    page.get_by_label("Of alleen een jaar?").fill(str(TODAY.year))
    page.get_by_role("button", name="Actie opslaan").click()
    expect(page.get_by_text("De actie is opgeslagen.")).to_be_visible()


def evaluate(page: Page, stack: Stack) -> str:
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Beleidsplan").click()
    page.get_by_role("link", name="Evaluatie en raadsinformatiebrief").click()
    expect(page.get_by_role("heading", name=f"Evaluatie {TODAY.year}", level=1)).to_be_visible()
    page.get_by_role("link", name="Tekst schrijven").click()
    page.get_by_label("Wat is jullie conclusie?").fill(CONCLUSION)
    page.get_by_role("button", name="Tekst opslaan").click()
    for text in (CONCLUSION, RESULT, f"Stand van 1 februari {TODAY.year + 1}"):
        expect(page.get_by_text(text).first).to_be_visible()
    page.get_by_role("link", name="Evaluatie vastleggen").click()
    page.get_by_role("button", name="Evaluatie definitief vastleggen").click()
    expect(page.get_by_text(f"De evaluatie over {TODAY.year} is vastgelegd")).to_be_visible()
    return page.url


def tell_the_raad(page: Page, kept: str) -> None:
    page.goto(kept)
    page.get_by_role("button", name="PDF van de raadsinformatiebrief maken").click()
    name, text = downloaded(page, "PDF downloaden")
    assert name == f"raadsinformatiebrief-{SLUG}-{TODAY.year}.pdf"
    for said in (
        f"Aanpak mensenhandel: evaluatie over {TODAY.year}",
        f"De stand is die van 1 februari {TODAY.year + 1}.",
        TRAINING,
        RESULT,
        CONCLUSION,
        f"Te laat: {POSTER}",
    ):
        assert plain(said) in text
