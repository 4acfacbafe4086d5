"""Where help is needed: Plateau 1 and 2 apart, words that are no status, provincies in a fixed order."""

from tests.dashboards.conftest import make_ronde, submit

PATH = "/land/ondersteuning/"


def test_plateau_1_and_2_stand_apart_and_1_comes_first(vng, ronde, groningen):
    submit(ronde, groningen[0], status="nog_niet", statuses={"SV-P1-1": "geregeld"})
    heat, needs = vng.get(PATH).context["heat"], vng.get("/land/").context["needs"]
    assert [(group.title, len(group.rows)) for group in heat.groups] == [("Plateau 1", 16), ("Plateau 2", 7)]
    assert [(plateau, len(rows)) for plateau, rows in needs] == [(1, 5), (2, 3)]


def test_deels_and_nothing_are_told_apart(vng, ronde, groningen):
    for gemeente, status in zip(groningen, ("deels", "in_voorbereiding", "nog_niet", "geregeld", "nvt"), strict=False):
        submit(ronde, gemeente, status=status)
    need = vng.get("/land/").context["needs"][0][1][0]
    assert (need.part.todo, need.part.n, need.part.nothing, need.part.percent) == (3, 4, 1, 75)
    row = vng.get(PATH).context["heat"].groups[0].rows[0]
    assert [cell.said for cell in row.cells[:2]] == ["75%", "25%"]


def test_no_page_calls_it_by_the_name_of_a_status(vng, groningen):
    submit(make_ronde("Meting 2025", year=2025), groningen[0])
    submit(make_ronde(), groningen[0], status="deels")
    pages = [vng.get(path).text for path in (PATH, "/land/")]
    assert [("nog niet geregeld" in page, "(nog) niet volledig geregeld" in page) for page in pages] == [
        (False, True)
    ] * 2


def test_a_provincie_with_fewer_than_ten_has_a_dash(vng, ronde, groningen):
    for gemeente in groningen[:9]:
        submit(ronde, gemeente, status="deels")
    column = 2 + list(vng.get(PATH).context["provincies"]).index("PV20")
    cells = [vng.get(PATH).context["heat"].groups[0].rows[0].cells[column]]
    submit(ronde, groningen[9], status="geregeld")
    cells.append(vng.get(PATH).context["heat"].groups[0].rows[0].cells[column])
    assert [(cell.said, cell.share) for cell in cells] == [("–", None), ("9/10", 0.9)]


def test_provincies_stand_in_the_same_order_whatever_they_answered(vng, ronde, groningen):
    heads = []
    for gemeente, status in zip(groningen, ("geregeld", "nog_niet"), strict=False):
        submit(ronde, gemeente, status=status)
        heads.append(vng.get(PATH).context["heat"].head)
    assert heads[0] == heads[1]
    assert list(heads[0][2:]) == sorted(heads[0][2:])
    assert len(heads[0]) == 14
