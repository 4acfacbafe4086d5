from aanpak.actions import save_actie
from aanpak.models import Actie


def test_save_actie_writes_and_counts(actie, bewerker):
    actie.wat, actie.kosten = "Anders", 100
    assert save_actie(actie=actie, version=1, by=bewerker) is True
    saved = Actie.objects.get()
    assert (saved.wat, saved.kosten, saved.version, saved.updated_by) == ("Anders", 100, 2, bewerker.pk)
    assert saved.updated_at > saved.created_at


def test_save_actie_with_a_stale_version_changes_nothing(actie, bewerker):
    save_actie(actie=actie, version=1, by=bewerker)
    actie.wat = "Te laat"
    assert save_actie(actie=actie, version=1, by=bewerker) is False
    assert Actie.objects.get().wat == "Convenant sluiten"


def test_save_actie_keeps_its_place_in_the_list(actie, bewerker):
    Actie.objects.update(volgorde=7)
    actie.wat = "Anders"
    save_actie(actie=actie, version=1, by=bewerker)
    assert Actie.objects.get().volgorde == 7
