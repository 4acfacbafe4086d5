"""A provincie, veiligheidsregio or regio beside the country: a mark at each bar, what changed, who is in it."""

import pytest

from metingen.models import Publicatie
from tests.dashboards.conftest import make_ronde, publish_land, submit

PROVINCIE = "/land/provincie/PV20/"


def bars(answer):
    """Of each bouwsteen how many answered, and the mark of the country."""
    figures = answer.context["page"].figures.bouwstenen
    codes = {row.naam: row.code for group in answer.context["stand"]["bouwstenen"] for row in group.rows}
    found = [bar for each in figures for bar in each.bars]
    return {codes[bar.label]: (sum(part.value for part in bar.parts), bar.mark) for bar in found}


@pytest.fixture
def elsewhere(ronde, groningen):
    return list(ronde.gemeenten().exclude(pk__in=[gemeente.pk for gemeente in groningen])[:3])


@pytest.mark.parametrize("path", [PROVINCIE, "/land/veiligheidsregio/VR01/", "/land/?provincie=PV20"])
def test_each_bar_of_a_part_has_the_share_of_the_country(vng, ronde, groningen, elsewhere, path):
    submit(ronde, groningen[0], statuses={"SV-P1-1": "deels"})
    for gemeente in elsewhere:
        submit(ronde, gemeente, status="nog_niet", statuses={"SV-P1-1": "geregeld"})
    answer = vng.get(path)
    assert {code: found for code, found in bars(answer).items() if code[:4] == "SV-P"}["SV-P1-1"] == (1, 0.75)
    assert bars(answer)["SV-P1-2"] == (1, 0.25)
    themas = answer.context["page"].figures.themas[0].bars
    assert all(0.25 <= bar.mark <= 0.75 for bar in themas)
    assert "geregeld in het hele land" in answer.text


def test_the_country_itself_has_no_mark(vng, ronde, groningen):
    submit(ronde, groningen[0])
    answer = vng.get("/land/")
    assert ({mark for _, mark in bars(answer).values()}, "geregeld in het hele land" in answer.text) == ({None}, False)


def test_the_country_counts_what_is_shared_with_this_organisatie_alone(vng, comensha, ronde, groningen, elsewhere):
    submit(ronde, groningen[0], status="deels")
    submit(ronde, elsewhere[0], organisaties=["vng"])
    assert [bars(client.get(PROVINCIE))["SV-P1-1"] for client in (vng, comensha)] == [(1, 0.5), (1, 0.0)]


def test_gemeenten_stand_under_what_is_known_of_them(vng, ronde, groningen, promise):
    submit(ronde, groningen[3])
    submit(ronde, groningen[4], organisaties=["comensha"])
    promise(groningen[3]), promise(groningen[5])
    members = dict(vng.get(PROVINCIE).context["members"])
    rest = [gemeente.naam for number, gemeente in enumerate(groningen) if number not in {3, 5}]
    assert {titel: [naam for _, naam in places] for titel, places in members.items()} == {
        "Deelden hun antwoorden": [groningen[3].naam],
        "Zegden toe": [groningen[5].naam],
        "Onbekend": rest,
    }
    assert members["Zegden toe"][0][0] == f"/land/gemeente/{groningen[5].code}/?ronde={ronde.pk}"


def test_the_round_can_be_changed_and_the_provincie_not(vng, groningen):
    before, now = make_ronde("Meting 2025", year=2025), make_ronde()
    submit(before, groningen[0]), submit(now, groningen[0], status="deels")
    answer = vng.get(PROVINCIE, {"ronde": before.pk, "provincie": "PV22"})
    assert [field.name for field in answer.context["form"].visible_fields()] == ["ronde", "grootte"]
    assert (answer.context["response"].ingediend, answer.context["response"].total) == (1, 10)
    assert f'<option value="{before.pk}" selected>' in answer.text


