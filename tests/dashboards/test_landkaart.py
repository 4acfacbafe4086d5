import re
from datetime import timedelta
from gzip import compress

import pytest
from django.utils import timezone

from assets.borders import BORDERS, SHAPES, make
from dashboards.indicators import indicator_of, plan_today
from dashboards.shapes import atlas, borders_of, neighbours, places_of
from dashboards.tiles import PLACES, place_of
from metingen.models import Inzage
from tenants.models import Gemeente, Indeling, Regio
from tests.dashboards.conftest import make_ronde, submit

KAART = "/land/kaart/"
INVENTED = ["GM9001", "GM9101", "GM9102"]
LINK = re.compile(r'<a href="([^"]+)" tabindex="(-?\d)" data-naast="([\d ]*)"><title>([^<]+): ([^<]+)</title>')


def drawn(answer):
    """Name, answer and fill of each gemeente on the map."""
    return re.findall(r'<title>([^<]+): ([^<]+)</title><path d="[^"]+" fill="url\(#vul-(\w+)-kaart\)"', answer.text)


def rows_of(answer, shown=True):
    """Name and answer of each row of the table, or of those that the search leaves out."""
    pattern = r'<tr( hidden)?><th scope="row"><a href="[^"]+">([^<]+)</a></th><td>([^<]+)</td>'
    return [(naam, word) for hidden, naam, word in re.findall(pattern, answer.text) if bool(hidden) != shown]


def test_borders_are_those_of_the_shapes():
    """What the tool would make now is what is stored."""
    import json

    assert make(json.loads(SHAPES.read_text())["paths"]) == json.loads(BORDERS.read_text())


def test_shapes_of_real_gemeenten_are_all_there(db):
    codes = list(Gemeente.objects.invented(False).values_list("code", flat=True))
    assert places_of(codes, mirrored=False) == {code: code for code in codes}


def test_shapes_of_invented_gemeenten_are_those_of_real_ones_in_order():
    first, second, *_ = sorted(atlas().shapes)
    assert places_of(INVENTED, mirrored=True) == {"GM9101": first, "GM9102": second}


def test_shapes_run_out_after_the_last_real_one():
    codes = [f"GM{number}" for number in range(9101, 9600)]
    assert len(places_of(codes, mirrored=True)) == len(atlas().shapes)


def test_borders_lie_between_parts_and_around_them_and_nowhere_else():
    """Groningen and Noordenveld touch; the line between them is a border when they are of two provincies."""
    (line,) = [path for codes, path in atlas().borders if codes == ("GM0014", "GM1699")]
    apart = borders_of({"GM0014": "PV20", "GM1699": "PV22"})
    together = borders_of({"GM0014": "PV20", "GM1699": "PV20"})
    assert (line in apart, line in together, borders_of({})) == (True, False, "")


def test_neighbours_are_each_others():
    codes = sorted(atlas().shapes)
    beside = {code: {codes[int(number)] for number in found.split()} for code, found in neighbours(codes).items()}
    assert {(one, other) for one in beside for other in beside[one] if one not in beside[other]} == set()
    assert {code for code in codes if not beside[code]} == {"GM0060", "GM0088", "GM0093", "GM0096", "GM0448"}  # islands


@pytest.mark.parametrize("soort", PLACES)
def test_every_regio_has_a_tile_of_its_own_in_a_fixed_place(db, soort):
    codes = set(Regio.objects.filter(soort=soort, gemeenten__code__lt="GM9").values_list("code", flat=True))
    columns, rows = PLACES[soort]
    assert {len(row.split()) for row in rows} == {columns}
    assert sorted(place_of(code, rows) for code in codes) == list(range(len(codes)))


def test_tiles_of_invented_regios_are_mirrored():
    _, rows = PLACES[Regio.Soort.PROVINCIE]
    assert [place_of(code, rows) for code in ("PV20", "PV920", "PV999")] == [2, 0, 12]


