import pytest
from django.core.management import CommandError, call_command

from tenants.context import in_gemeente
from tests.herindeling.world import work_in
from tests.tenants.rights import rights_of
from voorgangers.models import Voorgangersrij


def test_one_command_does_all_of_it_and_again_changes_nothing(stad, dijk, person, capsys):
    work_in(dijk, by=person("bewerker", dijk))
    for _ in range(2):
        call_command("herindeling", "voorbeelddijk", "--in", "voorbeeldstad", "--datum", "2026-01-01")
    told = "36 antwoorden en keuzes, 1 actie, 1 cijfer, 0 vastgestelde plannen"
    first, second, closed, *again = capsys.readouterr().out.splitlines()
    assert (first, second) == (
        f"Voorbeelddijk → Voorbeeldstad: klaargezet {told}.",
        f"Voorbeelddijk → Voorbeeldstad: overgenomen {told}.",
    )
    assert (closed, again) == ("Alleen nog te lezen zijn nu: 1.", [first, second])
    with in_gemeente(stad):
        assert Voorgangersrij.objects.count() == 36
    assert rights_of(dijk.schema_name, dijk.schema_name)["aanpak_actie"] == "SELECT"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["voorbeelddijk"], "Noem wie ophoudt"),
        (["nergens", "--in", "voorbeeldstad", "--datum", "2026-01-01"], "geen gemeente met de naam nergens"),
        (["aalsmeer", "--in", "voorbeeldstad", "--datum", "2026-01-01"], "Doe eerst: open_gemeente aalsmeer"),
        (["voorbeelddijk", "--in", "voorbeeldstad", "--datum", "morgen"], "‘morgen’ is geen datum"),
        (["voorbeelddijk", "--in", "voorbeeldstad", "--datum", "2026-07-01"], "gaat in op 1 januari"),
    ],
)
def test_what_cannot_be_is_said(db, args, words):
    with pytest.raises(CommandError, match=words):
        call_command("herindeling", *args)
