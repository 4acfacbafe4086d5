import pytest

from aanpak.actions import Refused, add_stap, copy_voorbeeld
from aanpak.models import AanpakRevision, Routestap
from sjablonen.models import Voorbeeldstap


def steps(melder):
    return list(Routestap.objects.filter(melder=melder).values_list("wat", "volgorde"))


def test_add_stap_comes_last_in_its_route_and_twice_is_once(gemeente, bewerker):
    for wat in ("een", "twee"):
        add_stap(row=Routestap(melder="burger", wat=wat), by=bewerker)
    same = Routestap(melder="burger", wat="drie")
    for _ in range(2):
        add_stap(row=Routestap(pk=same.pk, melder="burger", wat="drie"), by=bewerker)
    assert steps("burger") == [("een", 1), ("twee", 2), ("drie", 3)]


def test_add_stap_refuses_a_step_too_many_in_words_and_not_its_second_click(gemeente, bewerker):
    rows = [Routestap(melder="burger", wat=f"stap {n}") for n in range(Routestap.MAX)]
    for row in rows:
        add_stap(row=row, by=bewerker)
    again = add_stap(row=Routestap(pk=rows[-1].pk, melder="burger", wat=rows[-1].wat), by=bewerker)
    with pytest.raises(Refused, match="^Deze route heeft al 12 stappen"):
        add_stap(row=Routestap(melder="burger", wat="dertien"), by=bewerker)
    assert (again.pk, len(steps("burger"))) == (rows[-1].pk, Routestap.MAX)


def test_copy_voorbeeld_gives_each_step_its_first_revision(gemeente, bewerker):
    made = copy_voorbeeld(voorbeeld=list(Voorbeeldstap.objects.filter(regio=None)), by=bewerker)
    kept = AanpakRevision.objects.filter(kind="routestap", version=1, created_by=bewerker.pk)
    assert {str(each.row): each.data for each in kept} == {
        str(stap.pk): stap.data() for stap in Routestap.objects.all()
    }
    assert made == kept.count()
