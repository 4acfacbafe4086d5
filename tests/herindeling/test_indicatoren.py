"""What a predecessor wanted to see is to be read beside what others wanted, per ambitie; nothing is chosen."""

from aanpak.models import Indicator
from herindeling.gather import rijen_of
from voorgangers.models import Voorgangersrij
from voorgangers.queries import side_by_side

VAN = {"gemeente_code": "GM9991", "gemeente_naam": "Oudmeren"}


def test_indicatoren_go_along_and_stand_together_per_ambitie(gemeente):
    values = {"ambitie": 2, "streefwaarde": "80%", "streefjaar": 2029, "bron": "peiling"}
    Indicator.objects.create(wat="Route bekend", nulwaarde="40%", nuljaar=2026, **values)
    Indicator.objects.create(wat="Teams met training", **values)
    rijen = [rij for rij in rijen_of(None) if rij["soort"] == "indicator"]
    Voorgangersrij.objects.bulk_create(Voorgangersrij(**rij, **VAN) for rij in rijen)
    ((soort, label, (plek,)),) = side_by_side()
    assert (soort, label, plek.code, plek.titel) == ("indicator", "Indicatoren", "ambitie_2", "Ambitie 2")
    assert [rij.velden for rij in plek.rijen] == [
        [["Wat", "Route bekend"], ["Nu", "40% in 2026"], ["Doel", "80% in 2029"], ["Bron", "peiling"]],
        [["Wat", "Teams met training"], ["Nu", "niet bekend"], ["Doel", "80% in 2029"], ["Bron", "peiling"]],
    ]