@pytest.mark.parametrize(
    ("plan", "days", "shown"),
    [("eigen", 0, "eigen"), ("eigen", -1, "verlopen"), ("ander_plan", None, "ander_plan"), ("nee", -1, "nee")],
)
def test_plan_today_is_none_after_its_term(plan, days, shown):
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    assert plan_today(plan, until) == shown


def test_every_answer_has_a_fill_of_its_own():
    """Two answers that look alike would be one to who looks."""
    for name in ("respons", "plan", "begroting", "SV-P1-1"):
        fills = [fill for fill, _ in indicator_of(name).values.values()]
        assert (name, sorted(fills)) == (name, sorted(set(fills)))


def test_kaart_detail_draws_every_gemeente_with_its_answer(vng, ronde, groningen, promise):
    submit(ronde, groningen[0])
    promise(groningen[1])
    shown = {naam: (word, fill) for naam, word, fill in drawn(vng.get(KAART))}
    assert len(shown) == 342
    assert [shown[gemeente.naam.replace("'", "&#x27;")] for gemeente in groningen[:3]] == [
        ("ingediend", "geregeld"),
        ("toegezegd", "in_voorbereiding"),
        ("onbekend", "onbekend"),
    ]


@pytest.mark.parametrize(
    ("indicator", "enquete", "word"),
    [
        ("plan", {"beleidsplan": "gezamenlijk"}, "een gezamenlijk of regionaal plan"),
        ("begroting", {"begroting": "nee"}, "nee"),
        ("zorgcoordinatie", {"zorgcoordinatie": "onbekend"}, "weten we niet"),
        ("aandachtsfunctionaris", {"aandachtsfunctionaris": "ja"}, "ja"),
        ("aandachtsfunctionaris", {}, "niet ingevuld"),
        ("SV-P1-1", {}, "in voorbereiding"),
    ],
)
def test_kaart_detail_shows_the_indicator_of_the_address(vng, ronde, groningen, indicator, enquete, word):
    submit(ronde, groningen[0], status="in_voorbereiding", enquete=enquete)
    rows = rows_of(vng.get(KAART, {"indicator": indicator, "provincie": "PV20"}))
    assert [answer for _, answer in rows] == [word] + ["onbekend"] * 9


def test_kaart_detail_says_in_its_title_what_one_sees(vng, ronde, groningen):
    for gemeente, answer in zip(groningen, ("ja", "ja", "nee", ""), strict=False):
        submit(ronde, gemeente, enquete={"begroting": answer})
    page = vng.get(KAART, {"indicator": "begroting", "provincie": "PV20"}).text
    assert "<h2>Geld in de begroting: 2 van 3 ja, 6 van 10 onbekend</h2>" in page


def test_kaart_detail_of_a_provincie_shows_that_alone_and_from_near(vng, ronde, groningen):
    whole, part = vng.get(KAART), vng.get(KAART, {"provincie": "PV20"})
    left, top, width, height = map(float, part.context["kaart"].view.split())
    assert (len(drawn(whole)), len(drawn(part)), whole.context["kaart"].view) == (342, 10, "0.0 0.0 473.0 561.0")
    assert (width < 473 / 3, height < 561 / 3, left > 300, top < 60) == (True,) * 4
    beside = part.text.count("k-map__outside")
    assert 0 < beside < 60  # those in sight, and no others


def test_kaart_detail_of_who_has_no_shape_shows_the_whole_country(vng, ronde, groningen):
    Indeling.objects.filter(regio__code="PV20").delete()
    answer = vng.get(KAART, {"provincie": "PV20"})
    assert (answer.status_code, answer.context["kaart"].view) == (200, "0.0 0.0 473.0 561.0")


def test_kaart_detail_has_one_tab_stop_and_links_that_look_at_nobody(vng, ronde, groningen):
    links = LINK.findall(vng.get(KAART).text)
    assert sorted({tab for _, tab, *_ in links}) == ["-1", "0"]
    assert [tab for _, tab, *_ in links].count("0") == 1
    assert {href.partition("?")[0] for href, *_ in links} == {""}
    assert Inzage.objects.exclude(gemeente=None).count() == 0