def test_a_part_shows_what_changed_since_the_round_before(vng, groningen):
    before, now = make_ronde("Meting 2025", year=2025), make_ronde()
    was, status = ["nog_niet", *["deels"] * 9], ["deels", "nog_niet", *["deels"] * 8]
    for number, gemeente in enumerate(groningen):
        assert vng.get(PROVINCIE).context["changes"] == []  # of fewer than ten
        submit(before, gemeente, status=was[number]), submit(now, gemeente, status=status[number])
    moves = vng.get(PROVINCIE).context["changes"][0].moves
    assert {(move.on, move.could_on, move.back, move.could_back, move.stayed) for move in moves} == {(1, 10, 1, 9, 8)}


def test_change_is_a_share_of_who_could_move(vng, groningen):
    before, now = make_ronde("Meting 2025", year=2025), make_ronde()
    was = ("geregeld", "geregeld", "nog_niet", "deels", "nvt")
    for gemeente, one, other in zip(groningen, was, ("geregeld", "deels", "geregeld", "deels", "deels"), strict=False):
        submit(before, gemeente, status=one), submit(now, gemeente, status=other)
    trend = vng.get("/land/ontwikkeling/").context["trend"]
    assert {(c.could_improve, c.percent_improved, c.could_fall, c.percent_fell) for c in trend.changes} == {
        (2, 50, 3, 33)
    }
    assert trend.most_improved == []  # fewer than ten could go forward


def test_most_improved_is_by_share_and_of_plateau_1(vng):
    before, now = make_ronde("Meting 2025", year=2025), make_ronde()
    for number, gemeente in enumerate(now.gemeenten()[:40]):
        was = dict.fromkeys(("OH-P1-2",), "geregeld" if number >= 12 else "deels")
        submit(before, gemeente, status="deels", statuses=was)
        status = "geregeld" if number < 15 else "deels"
        submit(
            now, gemeente, status=status, statuses={"OH-P1-2": "geregeld" if number < 9 or number >= 12 else "deels"}
        )
    trend = vng.get("/land/ontwikkeling/").context["trend"]
    first = trend.most_improved[0]
    assert (first.bouwsteen.code, first.improved, first.could_improve) == ("OH-P1-2", 9, 12)
    assert {change.bouwsteen.plateau for change in (*trend.most_improved, *trend.most_stuck)} == {1}


@pytest.fixture
def published(db):
    return publish_land(make_ronde("Meting 2025", year=2025))


def test_a_regio_has_the_published_figures_of_the_country_beside_it(
    client_for, ketenregisseur, published, ronde, groningen
):
    regio = groningen[0].regios.get(soort="provincie")
    submit(ronde, groningen[0], regios=[regio.pk], enquete={"begroting": "ja"})
    answer = client_for(ketenregisseur, gemeente=None).get(f"/regio/{regio.pk}/stand/")
    assert bars(answer)["SV-P1-1"] == (1, pytest.approx(0.4))
    assert (bars(answer)["SV-P1-2"], answer.context["land"].titel) == ((1, None), "Meting 2025")
    assert answer.context["werkbestand"].waar == "provincie Groningen"
    assert [zin for zin in answer.context["page"].enquete.sentences if "het hele land" in zin] == [
        "Bij 1 van de 1 gemeente die meedeed (100%) staat er geld voor de aanpak in de begroting. "
        "In het hele land: 50%.",
        "Bij 0 van de 1 gemeente die meedeed (0%) is er een beleidsplan. In het hele land: 50%.",
    ]


def test_a_regio_without_published_figures_has_no_mark(client_for, ketenregisseur, published, ronde, groningen):
    Publicatie.objects.update(published_at=None)
    regio = groningen[0].regios.get(soort="provincie")
    submit(ronde, groningen[0], regios=[regio.pk])
    answer = client_for(ketenregisseur, gemeente=None).get(f"/regio/{regio.pk}/stand/")
    assert ({mark for _, mark in bars(answer).values()}, answer.context["land"].titel) == ({None}, "")
