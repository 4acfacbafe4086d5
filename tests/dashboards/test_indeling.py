"""Each round counts in the indeling of its own peildatum, whatever gemeenten did since."""

from datetime import date

import pytest

from dashboards.selection import Selection
from dashboards.where import SHOWN, parts_of, where_of
from metingen.queries import regios_on
from tenants.indeling.actions import load_lijst
from tenants.indeling.lijst import read_lijst
from tenants.models import Gemeente
from tests.dashboards.conftest import make_ronde, submit
from tests.tenants.lijsten import country, write

DRENTHE, GRONINGEN = "PV22", "PV20"
OVER, MOVED, NEW = "GM1950", "GM0037", "GM1999"  # Westerwolde, Stadskanaal, and in which the first goes over


@pytest.fixture
def rounds(db, tmp_path):
    """Of 2026 and 2027, with a herindeling and a gemeente in another provincie in between."""
    first = make_ronde()
    for code in (OVER, MOVED):
        submit(first, Gemeente.objects.get(code=code))
    rows = country() | {MOVED: ("Stadskanaal", DRENTHE, "Drenthe"), NEW: ("Wolde", GRONINGEN, "Groningen")}
    load_lijst(read_lijst(write(tmp_path, {code: row for code, row in rows.items() if code != OVER})))
    second = make_ronde("Meting 2027", year=2027)
    second.peildatum = date(2027, 1, 1)
    second.save()
    for code in (NEW, MOVED):
        submit(second, Gemeente.objects.get(code=code))
    return first, second


def asked(ronde, provincie=""):
    return set(Selection(ronde, frozenset({"vng"}), provincie).gemeenten.values_list("code", flat=True))


def test_who_is_asked_is_who_there_was_on_the_peildatum(rounds):
    first, second = map(asked, rounds)
    assert (len(first), len(second), first - second, second - first) == (342, 342, {OVER}, {NEW})


def test_a_part_of_the_country_holds_who_lay_in_it_then(rounds):
    first, second = rounds
    assert {OVER, MOVED} <= asked(first, GRONINGEN)
    assert (asked(first, DRENTHE) & {MOVED, NEW}, asked(second, GRONINGEN) & {OVER, MOVED, NEW}) == (set(), {NEW})
    assert MOVED in asked(second, DRENTHE)


def test_a_snapshot_keeps_the_regios_that_it_was_counted_in(rounds):
    moved = Gemeente.objects.get(code=MOVED)
    first, second = (ronde.indieningen.get(gemeente=moved) for ronde in rounds)
    assert (first.provincie, second.provincie) == (GRONINGEN, DRENTHE)


def test_where_a_gemeente_lies_is_asked_of_the_day(rounds):
    moved = Gemeente.objects.get(code=MOVED)
    parts = [where_of(ronde)[moved.pk]["provincie"].code for ronde in rounds]
    days = [{r.code for r in regios_on(moved, ronde.peildatum) if r.soort == "provincie"} for ronde in rounds]
    assert (parts, days) == ([GRONINGEN, DRENTHE], [{GRONINGEN}, {DRENTHE}])


def test_the_map_knows_the_same_of_each_gemeente(rounds):
    codes = dict(Gemeente.objects.values_list("pk", "code"))
    for ronde in rounds:
        turned = {soort: {} for soort in SHOWN}
        for pk, found in where_of(ronde).items():
            for soort, part in found.items():
                turned[soort][codes[pk]] = part
        assert parts_of(ronde, SHOWN) == turned
        assert len(turned["provincie"]) == 342


def test_national_pages_show_each_round_as_it_was(rounds, vng):
    _, second = rounds
    pages = [vng.get(f"/land/provincie/{GRONINGEN}/", {"ronde": ronde.pk}) for ronde in rounds]
    assert [page.status_code for page in pages] == [200, 200]
    assert ["Westerwolde" in page.text for page in pages] == [True, False]
    assert ["Wolde" in page.text.replace("Westerwolde", "") for page in pages] == [False, True]
    assert vng.get("/land/kaart/", {"ronde": second.pk}).status_code == 200
