"""Valid on a day: one definition, both ends included, for every row with dates."""

from datetime import date

import pytest

from accounts.models import Toegang
from metingen.models import Publicatie
from overzicht.vergelijking import codes_of
from samenwerking.queries import may_be_invited
from tenants.management.commands.open_gemeenten import Command
from tenants.models import Gemeente, Indeling, Regio
from tests.builders.rounds import make_round

DAY = date(2026, 11, 29)
SPANS = [
    (None, None, True),
    (DAY, DAY, True),
    (date(2026, 11, 30), None, False),
    (None, date(2026, 11, 28), False),
    (date(2020, 1, 1), date(2030, 1, 1), True),
]


@pytest.fixture
def later(stadskanaal, time_machine):
    """A province to which the gemeente goes over next year, beside the one where it is."""
    time_machine.move_to("2026-11-29 12:00:00+01:00", tick=False)
    Indeling.objects.filter(gemeente=stadskanaal, regio__soort="provincie").delete()
    now, then = (Regio.objects.get_or_create(soort="provincie", code=code)[0] for code in ("PV22", "PV28"))
    Indeling.objects.create(gemeente=stadskanaal, regio=now, valid_until=date(2026, 12, 31))
    Indeling.objects.create(gemeente=stadskanaal, regio=then, valid_from=date(2027, 1, 1))
    return then


@pytest.mark.parametrize(("start", "end", "valid"), SPANS)
def test_on_counts_both_ends(stadskanaal, start, end, valid):
    Gemeente.objects.filter(pk=stadskanaal.pk).update(valid_from=start, valid_until=end)
    assert Gemeente.objects.on(DAY).filter(pk=stadskanaal.pk).exists() == valid


@pytest.mark.parametrize(("day", "code"), [(DAY, "PV22"), (date(2026, 12, 31), "PV22"), (date(2027, 1, 1), "PV28")])
def test_a_regio_that_starts_later_does_not_count_yet(stadskanaal, later, time_machine, day, code):
    assert list(
        Indeling.objects.on(day).filter(gemeente=stadskanaal, regio__soort="provincie").values_list("regio__code")
    ) == [(code,)]


def test_a_gemeente_is_compared_with_the_province_where_it_is_now(stadskanaal, later):
    assert codes_of(stadskanaal, Publicatie(meetronde=make_round()))["provincie"] == "PV22"


def test_toegang_knows_the_same_words(bewerker):
    Toegang.objects.filter(gebruiker=bewerker).update(valid_from=DAY, valid_until=DAY)
    found = Toegang.objects.filter(gebruiker=bewerker)
    assert [found.on(date(2026, 11, day)).count() for day in (28, 29, 30)] == [0, 1, 0]


def test_who_will_share_a_regio_next_year_is_not_near_today(stadskanaal, later, voorbeeldstad):
    Indeling.objects.create(gemeente=voorbeeldstad, regio=later)
    assert {found.near for found in may_be_invited(stadskanaal)} == {0}


def test_open_gemeenten_takes_also_who_will_end(db, time_machine):
    time_machine.move_to("2026-11-29 12:00:00+01:00", tick=False)
    dates = {"ends": date(2026, 12, 31), "ended": date(2026, 11, 28)}
    for number, (naam, end) in enumerate(dates.items()):
        Gemeente.objects.create(
            schema_name=naam,
            code=f"GM000{number}",
            naam=naam,
            korte_naam=naam,
            sorteernaam=naam,
            slug=naam,
            valid_until=end,
        )
    assert "ends" in (found := {found.slug for found in Command().wanted([], everybody=True)})
    assert "ended" not in found
