"""What 0.9.0 printed wrong is published again: rows as it wrote them, with the numbers of its rule."""

from collections import Counter

import pytest
from django.core.management import call_command

from metingen import correction_actions
from metingen.correction_actions import correct_all, correct_groepscijfers, sweep
from metingen.counting import member_rows
from metingen.groepscijfers import members
from metingen.models import Groepscijfer, Publicatie, Publicatielid
from metingen.onderwerpen import onderwerpen_of
from metingen.printed import nearest
from metingen.publicatie_actions import add_publicatie, propose, publish_groepscijfers
from tests.builders.rounds import close, make_closed_round, make_gemeenten, make_round, submit, withdraw


def as_before(meetronde, *, published=True):
    """As 0.9.0 did it: each count rounded by itself, also in a group of ten."""
    proposal = propose(meetronde)
    publicatie = add_publicatie(meetronde=meetronde, soort="groepscijfers", by=None)
    Publicatielid.objects.bulk_create(member_rows(publicatie, proposal.leden))
    found = members(proposal.leden)
    for group in proposal.groups:
        n = nearest(len(found[group]))
        for naam, onderwerp in onderwerpen_of(meetronde.kaderversie).items():
            counts = Counter(lid.waarden.get(naam, "") for lid in found[group])
            Groepscijfer.objects.bulk_create(
                Groepscijfer(
                    publicatie=publicatie,
                    soort=group[0],
                    groep=group[1],
                    groep_naam=proposal.names[group],
                    onderwerp=naam,
                    waarde=waarde,
                    aantal=min(nearest(counts[waarde]), nearest(len(found[group]) - 2)),
                    n=n,
                )
                for waarde in onderwerp.waarden
            )
    at = publicatie.created_at if published else None
    Publicatie.objects.filter(pk=publicatie.pk).update(rekenregel=1, published_at=at)
    return Publicatie.objects.get(pk=publicatie.pk)


@pytest.fixture
def meetronde(db):
    return make_closed_round()


def cells(publicatie):
    rows = publicatie.groepscijfers.values_list("soort", "groep", "onderwerp", "waarde", "aantal", "aandeel", "n")
    return sorted(rows, key=str)


def test_figures_of_an_earlier_rule_are_published_again_in_their_place(meetronde):
    """Of the fifteen in Fryslân, all of whom are busy, it said 15 of 15."""
    old = as_before(meetronde)
    new = correct_groepscijfers(meetronde=meetronde)
    assert (new.nummer, new.published_at is None, new.leden.count()) == (2, False, 45)
    small = new.groepscijfers.filter(groep="PV21", onderwerp="BB-P1-1").values_list("waarde", "aantal", "aandeel")
    assert list(small) == [
        ("geregeld", None, "weinig"),
        ("bezig", None, "de meeste"),
        ("nog_niet", None, "weinig"),
        ("overig", None, "weinig"),
    ]
    assert Publicatie.objects.published().newest().get() == new
    assert old.groepscijfers.filter(groep="PV21", aantal__isnull=False).exists()


def test_what_was_right_stays_as_it_was(meetronde):
    """The statuses of the country (45) and of Groningen (30); that all have it in their budget is said in words."""
    old = as_before(meetronde)
    before = {row for row in cells(old) if row[2] == "BB-P1-1" and row[1] != "PV21"}
    after = cells(correct_groepscijfers(meetronde=meetronde))
    assert {row for row in after if row[2] == "BB-P1-1" and row[1] != "PV21"} == before
    assert ("land", "", "begroting", "ja", None, "de meeste", 45) in after
    assert [row for row in after if row[4] == row[6]] == []


def test_correction_is_the_same_when_somebody_withdrew_since(meetronde):
    """Nothing is counted, so nothing of who withdrew is read."""
    as_before(meetronde)
    first = cells(correct_groepscijfers(meetronde=meetronde))
    Publicatie.objects.filter(meetronde=meetronde).delete()
    old = as_before(meetronde)
    withdraw(meetronde, 3)
    new = correct_groepscijfers(meetronde=meetronde)
    assert cells(new) == first
    assert set(new.leden.values_list("indiening")) == set(old.leden.values_list("indiening"))


def test_round_in_whose_place_nothing_comes_is_not_shown_any_more(db):
    """Of twelve, six and six: nothing follows from that. And what all answered is not in these questions."""
    meetronde = make_round()
    for number, gemeente in enumerate(make_gemeenten(12)):
        submit(meetronde, gemeente, status="deels" if number < 6 else "geregeld")
    close(meetronde)
    as_before(meetronde)
    asked = ["begroting", "beleidsplan", "aandachtsfunctionaris", "zorgcoordinatie"]
    Groepscijfer.objects.filter(onderwerp__in=asked).delete()
    assert correct_groepscijfers(meetronde=meetronde).published_at is None
    assert Publicatie.objects.published().count() == 0


def test_correction_of_what_staff_did_not_publish_is_not_published(meetronde):
    as_before(meetronde, published=False)
    assert correct_groepscijfers(meetronde=meetronde).published_at is None


def test_correction_happens_once_and_by_itself(meetronde, capsys):
    as_before(meetronde)
    call_command("sweep_jobs")
    assert (Publicatie.objects.count(), sweep(), correct_all()) == (2, 0, [])
    call_command("correct_groepscijfers")
    assert capsys.readouterr().out.endswith("Opnieuw gemaakt: 0.\n")
    assert correct_groepscijfers(meetronde=meetronde) is None


def test_correction_that_fails_holds_up_no_other(meetronde, monkeypatch, caplog):
    as_before(meetronde)
    other = make_round(titel="Andere")
    for gemeente in make_gemeenten(30, first=700):
        submit(other, gemeente)
    close(other)
    as_before(other)

    def fail(*, meetronde, correct=correct_groepscijfers):
        if meetronde == other:
            raise ValueError
        return correct(meetronde=meetronde)

    monkeypatch.setattr(correction_actions, "correct_groepscijfers", fail)
    assert (sweep(), "niet opnieuw gemaakt" in caplog.text) == (1, True)


def test_publishing_anew_rounds_no_group_twice(meetronde):
    """Not even where it is counted among others: ten withdrew in Groningen, and Fryslân is as it was."""
    as_before(meetronde)
    corrected = cells(correct_groepscijfers(meetronde=meetronde))
    withdraw(meetronde, 10)
    new = publish_groepscijfers(meetronde=meetronde, by=None)
    assert [row for row in cells(new) if row[1] == "PV21"] == [row for row in corrected if row[1] == "PV21"]
    assert new.groepscijfers.filter(soort="land", n=35).exists()


def test_publishing_what_was_not_corrected_yet_corrects_it(meetronde):
    old = as_before(meetronde)
    assert propose(meetronde).is_published is False
    new = publish_groepscijfers(meetronde=meetronde, by=None)
    found = cells(new)
    new.delete()
    assert (new.nummer, cells(correct_groepscijfers(meetronde=meetronde))) == (old.nummer + 1, found)
