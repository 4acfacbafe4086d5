"""The bijlagen hold what this gemeente uses, unless it asks for all; and never less than its duties and own texts."""

from dataclasses import replace

import pytest

from reports.document.choices import as_chosen
from reports.document.html import chapters
from reports.document.plan import PlanCijfer, PlanInstrument
from reports.document.used import IN_THE_TABLE, LAWS_NOTE, RESTS_ON, WAYS_OF_PAYING
from sjablonen.models import Instrument, Passage


def instrument(code, **answers):
    empty = dict.fromkeys(("beschikbaar", "in_beleid", "gebruikt", "tekst"), "")
    return PlanInstrument(code, "Arbeid", code, "", "", **{**empty, **answers})


def with_part(plan, code, **changes):
    parts = (replace(part, **changes) if part.code == code else part for part in plan.onderdelen)
    return replace(plan, onderdelen=tuple(parts))


def gone(plan):
    return {p.code for p in plan.passages} - {p.code for p in as_chosen(plan).passages}


@pytest.fixture
def general(plan):
    """Without a text of the regio on money, and with figures."""
    passages = tuple(p for p in plan.onderdeel("bijlage_4").passages if not p.regio)
    cijfers = (PlanCijfer("Signalen", "", 2025, "12", "team Zorg"),)
    return with_part(with_part(plan, "bijlage_4", passages=passages, opvang=()), "bijlage_2", cijfers=cijfers)


def test_every_code_named_here_exists(db):
    codes = set(Passage.objects.values_list("code", flat=True))
    assert ({*RESTS_ON, *WAYS_OF_PAYING, "bijlage_2.lokaal", IN_THE_TABLE}) - codes == set()
    known = set(Instrument.objects.values_list("code", flat=True))
    assert {code for instrumenten in RESTS_ON.values() for code in instrumenten} - known == set()


def test_where_nobody_said_anything_nothing_goes(general):
    assert (gone(general), [chapter.note for chapter in chapters(general) if chapter.id == "bijlage_3"]) == (
        set(),
        [""],
    )


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"beschikbaar": "ja"}, True),
        ({"in_beleid": "ja"}, True),
        ({"gebruikt": "ja"}, True),
        ({"tekst": "Wij toetsen."}, True),
        ({"beschikbaar": "nee", "gebruikt": "onbekend"}, False),
    ],
)
def test_a_law_goes_when_no_instrument_under_it_is_used(general, answers, kept):
    used = (instrument("apv", beschikbaar="ja"), instrument("bibob_overig", **answers))
    plan = with_part(general, "ambitie_5", instrumenten=used)
    others = {"bijlage_3.opiumwet", "bijlage_3.omgevingswet", "bijlage_3.woningwet"}
    assert gone(plan) == {*others, *(set() if kept else {"bijlage_3.bibob"})}
    (note,) = [chapter.note for chapter in chapters(plan) if chapter.id == "bijlage_3"]
    assert note == LAWS_NOTE


def test_other_ways_of_paying_go_when_it_is_known_how_it_is_paid(general):
    def chosen(financiering):
        return gone(replace(general, keuzes=replace(general.keuzes, financiering=financiering)))

    assert [chosen(form) for form in ("", "onbekend")] == [set(), set()]
    assert [chosen(form) for form in ("uitkering", "anders")] == [WAYS_OF_PAYING, WAYS_OF_PAYING]
    (first, *others) = general.onderdeel("bijlage_4").passages
    assert (
        gone(with_part(general, "bijlage_4", passages=(replace(first, regio="Groningen"), *others))) == WAYS_OF_PAYING
    )


def test_how_to_read_figures_goes_when_there_are_none(general):
    assert gone(with_part(general, "bijlage_2", cijfers=())) == {"bijlage_2.lokaal"}


def test_what_the_table_of_opvang_says_is_not_said_twice(general, plan):
    table = plan.onderdeel("bijlage_4").opvang
    assert len(table) == 5
    assert gone(with_part(general, "bijlage_4", opvang=table)) == {"bijlage_4.opvang_minderjarigen"}


@pytest.mark.parametrize("changes", [{"laag": "lokaal"}, {"regio": "Groningen"}, {"to_check": True}])
def test_what_somebody_wrote_or_took_in_stays(general, changes):
    passages = tuple(replace(p, **changes) for p in general.onderdeel("bijlage_2").passages)
    assert gone(with_part(general, "bijlage_2", cijfers=(), passages=passages)) == set()


def test_who_asks_for_all_gets_all(general):
    plan = with_part(general, "ambitie_5", instrumenten=(instrument("apv", beschikbaar="ja"),))
    whole = replace(plan, keuzes=replace(plan.keuzes, hele_bijlagen=True))
    assert (gone(plan) != set(), gone(whole)) == (True, set())
    assert as_chosen(as_chosen(plan)) == as_chosen(plan)
