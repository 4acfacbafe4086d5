import pytest
from django.core.management import CommandError, call_command

from tenants.indeling.change import host_label
from tenants.management.commands.load_gemeenten import FIXTURE, Command
from tenants.models import Gemeente, Indeling, Regio
from tenants.names import sort_key


def state():
    return (
        list(Gemeente.objects.order_by("code").values()),
        list(Regio.objects.order_by("soort", "code").values()),
        list(Indeling.objects.order_by("pk").values()),
    )


def test_load_gemeenten_has_loaded_342_with_provincie_and_veiligheidsregio(db):
    real = Gemeente.objects.filter(code__lt="GM9000")
    soorten = [Regio.objects.filter(soort=soort).count() for soort in ("provincie", "veiligheidsregio")]
    assert (real.count(), soorten, Indeling.objects.count()) == (342, [12, 25], 684)


def test_load_gemeenten_twice_changes_nothing(db):
    before = state()
    call_command("load_gemeenten", verbosity=0)
    assert state() == before


def test_load_gemeenten_brings_a_name_back_and_leaves_the_host(db):
    Gemeente.objects.filter(code="GM0037").update(naam="Anders", slug="eigen-adres")
    call_command("load_gemeenten", verbosity=0)
    assert Gemeente.objects.values_list("naam", "slug").get(code="GM0037") == ("Stadskanaal", "eigen-adres")


def test_load_gemeenten_names_a_missing_column(db, tmp_path):
    path = tmp_path / "gemeenten.csv"
    path.write_text(FIXTURE.read_text().replace("provincie_code", "provincie_nummer", 1))
    with pytest.raises(CommandError, match="De kolom met de codes van provincies ontbreekt"):
        Command().handle(path=path)


def test_load_gemeenten_gives_every_gemeente_a_host_of_its_own(db):
    slugs = list(Gemeente.objects.values_list("slug", flat=True))
    assert (len(set(slugs)), "" in slugs) == (len(slugs), False)


@pytest.mark.parametrize(
    ("naam", "key"),
    [
        ("'s-Gravenhage", "s-gravenhage"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Aa en Hunze", "aa en hunze"),
    ],
)
def test_sort_key(naam, key):
    assert sort_key(naam) == key


@pytest.mark.parametrize(
    ("naam", "label"),
    [
        ("Bergen (NH.)", "bergen-nh"),
        ("'s-Hertogenbosch", "s-hertogenbosch"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Aa en Hunze", "aa-en-hunze"),
    ],
)
def test_host_label(naam, label):
    assert host_label(naam) == label