def test_kaart_detail_names_a_gemeente_and_then_opens_it(vng, ronde, groningen):
    submit(ronde, groningen[0])
    code, naam = groningen[0].code, groningen[0].naam
    answer = vng.get(KAART, {"gemeente": code})
    (link,) = [href for href, tab, *_ in LINK.findall(answer.text) if tab == "0"]
    assert (link, answer.context["kaart"].named.words) == (
        f"/land/gemeente/{code}/?ronde={ronde.pk}",
        f"{naam}: ingediend",
    )
    assert f"<span data-kaarttekst>{naam}: ingediend</span>" in answer.text
    assert set(Inzage.objects.values_list("wat", flat=True)) == {"dashboards:kaart_detail"}  # not that of her page


@pytest.mark.parametrize("code", ["GM0000", "x" * 300, "<script>", "GM9101"])
def test_kaart_detail_names_nobody_whom_it_does_not_know(vng, ronde, code):
    answer = vng.get(KAART, {"gemeente": code})
    assert (answer.status_code, answer.context["kaart"].named, "<script>" in answer.text) == (200, None, False)


def test_kaart_detail_has_the_table_per_provincie_before_the_map(vng, ronde):
    answer = vng.get(KAART)
    groups, page = [group.naam for group in answer.context["groups"]], answer.text
    assert (groups, page.index('id="tabel"') < page.index("data-kaart=")) == (sorted(groups), True)
    assert (len(groups), page.count("data-kaartgroep")) == (12, 12)
    assert re.search(r'<details[^>]*(id="tabel"|data-kaartgroep)[^>]*\bopen', page) is None


@pytest.mark.parametrize("sought", ["midden-groningen", "MIDDEN-GRON", "gm1952", " Midden-Gróningen "])
def test_kaart_detail_searches_by_name_and_code(vng, ronde, sought):
    answer = vng.get(KAART, {"zoek": sought})
    assert [naam for naam, _ in rows_of(answer)] == ["Midden-Groningen"]
    assert len(rows_of(answer, shown=False)) == 341
    assert re.search(r'<details[^>]*id="tabel"[^>]*\bopen', answer.text)
    assert "1 gemeente gevonden." in answer.text
    assert [(group.naam, group.found) for group in answer.context["groups"] if group.found] == [("Groningen", 1)]
    assert len(re.findall(r"data-kaartgroep\s+open", answer.text)) == 1
    assert len(re.findall(r"data-kaartgroep\s+hidden", answer.text)) == 11


def test_tiles_count_who_answered_and_say_how_many_are_unknown(vng, ronde, groningen):
    for gemeente, status in zip(groningen, ("geregeld", "deels", "nvt"), strict=False):
        submit(ronde, gemeente, status=status)
    provincies, regios = vng.get(KAART, {"indicator": "SV-P1-1"}).context["kaart"].tiles
    tile = next(tile for tile in provincies.tiles if tile.naam == "Groningen")
    assert (tile.yes, tile.of, tile.unknown, tile.step) == (1, 2, 7, "2")
    assert {tile.step for tile in provincies.tiles if tile.naam != "Groningen"} == {"onbekend"}
    assert (len(provincies.tiles), len(regios.tiles), provincies.tiles[2].naam) == (12, 25, "Groningen")


def test_kaart_detail_of_invented_gemeenten_is_mirrored_and_names_the_source(vng):
    values = {"schema_name": "gm9101", "code": "GM9101", "slug": "voorbeeldgemeente-001"}
    Gemeente.objects.create(naam="Voorbeeldgemeente 001", sorteernaam="voorbeeldgemeente 0001", **values)
    make_ronde("Voorbeeld", voorbeeld=True)
    page = vng.get(KAART).content.decode()
    assert page.count('transform="matrix(-1 0 0 1 473 0)"') == 1
    assert "CBS/Kadaster via PDOK, CC BY 4.0; gespiegeld" in page


def test_kaart_detail_is_small(vng, ronde):
    assert len(compress(vng.get(KAART).content)) <= 150_000
