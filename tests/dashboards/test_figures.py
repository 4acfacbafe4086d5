"""What the pages of staff draw: one unit, titles that say what one sees, and one table with all of it."""

from lxml import html as lxml_html

from tests.dashboards.conftest import make_ronde, submit

LAND = "/land/"


def test_a_thema_is_the_average_of_its_bouwstenen_in_gemeenten(vng, ronde, groningen):
    for number, gemeente in enumerate(groningen[:4]):
        submit(ronde, gemeente, status="geregeld" if number == 0 else "deels")
    page = vng.get(LAND).context["page"]
    themas = page.figures.themas[0].bars
    assert {bar.result for bar in themas} == {"gemiddeld 25%"}
    assert [bar.detail for bar in themas if bar.detail == "3 bouwstenen"] != []
    assert {bar.result for bar in page.figures.bouwstenen[0].bars} == {"1 van 4, 25%"}
    assert {figure.about.partition(",")[0] for figure in page.figures.all} == {"n = 4 gemeenten"}


def test_numbers_stand_beside_their_percentage_in_one_table(vng, ronde, groningen):
    for number, gemeente in enumerate(groningen[:4]):
        submit(ronde, gemeente, status="geregeld" if number == 0 else "deels")
    page = lxml_html.fromstring(vng.get(LAND).text)
    assert len(page.xpath("//main//details[.//table]")) == 1
    rows = page.xpath("(//main//details//table)[1]//tbody/tr")
    cells = {row.xpath("string(th)"): [cell.text for cell in row.xpath("td")] for row in rows}
    assert len(cells) == len(rows) > 23 + 8 + 4
    assert cells["Bouwsteen, Plateau 1: Aandachtsfunctionaris mensenhandel is aangesteld (SV-P1-1)"][:2] == [
        "1 (25%)",
        "3 (75%)",
    ]


def test_titles_say_what_is_furthest(vng, ronde, groningen):
    statuses = dict.fromkeys(("OH-P1-1", "OH-P1-2", "OH-P1-3"), "nog_niet")
    submit(ronde, groningen[0], status="deels", statuses={"SV-P1-1": "geregeld", **statuses})
    titles = [figure.title for figure in vng.get(LAND).context["page"].figures.bouwstenen]
    assert titles[0].startswith(
        "Plateau 1: ‘Aandachtsfunctionaris mensenhandel is aangesteld’ is het vaakst geregeld (100%)"
    )


def test_unknown_is_drawn_as_unknown(vng, ronde, groningen):
    submit(ronde, groningen[0])
    who = vng.get(LAND).context["who"]
    assert who.title == "Van 341 van de 342 gemeenten is het onbekend"
    assert [(part.fill, part.said) for part in who.bars[0].parts] == [
        ("geregeld", "1 (0%)"),
        ("in_voorbereiding", "0 (0%)"),
        ("onbekend", "341 (100%)"),
    ]


def test_the_curve_has_dates_the_year_before_alone_and_the_ceiling(vng, groningen):
    rounds = [make_ronde(f"Meting {year}", year=year) for year in (2026, 2025, 2024)]
    for ronde, day in zip(rounds, (3, 5, 7), strict=True):
        submit(ronde, groningen[0], day=day)
    figure = vng.get(LAND).context["growth"]
    assert [line.label for line in figure.lines] == ["2026", "2025"]
    assert (figure.ceiling, figure.opened, figure.today) == (342, rounds[0].opened_at.date(), None)
    assert figure.title == "1 van de 342 gemeenten deden mee; op dezelfde dag in 2025 waren dat er 1"


def lost(vng, path):
    """Where the menu of the page leads and nothing is; and how many it leads to."""
    page = lxml_html.fromstring(vng.get(path).text)
    wanted = [link.removeprefix("#") for link in page.xpath("//nav[@aria-label='Op deze pagina']//a/@href")]
    return [name for name in wanted if not page.xpath(f"//*[@id='{name}']")], len(wanted)


def test_the_menu_of_the_page_leads_to_what_is_there(vng, groningen):
    before, now = make_ronde("Meting 2025", year=2025), make_ronde()
    empty = [lost(vng, path) for path in (LAND, "/land/provincie/PV20/")]
    for gemeente in groningen:
        submit(before, gemeente, status="deels"), submit(now, gemeente)
    assert (empty, [lost(vng, path) for path in (LAND, "/land/provincie/PV20/")]) == (
        [([], 3), ([], 2)],
        [([], 10), ([], 8)],
    )
