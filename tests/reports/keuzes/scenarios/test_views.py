"""The pages of what the college can choose between: what Kompas proposes, what is kept, no amount made up."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from aanpak.models import Actie
from kader.models import Bouwsteen
from reports.gather.plan import gather_plan, gather_shared
from reports.keuzes.scenarios.models import Raming, Scenarios
from reports.models import LokalePassageRevision
from tests.pages import fields_of, present, shown
from zelfevaluatie.models import Antwoord

PAGE, FORM = "/beleidsplan/scenarios/", "/beleidsplan/scenarios/aanpassen/"
LACKING = ["BB-P1-1", "SV-P1-1", "AB-P1-2"]  # of `filled`, in the order of the Kader below


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


@pytest.fixture
def training():
    return Actie.objects.get(wat="Training geven")


def bouwsteen(code):
    return Bouwsteen.objects.get(code=code, kaderversie__versie="2021-02")


def amount(pk):
    return f"/beleidsplan/scenarios/bedrag/{pk}/"


def save(client, **changes):
    """What Kompas proposes, with these fields as somebody filled them in."""
    return client.post(FORM, fields_of(client.get(FORM)) | changes)


def test_nothing_is_there_until_somebody_saves(client, filled, gemeente):
    said = shown(client.get(PAGE))
    assert present(said, "Scenario’s maken", "Kompas verzint geen bedragen") == [
        "Scenario’s maken",
        "Kompas verzint geen bedragen",
    ]
    client.get(FORM)
    assert (Scenarios.objects.count(), gather_plan(zelfevaluatie=filled, gemeente=gemeente).scenarios) == (0, None)


def test_kompas_proposes_the_basis_then_what_is_first_then_all(client, training):
    first = Actie.objects.create(ambitie=1, wat="Eerst dit", prioriteit="nu")
    basis = {str(bouwsteen(code).pk) for code in LACKING}
    fields = fields_of(client.get(FORM))
    names = ["Basis", "Basis en wat nu speelt", "Basis en alles uit het plan"]
    assert [fields[f"naam_{n}"] for n in (1, 2, 3)] == names
    assert [set(fields[f"acties_{n}"]) for n in (1, 2, 3)] == [
        basis,
        basis | {str(first.pk)},
        basis | {str(first.pk), str(training.pk)},
    ]


def test_an_actie_at_what_lacks_takes_the_place_of_the_proposal(client):
    mine = Actie.objects.create(ambitie=2, wat="Onze eigen actie", bouwsteen=bouwsteen("SV-P1-1"))
    fields = fields_of(client.get(FORM))
    assert str(mine.pk) in fields["acties_1"]
    assert str(bouwsteen("SV-P1-1").pk) not in fields["acties_3"]


def test_what_is_arranged_not_answered_or_done_is_not_proposed(client, training):
    Antwoord.objects.filter(bouwsteen__code__in=LACKING).update(status="geregeld")
    Actie.objects.filter(pk=training.pk).update(staat="gereed")
    assert "Er is nog niets om te kiezen." in shown(client.get(FORM))


def test_scenarios_form_saves_and_stands_in_the_collegevoorstel(client, bewerker, filled, gemeente):
    response = save(client, advies="1", reden="Dit is het minste.")
    assert (response.status_code, response["Location"]) == (302, PAGE)
    row = Scenarios.objects.get()
    assert (row.version, row.updated_by, row.advies, row.included, row.in_plan) == (1, bewerker.pk, 1, True, False)
    chosen = gather_plan(zelfevaluatie=filled, gemeente=gemeente).scenarios
    assert [len([a for a in chosen.acties if n in a.opties]) for n in (1, 2, 3)] == [3, 3, 4]
    assert [a.in_lijst for a in chosen.acties] == [True, False, False, False]
    assert {a.kosten for a in chosen.acties} == {None}
    said = shown(client.get(PAGE))
    for wanted in (
        "Dit staat in het collegevoorstel en niet in het plan zelf.",
        "1. Basis 3 geen bedrag bekend geen uren bekend 3 acties zonder bedrag en 3 acties zonder uren",
        "Ons advies: 1. Basis. Dit is het minste.",
    ):
        assert wanted in said


def test_switched_off_it_is_kept_and_in_no_plan(client, filled, gemeente):
    fields = fields_of(client.get(FORM))
    del fields["included"]
    client.post(FORM, fields)
    assert (Scenarios.objects.get().naam_1, gather_plan(zelfevaluatie=filled, gemeente=gemeente).scenarios) == (
        "Basis",
        None,
    )
    assert "Dit staat nu nergens" in shown(client.get(PAGE))


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"advies": "1"}, "Schrijf erbij waarom jullie dit aanraden."),
        ({"reden": "Daarom."}, "Kies bij deze reden ook welk scenario jullie aanraden."),
        (
            {"advies": "3", "reden": "Daarom.", "naam_3": " "},
            "Dit scenario heeft geen naam en staat er dus niet in. Kies een ander.",
        ),
        ({"naam_1": "x" * 61}, "Deze tekst is 1 teken te lang. Er passen er 60."),
    ],
)
def test_scenarios_form_says_what_is_wrong_and_keeps_what_was_typed(client, changes, wanted):
    response = save(client, naam_2="Van ons", **changes)
    assert (response.status_code, wanted in shown(response)) == (422, True)
    assert (fields_of(response)["naam_2"], Scenarios.objects.count()) == ("Van ons", 0)


def test_what_went_away_meanwhile_is_left_out(client, training):
    fields = fields_of(client.get(FORM))
    training.delete()
    assert client.post(FORM, fields).status_code == 302
    assert str(training.pk) not in Scenarios.objects.get().acties_3
    assert client.post(FORM, {**fields_of(client.get(FORM)), "acties_1": ["onzin", "\x00"]}).status_code == 302
    assert Scenarios.objects.get().acties_1 == []


def test_what_was_ticked_as_proposed_stays_so_when_it_becomes_an_actie(client, filled, gemeente):
    save(client)
    Actie.objects.create(ambitie=2, wat="Nu van ons", bouwsteen=bouwsteen("SV-P1-1"), kosten=5, kostensoort="eenmalig")
    chosen = gather_plan(zelfevaluatie=filled, gemeente=gemeente).scenarios
    mine = next(a for a in chosen.acties if a.wat == "Nu van ons")
    assert (mine.opties, mine.in_lijst, mine.kosten.tot) == ((1, 2, 3), True, Decimal(5))


def test_raming_goes_before_the_amount_in_the_list(client, training, filled, gemeente):
    Actie.objects.filter(pk=training.pk).update(kosten=100, uren=7, kostensoort="eenmalig")
    save(client)
    values = {"kosten_van": "1.000", "kosten_tot": "1.500", "kostensoort": "structureel"}
    response = client.post(
        amount(training.pk), fields_of(client.get(amount(training.pk))) | values | {"bron": "Offerte"}
    )
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}#actie-{training.pk}")
    [found] = [a for a in gather_plan(zelfevaluatie=filled, gemeente=gemeente).scenarios.acties if a.in_lijst]
    assert (found.kosten.van, found.kosten.tot, found.kosten.soort, found.kosten.bron) == (
        1000,
        1500,
        "structureel",
        "Offerte",
    )
    assert (found.uren.van, found.uren.soort, found.uren.bron) == (7, "eenmalig", "")
    assert "€ 1.000 tot € 1.500 per jaar, 7 uur eenmalig" in shown(client.get(PAGE))


def test_raming_of_what_kompas_proposes(client, filled, gemeente):
    save(client)
    pk = bouwsteen("BB-P1-1").pk
    client.post(amount(pk), {"version": "0", "kosten_van": "250"})
    row = Raming.objects.get()
    assert (row.bouwsteen_id, row.actie, row.kosten_van, row.kosten_tot, row.uren_van) == (pk, None, 250, 250, None)
    chosen = gather_plan(zelfevaluatie=filled, gemeente=gemeente).scenarios
    assert [a.kosten.van for a in chosen.acties if a.kosten] == [250]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"kosten_van": "10", "kosten_tot": "9"}, "Dit is lager dan het laagste."),
        ({"uren_van": "10", "uren_tot": "9"}, "Dit is lager dan het laagste."),
        ({"kosten_van": "veel"}, "Vul een bedrag in, zoals 4500 of 4.500,50."),
        ({"kosten_van": "-1"}, "0"),
        ({"uren_tot": "anderhalf"}, "Vul een heel getal in"),
    ],
)
def test_raming_form_says_what_is_wrong_and_keeps_what_was_typed(client, training, changes, wanted):
    response = client.post(amount(training.pk), {"version": "0", "dekking": "Veiligheid", **changes})
    assert (response.status_code, wanted in shown(response)) == (422, True)
    assert (fields_of(response)["dekking"], Raming.objects.count()) == ("Veiligheid", 0)


def test_raming_of_what_is_not_there_is_not_there_and_typed_text_is_kept(client, training):
    assert client.get(amount(uuid4())).status_code == 404
    client.post(amount(training.pk), {"version": "0", "dekking": "Veiligheid"})
    client.post(f"/acties/{training.pk}/weg/")
    assert Raming.objects.count() == 0
    assert client.get(amount(training.pk)).status_code == 404


def test_a_reader_sees_them_and_no_way_to_change_them(client, client_for, lezer, training):
    save(client)
    reader = client_for(lezer)
    html = reader.get(PAGE).text
    assert ("1. Basis" in html, FORM in html, amount(training.pk) in html) == (True, False, False)
    assert [reader.get(url).status_code for url in (FORM, amount(training.pk))] == [403, 403]
    assert [reader.get(f"{url}eerder/").status_code for url in (PAGE, amount(training.pk))] == [200, 200]


def test_earlier_versions_can_be_taken_up_again(client, training):
    save(client, naam_1="Eerst")
    first = LokalePassageRevision.objects.get(kind="scenarios")
    client.post(FORM, fields_of(client.get(FORM)) | {"naam_1": "Later"})
    assert "Later" in shown(client.get(f"{PAGE}eerder/"))
    assert fields_of(client.get(f"{FORM}?versie={first.pk}"))["naam_1"] == "Eerst"
    client.post(amount(training.pk), {"version": "0", "bron": "Offerte"})
    assert "Offerte" in shown(client.get(f"{amount(training.pk)}eerder/"))


def test_earlier_versions_name_no_ids_of_what_is_gone(client, training):
    save(client)
    training.delete()
    said = shown(client.get(f"{PAGE}eerder/"))
    assert (str(training.pk) in said, "iets wat nu niet te kiezen is" in said) == (False, True)


def test_what_is_shared_for_a_joint_plan_has_no_scenarios(client, filled, gemeente):
    save(client)
    assert gather_shared(zelfevaluatie=filled, gemeente=gemeente).scenarios is None


@pytest.mark.parametrize("count", [1, 3])
def test_scenarios_take_two_queries_more_however_many(client, filled, gemeente, django_assert_num_queries, count):
    save(client)
    for number in range(count):
        Raming.objects.create(actie=Actie.objects.create(ambitie=1, wat=f"Actie {number}"), kosten_van=1, kosten_tot=2)
    assert filled.kaderversie
    with django_assert_num_queries(17):
        gather_plan(zelfevaluatie=filled, gemeente=gemeente)


def test_the_database_refuses_what_the_forms_do(filled, training):
    for wrong in (
        {"actie": training, "kosten_van": 2, "kosten_tot": 1},
        {"actie": training, "uren_van": 1},
        {"actie": training, "bouwsteen": bouwsteen("BB-P1-1")},
        {},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Raming.objects.create(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Scenarios.objects.create(zelfevaluatie=filled, advies=1)
