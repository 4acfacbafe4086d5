"""What public sources say of an actie, beside the form of its raming: taken over with the source, or not there."""

from datetime import date

import pytest

from aanpak.models import Actie
from kader.models import Bouwsteen
from reports.gather.plan import gather_plan
from reports.keuzes.scenarios.models import Raming, Scenarios
from sjablonen.models import Kengetal
from tests.pages import fields_of, shown
from tests.reports.conftest import as_platform

NOTHING = "Geen bedrag bekend. De redactie vond hierover nog geen openbare bron"
BRON = "Gemeente X, begroting 2026, stand op 1 januari 2026"


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


@pytest.fixture
def functionaris(filled):
    place = Bouwsteen.objects.get(code="SV-P1-1", kaderversie=filled.kaderversie)
    return Actie.objects.create(ambitie=2, wat="Iemand aanstellen", bouwsteen=place)


def kengetal(**values):
    costs = {"kosten_van": 4000, "kosten_tot": 5500, "kostensoort": "eenmalig", "uren_van": 100, "uren_tot": 200}
    row = {"code": "sv-p1-1.1", "plek": "SV-P1-1", "omschrijving": "Eén gemeente", "bron": "Gemeente X, begroting 2026"}
    with as_platform():  # a gemeente has no right to write them
        return Kengetal.objects.create(**row, **costs, stand_op=date(2026, 1, 1), **values)


def page(actie):
    return f"/beleidsplan/scenarios/bedrag/{actie.pk}/"


def test_without_a_source_there_is_no_amount(client, functionaris):
    fields = fields_of(client.get(page(functionaris)))
    assert (NOTHING in shown(client.get(page(functionaris))), fields["kosten_van"]) == (True, "")
    assert fields_of(client.get(f"{page(functionaris)}?kengetal=sv-p1-1.1"))["kosten_van"] == ""


def test_a_kengetal_is_shown_and_counts_only_once_it_is_taken_over(client, functionaris, filled, gemeente):
    kengetal()
    Scenarios.objects.create(zelfevaluatie=filled, naam_1="Basis", acties_1=[str(functionaris.pk)], version=1)
    response = client.get(page(functionaris))
    assert (BRON in shown(response), fields_of(response)["kosten_van"]) == (True, "")
    assert gather_plan(zelfevaluatie=filled, gemeente=gemeente).scenarios.acties[0].kosten is None

    taken = client.get(f"{page(functionaris)}?kengetal=sv-p1-1.1")
    assert "Het is nog niet opgeslagen." in shown(taken)
    assert Raming.objects.count() == 0
    assert client.post(page(functionaris), fields_of(taken)).status_code == 302
    found = gather_plan(zelfevaluatie=filled, gemeente=gemeente).scenarios.acties[0]
    assert (found.kosten.van, found.kosten.tot, found.kosten.soort, found.kosten.bron) == (4000, 5500, "eenmalig", BRON)
    assert (found.uren.van, found.uren.tot, found.uren.soort, found.uren.bron) == (100, 200, "structureel", BRON)


@pytest.mark.parametrize("values", [{"ingetrokken_op": date(2026, 2, 1)}, {}])
def test_what_was_withdrawn_or_stands_elsewhere_is_not_offered(client, functionaris, values):
    row = kengetal(**values)
    if not values:
        with as_platform():
            Kengetal.objects.filter(pk=row.pk).update(plek="SV-P1-2")
    assert NOTHING in shown(client.get(page(functionaris)))
    for code in ("sv-p1-1.1", "onzin", "%00"):
        assert fields_of(client.get(f"{page(functionaris)}?kengetal={code}"))["kosten_van"] == ""
