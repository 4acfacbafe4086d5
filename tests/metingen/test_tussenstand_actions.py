"""A picture of the country while a round is open, and what it may not cost: the figures of after the closing."""

import pytest

from metingen import publicatie_actions
from metingen.actions import withdraw_indiening
from metingen.beeld_queries import beeld_of
from metingen.counting import earlier_of
from metingen.models import Indiening, Meetronde, Publicatie
from metingen.publicatie_actions import PublicatieFout, make_groepscijfers
from metingen.tussenstand_actions import CLOSED, TOO_FEW, TOO_MUCH, TOO_SOON, make_tussenstand, propose_tussenstand
from tests.builders.rounds import close, make_gemeenten, make_round, submit
from tests.metingen.adversary import by_algebra, by_subtraction


@pytest.fixture
def meetronde(db):
    """Open, with forty who submitted: half of them shared it with nobody."""
    meetronde = make_round()
    send(meetronde, 40)
    return meetronde


def send(meetronde, count, *, first=500):
    for number, gemeente in enumerate(make_gemeenten(count, first=first)):
        submit(meetronde, gemeente, status="deels" if number % 3 else "geregeld", organisaties=("vng",) * (number % 2))


def take_back(meetronde, count):
    """The last that submitted."""
    for indiening in Indiening.objects.current().filter(meetronde=meetronde).order_by("-ingediend_at", "-pk")[:count]:
        withdraw_indiening(indiening=indiening, by=indiening.pk)


def why_not(meetronde):
    with pytest.raises(PublicatieFout) as caught:
        make_tussenstand(meetronde=meetronde, by=None)
    return str(caught.value)


def derived(meetronde):
    """What an adversary finds about one to nine gemeenten, with all that was counted in the round."""
    published, gemeente_of = [], {}
    for publicatie in meetronde.publicaties.counting():
        earlier = earlier_of(publicatie)
        gemeente_of |= {lid.indiening: lid.gemeente for lid in earlier.leden}
        published += [
            frozenset(lid.indiening for lid in earlier.leden if group in lid.groups) for group in earlier.shown
        ]
    return by_subtraction(published, gemeente_of) or by_algebra(published, gemeente_of)


def countries(meetronde):
    return [
        (publicatie.soort, publicatie.leden.count())
        for publicatie in meetronde.publicaties.counting().order_by("created_at")
        if publicatie.groepscijfers.filter(soort="land").exists()
    ]


def test_tussenstand_counts_all_but_the_last_ten_and_shows_the_country_alone(meetronde):
    publicatie = make_tussenstand(meetronde=meetronde, by=None)
    groups = set(publicatie.groepscijfers.values_list("soort", "n"))
    assert (publicatie.soort, publicatie.leden.count(), groups) == ("tussenstand", 30, {("land", 30)})
    last = Indiening.objects.filter(meetronde=meetronde).order_by("-ingediend_at")[:10]
    assert set(publicatie.leden.values_list("indiening", flat=True)) & {each.pk for each in last} == set()


def test_closing_right_after_a_tussenstand_still_shows_the_country(meetronde):
    make_tussenstand(meetronde=meetronde, by=None)
    close(meetronde)
    make_groepscijfers(meetronde=meetronde, by=None)
    assert countries(meetronde) == [("tussenstand", 30), ("groepscijfers", 40)]
    assert derived(meetronde) is None


def test_closing_after_a_tussenstand_leaves_the_country_out_when_its_last_ten_went_away(meetronde, monkeypatch):
    make_tussenstand(meetronde=meetronde, by=None)
    take_back(meetronde, 6)
    close(meetronde)
    make_groepscijfers(meetronde=meetronde, by=None)
    assert (countries(meetronde), derived(meetronde)) == ([("tussenstand", 30)], None)


def test_adversary_finds_them_when_closing_forgets_the_tussenstand(meetronde, monkeypatch):
    make_tussenstand(meetronde=meetronde, by=None)
    take_back(meetronde, 6)
    close(meetronde)
    forgetful = lambda leden, earlier, choose=publicatie_actions.choose_groups: choose(leden)  # noqa: E731
    monkeypatch.setattr(publicatie_actions, "choose_groups", forgetful)
    make_groepscijfers(meetronde=meetronde, by=None)
    assert len(derived(meetronde)) == 4


def test_next_tussenstand_waits_for_twenty_five_more(meetronde):
    make_tussenstand(meetronde=meetronde, by=None)
    send(meetronde, 24, first=600)
    assert why_not(meetronde) == TOO_SOON
    send(meetronde, 1, first=700)
    make_tussenstand(meetronde=meetronde, by=None)
    assert (countries(meetronde), derived(meetronde)) == ([("tussenstand", 30), ("tussenstand", 55)], None)


def test_tussenstand_that_would_give_somebody_away_is_refused(meetronde, monkeypatch):
    monkeypatch.setattr("metingen.tussenstand_actions.STEP", 1)
    make_tussenstand(meetronde=meetronde, by=None)
    send(meetronde, 3, first=600)
    assert why_not(meetronde) == TOO_MUCH
    assert derived(meetronde) is None


def test_tussenstand_needs_thirty_five_and_an_open_round(db, meetronde):
    assert propose_tussenstand(meetronde).why_not == ""
    Meetronde.objects.filter(pk=meetronde.pk).update(staat=Meetronde.Staat.GESLOTEN)
    assert why_not(meetronde) == CLOSED
    small = make_round(titel="Klein")
    send(small, 34, first=800)
    assert why_not(small) == TOO_FEW


def test_beeld_is_the_last_tussenstand_until_the_round_has_figures(meetronde):
    assert beeld_of(meetronde) is None
    first = make_tussenstand(meetronde=meetronde, by=None)
    assert beeld_of(meetronde) == first
    close(meetronde)
    assert beeld_of(meetronde) == first
    final = make_groepscijfers(meetronde=meetronde, by=None)
    assert beeld_of(meetronde) == final


def test_tussenstand_is_not_published_and_no_gemeente_compares_with_it(meetronde):
    make_tussenstand(meetronde=meetronde, by=None)
    assert list(Publicatie.objects.published()) == []
