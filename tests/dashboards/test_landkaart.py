import re
from datetime import timedelta
from gzip import compress

import pytest
from django.utils import timezone

from dashboards.landkaart import outline, plan_today, shapes_of
from tenants.models import Gemeente
from tests.dashboards.conftest import make_ronde, submit

KAART = "/land/kaart/"
INVENTED = ["GM9001", "GM9101", "GM9102"]


def drawn(answer):
    """Name and answer of each gemeente on the map, with its fill."""
    page = re.sub(r">\s+<", "><", answer.content.decode())
    return re.findall(r'<a href="[^"]+"><title>([^<]+): ([^<]+)</title><path fill="url\(#vul-(\w+)\)"', page)


def test_shapes_of_real_gemeenten_are_all_there(db):
    codes = set(Gemeente.objects.invented(False).values_list("code", flat=True))
    assert codes - set(shapes_of([], mirrored=False)) == set()


def test_shapes_of_invented_gemeenten_are_those_of_real_ones_in_order():
    _, real = outline()
    first, second, *_ = sorted(real)
    assert shapes_of(INVENTED, mirrored=True) == {"GM9101": real[first], "GM9102": real[second]}


def test_shapes_run_out_after_the_last_real_one():
    codes = [f"GM{number}" for number in range(9101, 9600)]
    assert len(shapes_of(codes, mirrored=True)) == len(outline()[1])


@pytest.mark.parametrize(
    ("plan", "days", "shown"),
    [("eigen", 0, "eigen"), ("eigen", -1, "verlopen"), ("ander_plan", None, "ander_plan"), ("nee", -1, "nee")],
)
def test_plan_today_is_none_after_its_term(plan, days, shown):
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    assert plan_today(plan, until) == shown


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
        ("zorgcoordinatie", {"zorgcoordinatie": "onbekend"}, "weten we niet"),
        ("aandachtsfunctionaris", {"aandachtsfunctionaris": "ja"}, "ja"),
        ("aandachtsfunctionaris", {}, "niet ingevuld"),
        ("SV-P1-1", {}, "in voorbereiding"),
    ],
)
def test_kaart_detail_shows_the_indicator_of_the_address(vng, ronde, groningen, indicator, enquete, word):
    submit(ronde, groningen[0], status="in_voorbereiding", enquete=enquete)
    rows = vng.get(KAART, {"indicator": indicator, "provincie": "PV20"}).context["kaart"].rows
    assert [answer for _, _, answer in rows] == [word] + ["onbekend"] * 9


def test_kaart_detail_of_a_provincie_links_to_that_alone(vng, ronde, groningen):
    answer = vng.get(KAART, {"provincie": "PV20"})
    kaart = answer.context["kaart"]
    assert (len(drawn(answer)), len(kaart.drawn), len(kaart.outside)) == (10, 10, 332)


def test_kaart_detail_of_invented_gemeenten_is_mirrored_and_names_the_source(vng):
    values = {"schema_name": "gm9101", "code": "GM9101", "slug": "voorbeeldgemeente-001"}
    Gemeente.objects.create(naam="Voorbeeldgemeente 001", sorteernaam="voorbeeldgemeente 0001", **values)
    make_ronde("Voorbeeld", voorbeeld=True)
    page = vng.get(KAART).content.decode()
    assert page.count('transform="matrix(-1 0 0 1 473 0)"') == 1
    assert "CBS/Kadaster via PDOK, CC BY 4.0; gespiegeld" in page


def test_kaart_detail_is_small(vng, ronde):
    assert len(compress(vng.get(KAART).content)) <= 150_000
