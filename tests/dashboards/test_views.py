import pytest

from tests.dashboards.conftest import make_ronde, submit

LAND = "/land/"


def test_stand_detail_is_for_staff_alone(client_for, vng, comensha, ketenregisseur, bewerker):
    others = [client_for(person, gemeente=None).get(LAND).status_code for person in (ketenregisseur, bewerker)]
    assert ([vng.get(LAND).status_code, comensha.get(LAND).status_code], others) == ([200, 200], [404, 404])


def test_stand_detail_without_a_round_says_so(vng):
    assert "Er is nog geen meetronde" in vng.get(LAND).content.decode()


def test_stand_detail_counts_who_submitted_promised_and_is_unknown(vng, ronde, groningen, promise):
    submit(ronde, groningen[0])
    promise(groningen[0])
    promise(groningen[1])
    response = vng.get(LAND).context["response"]
    assert (response.total, response.ingediend, response.toegezegd, response.onbekend) == (342, 1, 1, 340)


def test_stand_detail_counts_only_what_is_shared_with_this_organisation(vng, comensha, ronde, groningen):
    submit(ronde, groningen[0], organisaties=["vng"])
    submit(ronde, groningen[1], organisaties=[])
    assert [c.get(LAND).context["response"].ingediend for c in (vng, comensha)] == [1, 0]


def test_stand_detail_spreads_the_statuses_per_plateau(vng, ronde, groningen):
    submit(ronde, groningen[0], status="geregeld", statuses={"SV-P1-1": "deels"})
    submit(ronde, groningen[1], status="nog_niet", statuses={"SV-P1-1": ""})
    stand = vng.get(LAND).context["stand"]
    rows = {row.code: row.spread.counts for group in stand["bouwstenen"] for row in group.rows}
    assert (len(rows), rows["SV-P1-1"], rows["SV-P1-2"]) == (23, (0, 1, 0, 0, 0, 1), (1, 0, 0, 1, 0, 0))
    assert [sum(row.count for row in group.rows) for group in stand["themas"]] == [16, 7]
    assert [sum(row.spread.n for row in group.rows) for group in stand["rollen"]] == [32, 14]


def test_stand_detail_of_a_provincie_counts_that_alone(vng, ronde, groningen):
    submit(ronde, groningen[0])
    counts = [vng.get(LAND, {"provincie": code}).context["response"] for code in ("PV20", "PV22")]
    assert [(r.ingediend, r.total) for r in counts] == [(1, 10), (0, 12)]


def test_stand_detail_of_a_size_counts_that_alone(vng, ronde, groningen):
    total = [
        vng.get(LAND, {"grootte": size}).context["response"].total
        for size in ("tot_20", "20_50", "50_100", "vanaf_100")
    ]
    assert (sum(total), min(total) > 0) == (342, True)


@pytest.mark.parametrize("name", ["ronde", "provincie", "veiligheidsregio", "grootte"])
@pytest.mark.parametrize("value", ["onzin", "\x00", "' OR 1=1 --", "<b>"])
def test_stand_detail_names_a_choice_that_it_does_not_know_and_shows_all(vng, ronde, name, value):
    answer = vng.get(LAND, {name: value})
    assert (answer.status_code, answer.context["response"].total) == (200, 342)
    assert answer.context["form"].errors == {name: ["Deze keuze kennen we niet. Je ziet nu alles."]}


def test_stand_detail_shows_the_growth_beside_earlier_rounds(vng, groningen):
    before, now = make_ronde("Meting 2025", year=2025), make_ronde()
    for gemeente, day in zip(groningen, (1, 1, 9), strict=False):
        submit(now, gemeente, day=day)
    submit(before, groningen[0], day=2)
    curve = vng.get(LAND).context["curve"]
    assert [(line.titel, line.steps) for line in curve.lines] == [
        ("Meting 2026", [(1, 2), (9, 3)]),
        ("Meting 2025", [(2, 1)]),
    ]
    assert curve.rows[:3] == [
        (0, [("Meting 2026", 0), ("Meting 2025", 0)]),
        (7, [("Meting 2026", 2), ("Meting 2025", 1)]),
        (14, [("Meting 2026", 3), ("Meting 2025", 1)]),
    ]


def test_stand_detail_of_an_invented_round_says_so_and_counts_no_real_gemeente(vng):
    make_ronde("Voorbeeld", voorbeeld=True)
    answer = vng.get(LAND)
    assert answer.context["response"].total == 4
    assert "Dit zijn voorbeeldcijfers." in answer.content.decode()
