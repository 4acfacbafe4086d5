"""A gemeente makes ready, submits and withdraws; who was ticked can see it and nobody else; and the one-time link."""

import hashlib

import psycopg
import pytest
from playwright.sync_api import expect

from local.servers import Servers
from tests.browser.acts import prepare, problems, problems_here, submit, withdraw
from tests.browser.conftest import DATABASE, address, log_in

LIST = "/indienen/"
SLUG, TOKEN = "voorbeelddijk", "een-geheim-dat-alleen-deze-test-kent"
SEEN_BY = """
    SELECT count(*) FROM metingen_indiening i JOIN tenants_gemeente g ON g.id = i.gemeente_id
    JOIN metingen_meetronde m ON m.id = i.meetronde_id AND m.staat = 'open'
    WHERE g.slug = %s AND i.staat = 'geldig' AND i.organisaties @> ARRAY[%s]::varchar[]
"""


def query(statement: str, *values: str) -> int:
    """As the owner: what the database holds, past every page."""
    with psycopg.connect(Servers().database(DATABASE)["DATABASE_OWNER_URL"]) as connection:
        row = connection.execute(statement, values).fetchone() if "SELECT count" in statement else None
        if row is None:
            connection.execute(statement, values)
    return row[0] if row else 0


def seen(slug: str = SLUG) -> dict[str, int]:
    """How many Indieningen of this gemeente in the open round each organisation may see by name."""
    return {organisatie: query(SEEN_BY, slug, organisatie) for organisatie in ("vng", "comensha")}


@pytest.mark.parametrize(("javascript", "slug"), [(True, SLUG), (False, "voorbeeldstad")])
def test_what_is_submitted_is_for_who_was_ticked_until_it_is_withdrawn(new_page, stack, javascript, slug) -> None:
    page = new_page(javascript=javascript)
    log_in(page, stack, f"bewerker@{slug}.example")
    prepare(page, stack, slug)
    found = [seen(slug)]
    submit(page)
    found.append(seen(slug))
    withdraw(page)
    found.append(seen(slug))
    nothing = {"vng": 0, "comensha": 0}
    assert found == [nothing, {"vng": 1, "comensha": 0}, nothing]


def test_pages_of_sharing_are_accessible(new_page, stack) -> None:
    page = new_page()
    slug = "voorbeeldwaard"
    log_in(page, stack, f"bewerker@{slug}.example", LIST)
    prepare(page, stack, slug)
    submit(page)
    page.get_by_role("link", name="Bekijken wat jullie deelden").click()
    detail = page.url
    pages = [address(stack, slug, LIST), detail, f"{detail}intrekken/"]
    steps = [(soort, step) for soort in ("meetronde", "regio") for step in ("controleren", "vragen")]
    pages += [address(stack, slug, f"{LIST}{soort}/{step}/") for soort, step in [*steps, ("meetronde", "voorbeeld")]]
    assert {path: found for path in pages if (found := problems(page, path))} == {}
    page.goto(detail)
    page.get_by_role("link", name="Deze indiening intrekken").click()
    page.get_by_role("button", name="Indiening intrekken").click()


def make_link(token: str) -> None:
    query(
        "INSERT INTO metingen_antwoordlink (id, meetronde_id, gemeente_id, sha256, created_at, created_by, valid_until)"
        " SELECT gen_random_uuid(), m.id, g.id, %s, now(), gen_random_uuid(), now() + interval '1 day'"
        " FROM metingen_meetronde m, tenants_gemeente g WHERE m.staat = 'open' AND m.voorbeeld AND g.slug = %s",
        hashlib.sha256(token.encode()).hexdigest(),
        "voorbeeldrecht",
    )


@pytest.mark.parametrize(("size", "javascript"), [("desktop", False), ("mobile", True)])
def test_a_one_time_link_is_answered_without_login_and_works_once(new_page, stack, size, javascript) -> None:
    token = f"{TOKEN}-{size}"
    make_link(token)
    url = f"{stack.url}/antwoord/{token}/"
    page = new_page(size, javascript=javascript)
    page.goto(url)
    page.get_by_role("button", name="Link openen").click()
    page.get_by_role("combobox", name="Aandachtsfunctionaris mensenhandel is aangesteld").select_option("geregeld")
    page.get_by_label("CoMensha").check()
    page.get_by_role("button", name="Bekijken wat je deelt").click()
    expect(page.get_by_text("Kijk nog eens naar:")).to_be_visible()
    page.get_by_label("Wie besloot dat dit gedeeld mag worden?").fill("hoofd Veiligheid")
    page.get_by_label("Wanneer is dat besloten?").fill("2026-11-03")
    page.get_by_role("button", name="Bekijken wat je deelt").click()
    expect(page.get_by_text("Er is nog niets gedeeld.")).to_be_visible()
    page.get_by_role("button", name="Antwoorden indienen").click()
    expect(page.get_by_role("heading", name="Ingediend", exact=True)).to_be_visible()
    assert seen("voorbeeldrecht") == {"vng": 0, "comensha": 1}
    page.goto(url)
    expect(page.get_by_role("heading", name="Deze link werkt niet (meer)")).to_be_visible()
    take_back(page, stack, f"{token}-2")
    assert seen("voorbeeldrecht") == {"vng": 0, "comensha": 0}


def take_back(page, stack, token: str) -> None:
    """With a new link, which opens what was sent."""
    make_link(token)
    page.goto(f"{stack.url}/antwoord/{token}/")
    page.get_by_role("button", name="Link openen").click()
    expect(page.get_by_label("Wie besloot dat dit gedeeld mag worden?")).to_have_value("hoofd Veiligheid")
    page.get_by_role("button", name="Intrekken").click()
    page.get_by_role("button", name="Indiening intrekken").click()
    expect(page.get_by_role("heading", name="Ingetrokken", exact=True)).to_be_visible()


def test_what_is_typed_with_a_link_is_kept_by_itself(new_page, stack) -> None:
    token = f"{TOKEN}-vanzelf"
    make_link(token)
    url = f"{stack.url}/antwoord/{token}/"
    page = new_page()
    page.goto(url)
    page.get_by_role("button", name="Link openen").click()
    page.get_by_label("Wie besloot dat dit gedeeld mag worden?").fill("hoofd Veiligheid")
    expect(page.locator("#opslagstatus")).to_contain_text("Bewaard op")
    other = new_page(javascript=False)
    other.goto(url)
    other.get_by_role("button", name="Link openen").click()
    expect(other.get_by_label("Wie besloot dat dit gedeeld mag worden?")).to_have_value("hoofd Veiligheid")


def test_the_form_of_a_link_is_accessible(new_page, stack) -> None:
    make_link(f"{TOKEN}-axe")
    page = new_page()
    assert {
        path: found
        for path in (f"{TOKEN}-axe", "onbekend")
        if (found := problems(page, f"{stack.url}/antwoord/{path}/"))
    } == {}
    page.goto(f"{stack.url}/antwoord/{TOKEN}-axe/")
    page.get_by_role("button", name="Link openen").click()
    assert problems_here(page) == []
