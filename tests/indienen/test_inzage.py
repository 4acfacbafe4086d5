"""Who looked, as the gemeente reads it: true of it, and of nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from indienen.queries import inzages_of, stands_of
from metingen.models import Indiening, Inzage
from tenants.context import in_gemeente
from tenants.models import Regio
from tests.builders.rounds import make_round
from tests.indienen.conftest import LIST, text_of


@pytest.fixture
def looked(submitted, medewerker):
    """Somebody of VNG opened it."""

    def look(wat, **values):
        values = {"organisatie": "vng", "meetronde": submitted.meetronde, **values}
        return Inzage.objects.create(wat=f"dashboards:{wat}", created_by=medewerker.pk, **values)

    return look


def shown(gemeente):
    with in_gemeente(gemeente):
        return [(stand.wie, stand.wat) for stand in inzages_of(gemeente, stands_of(gemeente))]


@pytest.mark.parametrize(
    ("wat", "alone", "words"),
    [
        ("gemeente_detail", True, "bekeek de pagina van jullie gemeente"),
        ("stand_detail", True, "bekeek cijfers van minder dan tien gemeenten, waaronder jullie"),
        ("ondersteuning_detail", True, "bekeek cijfers van minder dan tien gemeenten, waaronder jullie"),
        ("kaart_detail", True, "bekeek cijfers van minder dan tien gemeenten, waaronder jullie"),
        ("export_cijfers", True, "haalde een bestand op over minder dan tien gemeenten, waaronder jullie"),
        ("publicatie_download", True, "haalde een bestand op over minder dan tien gemeenten, waaronder jullie"),
        ("kaart_detail", False, "bekeek een lijst waarin jullie gemeente staat"),
        ("export_gemeenten", False, "haalde een bestand op waarin jullie gemeente meetelt"),
        ("publicatie_download", False, "haalde een bestand op waarin jullie gemeente meetelt"),
    ],
)
def test_inzage_says_what_was_opened(client, looked, dijk, medewerker, wat, alone, words):
    looked(wat, gemeente=dijk if alone else None)
    page = text_of(client.get(LIST))
    assert (shown(dijk), f"<strong>VNG</strong> {words}" in page) == ([("VNG", words)], True)
    assert medewerker.naam not in page


def test_inzage_of_a_regio_names_its_ketenregisseur(looked, dijk, regio):
    looked("regio_stand", organisatie="", regio=regio, meetronde=None)
    assert shown(dijk) == [("Ketenregisseur van Proefregio", "bekeek een lijst waarin jullie gemeente staat")]


def test_inzage_of_a_list_in_which_it_did_not_stand_is_not_its_own(looked, dijk, submitted):
    """Of another organisatie, round, part of the country or regio, or from before or after it was shared."""
    other_round = make_round(titel="Eerder", staat="gesloten")
    looked("kaart_detail", organisatie="comensha")
    looked("kaart_detail", meetronde=other_round)
    looked("kaart_detail", provincie="PV99")
    looked("kaart_detail", veiligheidsregio="VR99")
    looked("kaart_detail", grootteklasse="vanaf_100" if submitted.grootteklasse != "vanaf_100" else "tot_20")
    looked("regio_stand", organisatie="", regio=Regio.objects.get(code="PV22", soort="provincie"), meetronde=None)
    before = looked("kaart_detail")
    Inzage.objects.filter(pk=before.pk).update(created_at=submitted.ingediend_at - timedelta(minutes=1))
    assert shown(dijk) == []


def test_inzage_of_a_list_of_its_own_part_of_the_country_is(looked, dijk, submitted):
    own = {name: getattr(submitted, name) for name in ("provincie", "veiligheidsregio", "grootteklasse")}
    looked("werklijst", **own)
    assert shown(dijk) == [("VNG", "bekeek een lijst waarin jullie gemeente staat")]


def test_inzage_after_it_was_withdrawn_is_not_its_own(looked, dijk, submitted):
    looked("kaart_detail")
    at = timezone.now()
    Indiening.objects.filter(pk=submitted.pk).update(staat="ingetrokken", ingetrokken_at=at)
    late = looked("kaart_detail")
    Inzage.objects.filter(pk=late.pk).update(created_at=at + timedelta(minutes=1))
    assert len(shown(dijk)) == 1
