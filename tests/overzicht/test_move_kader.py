"""All gemeenten to a next Kader by one command: each by itself, with a ledger, and going on where it broke off."""

import io

import pytest
from django.core.management import CommandError, call_command

from kader.models import Overstap
from kader.queries import version_of
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.builders.kader import load_next
from zelfevaluatie.models import Zelfevaluatie

SLUGS = ["stadskanaal", "voorbeelddijk", "voorbeeldstad"]


@pytest.fixture
def naar(db):
    return load_next()


def run(*args, by):
    out = io.StringIO()
    call_command("move_kader", *args, "--door", by.email, stdout=out, verbosity=0)
    return out.getvalue()


def versions():
    return {gemeente.slug: version_of(gemeente).versie for gemeente in Gemeente.objects.filter(slug__in=SLUGS)}


def ledger():
    return sorted((row.gemeente.slug, row.staat, row.fout) for row in Overstap.objects.select_related("gemeente"))


def test_all_go_over_and_back(naar, redacteur):
    assert sorted(run("--all", "--kijken", by=redacteur).split()) == ["3", "gemeenten:", *SLUGS]
    assert run("--all", by=redacteur) == "3 van 3 gemeenten overgestapt.\n"
    assert versions() == dict.fromkeys(SLUGS, "2027-01")
    assert run("--all", by=redacteur) == "0 van 0 gemeenten overgestapt.\n"
    assert run("--all", "--terug", by=redacteur) == "3 van 3 gemeenten teruggegaan.\n"
    assert (versions(), {staat for _, staat, _ in ledger()}) == (dict.fromkeys(SLUGS, "2021-02"), {"terug"})


def clear(mine, naar):
    """What is closed stays, so each is opened first, and one at a time is open."""
    Zelfevaluatie.objects.filter(pk=mine.pk).update(staat="gesloten")
    for row in Zelfevaluatie.objects.filter(kaderversie=naar):
        Zelfevaluatie.objects.filter(pk=row.pk).update(staat="open")
        Zelfevaluatie.objects.filter(pk=row.pk).delete()
    Zelfevaluatie.objects.filter(pk=mine.pk).update(staat="open")


def test_one_that_fails_stops_no_other_and_is_done_the_next_time(naar, redacteur, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        mine = Zelfevaluatie.objects.get()
        for jaar in (mine.jaar, mine.jaar + 1):
            Zelfevaluatie.objects.create(kaderversie=naar, jaar=jaar, staat="gesloten")
    with pytest.raises(CommandError) as caught:
        run("--all", by=redacteur)
    assert "1 gemeenten bleven zoals zij waren:\n  voorbeeldstad: De zelfevaluatie van" in str(caught.value)
    assert versions() == {"stadskanaal": "2027-01", "voorbeelddijk": "2027-01", "voorbeeldstad": "2021-02"}
    assert ledger() == [
        ("stadskanaal", "gedaan", ""),
        ("voorbeelddijk", "gedaan", ""),
        ("voorbeeldstad", "mislukt", "JaarFout"),
    ]
    with in_gemeente(voorbeeldstad):
        clear(mine, naar)
    assert run("--all", by=redacteur) == "1 van 1 gemeenten overgestapt.\n"
    assert versions()["voorbeeldstad"] == "2027-01"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--all", "--naar", "2040-01"], "Er is geen uitgegeven Kader 2040-01."),
        (["nergens"], "Er is geen open gemeente met de naam nergens."),
        ([], "Noem de gemeenten, of geef --all."),
        (["stadskanaal", "--all"], "Noem de gemeenten, of geef --all."),
    ],
)
def test_what_cannot_be_done_is_said(naar, redacteur, args, said):
    with pytest.raises(CommandError, match=said):
        run(*args, by=redacteur)


def test_who_does_it_must_exist(naar, redacteur):
    redacteur.email = "niemand@voorbeeld.example"
    with pytest.raises(CommandError, match="Er is geen gebruiker met het adres niemand@voorbeeld.example."):
        run("--all", by=redacteur)
