"""The page on which a gemeente says what it puts first: who may, what Kompas proposes, that nothing typed is lost."""

from datetime import date

import pytest

from aanpak.models import Actie
from reports.keuzes.proposals import cut, priorities
from reports.keuzes.samenvatting_actions import save_samenvatting
from reports.models import LokalePassageRevision, Samenvatting
from tests.pages import fields_of, present, shown
from tests.reports.acties import actie
from zelfevaluatie.models import Antwoord

FORM, PLAN = "/beleidsplan/samenvatting/", "/beleidsplan/"
CHOSEN = {"version": "0", "included": "on", "probleem_1": "Wij zien weinig.", "prioriteit_1": "Trainen"}
REASON = {"reden_1": "Wie niets weet, ziet niets."}


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


def test_samenvatting_form_saves_and_stands_in_the_plan(client, bewerker):
    response = client.post(FORM, CHOSEN | REASON)
    assert (response.status_code, response["Location"]) == (302, "/beleidsplan/#kern")
    row = Samenvatting.objects.get()
    assert (row.probleem_1, row.reden_1, row.included, row.stand) == (
        "Wij zien weinig.",
        REASON["reden_1"],
        True,
        False,
    )
    assert (row.version, row.updated_by) == (1, bewerker.pk)
    said = shown(client.get(PLAN))
    assert present(said, "Wij zien weinig.", REASON["reden_1"]) == ["Wij zien weinig.", REASON["reden_1"]]
    assert said.count("Nog niet gekozen.") == 0


def test_plan_detail_without_a_choice_says_so_and_leads_to_the_form(client):
    response = client.get(PLAN)
    assert (shown(response).count("Nog niet gekozen."), response.text.count(f'href="{FORM}"')) == (2, 1)


def test_a_reader_sees_the_page_and_no_way_to_change_it(client_for, lezer, filled):
    reader = client_for(lezer)
    assert f'href="{FORM}"' not in reader.get(PLAN).text
    assert reader.get(FORM).status_code == reader.post(FORM, CHOSEN | REASON).status_code == 403
    assert reader.get(f"{FORM}eerder/").status_code == 200
    assert Samenvatting.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (CHOSEN, "Schrijf erbij waarom dit voorgaat."),
        (CHOSEN | REASON | {"prioriteit_1": " "}, "Schrijf op wat er dan voorgaat."),
        (CHOSEN | REASON | {"probleem_1": "x" * 121}, "Deze tekst is 1 teken te lang. Er passen er 120."),
    ],
)
def test_samenvatting_form_says_what_is_wrong_and_keeps_what_was_typed(client, sent, said):
    response = client.post(FORM, sent)
    assert (response.status_code, said in shown(response)) == (422, True)
    assert fields_of(response)["probleem_1"] == sent["probleem_1"]
    assert Samenvatting.objects.count() == 0


def test_samenvatting_form_proposes_what_is_not_arranged_and_what_is_to_be_done(client):
    said = shown(client.get(FORM))
    titel = Antwoord.objects.get(bouwsteen__code="BB-P1-1").bouwsteen.titel
    assert f"Nog niet geregeld: {titel} BB-P1-1, Plateau 1: nog niet" in said
    assert "Training geven elk jaar" in said
    assert present(said, "SK-P1-2, Plateau 1", "OH-P1-1, Plateau 1", "GEHEIM") == []  # geregeld, n.v.t., a note


def test_what_the_gemeente_called_first_is_proposed_first():
    days = {"Later": ("", date(2027, 1, 1)), "Eerst": ("nu", None), "Daarna": ("daarna", date(2027, 2, 1))}
    acties = [actie(wat=wat, prioriteit=rank, gereed=day) for wat, (rank, day) in days.items()]
    assert [(row.tekst, row.why) for row in priorities([*acties, actie(wat="Vanzelf", jaar=2028)])] == [
        ("Eerst", "prioriteit: nu; nog geen datum"),
        ("Daarna", "prioriteit: daarna; 1 februari 2027"),
        ("Later", "1 januari 2027"),
        ("Vanzelf", "2028"),
    ]


def test_a_proposal_goes_into_the_first_free_field_and_is_not_saved(client):
    actie = Actie.objects.get(wat="Training geven")
    first = client.post(FORM, CHOSEN | {"overnemen": f"prioriteit:{actie.pk}", "stand": "on"})
    fields = fields_of(first)
    assert (fields["prioriteit_1"], fields["prioriteit_2"], fields["probleem_1"], fields["stand"]) == (
        *("Trainen", "Training geven", "Wij zien weinig."),
        "on",
    )
    assert "Overgenomen bij ‘Tweede prioriteit’. Het is nog niet opgeslagen." in shown(first)
    assert ("Schrijf erbij" in shown(first), Samenvatting.objects.count()) == (False, 0)
    sent = fields | REASON | {"reden_2": "Dat helpt het meest."}
    assert client.post(FORM, sent).status_code == 302
    assert Samenvatting.objects.get().prioriteit_2 == "Training geven"


def test_a_proposal_that_does_not_fit_or_is_no_more_says_so(client):
    full = {f"probleem_{n}": f"Probleem {n}" for n in (1, 2, 3)}
    said = client.post(FORM, {"version": "0", **full, "overnemen": "probleem:BB-P1-1"})
    assert "Er staan al drie problemen. Maak er eerst een leeg." in shown(said)
    assert fields_of(said)["probleem_3"] == "Probleem 3"
    for key in ("probleem:XX", "niets", "\x00:"):
        response = client.post(FORM, {**CHOSEN, "overnemen": key})
        assert (response.status_code, "Dit voorstel is er niet meer." in shown(response)) == (200, True)


def test_while_there_is_something_to_choose_nothing_is_proposed(client, bewerker, filled, beheerder):
    page = fields_of(client.get(FORM))
    theirs = {"probleem_1": "Van de collega."}
    save_samenvatting(zelfevaluatie=filled, values=theirs, version=0, by=beheerder)
    response = client.post(FORM, page | {"probleem_1": "Van mij.", "not_now": "Geen opvang."})
    assert (response.status_code, "overnemen" in response.text) == (409, False)
    assert present(shown(response), "Van de collega.", "Van mij.") == ["Van de collega.", "Van mij."]
    row = Samenvatting.objects.get()
    assert (row.probleem_1, row.not_now) == ("Van de collega.", "Geen opvang.")


def test_an_earlier_version_can_be_taken_up_again(client):
    client.post(FORM, CHOSEN | REASON)
    first = LokalePassageRevision.objects.get(kind="samenvatting")
    client.post(FORM, CHOSEN | REASON | {"version": "1", "probleem_1": "Iets anders."})
    assert "Iets anders." in shown(client.get(f"{FORM}eerder/"))
    assert fields_of(client.get(f"{FORM}?versie={first.pk}"))["probleem_1"] == "Wij zien weinig."


def test_cut_ends_with_a_whole_word():
    long = "woord " * 40
    assert (len(cut(long)) <= 120, cut(long)[-6:], cut("kort")) == (True, "woord…", "kort")
