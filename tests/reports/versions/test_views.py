"""The pages of versions and adoption, and of the uitvoeringsplan: who may, what they say, what is refused."""

import hashlib
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from aanpak.models import Actie
from accounts.models import Toegang
from reports.files.formats import FORMS
from reports.models import Beleidsplan, Overgang, Planversie, Rapport, Vaststelling
from reports.versions.actions import EXAMPLE, offer_version, save_version
from tenants.context import connection, in_gemeente
from tests.builders.plans import of_itself
from tests.pages import present
from tests.reports.conftest import SCRIPT
from zelfevaluatie.models import Antwoord, Zelfevaluatie

LIST, ADD, COMPARE = "/beleidsplan/versies/", "/beleidsplan/versies/bewaren/", "/beleidsplan/versies/vergelijken/"
DECISION = {
    "citeertitel": "Beleidsplan mensenhandel",
    "periode_van": "2026-04-01",
    "periode_tot": "31-12-2029",
    "evaluatiedatum": "1-3-2028",
    "college_besluit": "vaststelling",
    "college_datum": "2026-03-01",
    "college_kenmerk": "Z-2026-17",
}


def url(name, versie):
    if name in FORMS:
        return reverse("reports:version_rapport", args=[versie.pk, name], urlconf="kompas.urls_tenant")
    full = name if name == "vaststelling_form" else f"version_{name}"
    return reverse(f"reports:{full}", args=[versie.pk], urlconf="kompas.urls_tenant")


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


@pytest.fixture
def real(gemeente):
    """Stadskanaal as if it had filled in its answers itself, also in the database."""
    return of_itself(gemeente)


@pytest.fixture
def versie(filled, gemeente, bewerker):
    return save_version(zelfevaluatie=filled, gemeente=gemeente, by=bewerker, naam="Voor het college")


@pytest.fixture
def offered(versie, beheerder):
    offer_version(versie=versie, by=beheerder)
    return versie


@pytest.fixture
def foreign(voorbeeldstad, buitenstaander, gemeente):
    with in_gemeente(voorbeeldstad):
        return save_version(
            zelfevaluatie=Zelfevaluatie.objects.get(), gemeente=voorbeeldstad, by=buitenstaander, naam="KANARIE"
        )


def test_version_list_without_versions_offers_the_first_step(client):
    assert "Nog geen versie bewaard" in client.get(LIST).text


@pytest.mark.parametrize("count", [1, 3])
def test_version_list_costs_a_fixed_number_of_queries(
    client, filled, gemeente, bewerker, django_assert_num_queries, count
):
    for number in range(count):
        save_version(zelfevaluatie=filled, gemeente=gemeente, by=bewerker, naam=f"Versie {number}")
    with django_assert_num_queries(6):
        response = client.get(LIST)
    assert [stand.versie.naam for stand in response.context["stands"]] == [
        f"Versie {number}" for number in reversed(range(count))
    ]


def test_version_add_of_two_clicks_keeps_one_version(client):
    sent = {
        "naam": "Voor het college",
        "toelichting": "a\r\nb",
        "id": str(client.get(ADD).context["form"]["id"].value()),
    }
    first, second = client.post(ADD, sent), client.post(ADD, sent)
    versie = Planversie.objects.get()
    assert (str(versie.pk), versie.toelichting) == (sent["id"], "a\nb")
    assert [(answer.status_code, answer.url) for answer in (first, second)] == [(302, f"{LIST}{versie.pk}/")] * 2


def test_version_add_with_the_id_of_another_version_makes_its_own_or_says_that_the_name_is_taken(client):
    sent = {"naam": "Eerste", "id": str(client.get(ADD).context["form"]["id"].value())}
    client.post(ADD, sent)
    client.post(ADD, {**sent, "naam": "Tweede"})
    assert {versie.naam for versie in Planversie.objects.all()} == {"Eerste", "Tweede"}
    assert client.post(ADD, {**sent, "naam": "Tweede"}).status_code == 422


def test_version_add_keeps_a_version_and_shows_it(client):
    response = client.post(ADD, {"naam": "Voor het college", "toelichting": "Met de acties"})
    versie = Planversie.objects.get()
    assert (response.status_code, response.url) == (302, url("detail", versie))
    assert (versie.naam, versie.toelichting) == ("Voor het college", "Met de acties")


def test_version_add_with_a_name_that_is_taken_keeps_what_was_typed(client, versie):
    response = client.post(ADD, {"naam": versie.naam, "toelichting": "Blijft staan"})
    assert response.status_code == 422
    assert present(response.text, "Er is al een versie met deze naam.", "Blijft staan") == [
        "Er is al een versie met deze naam.",
        "Blijft staan",
    ]


def test_version_detail_shows_text_history_and_hash(client, offered):
    page = client.get(url("detail", offered)).text
    for words in (offered.sha256, "van concept naar", "Zin over SV-P1-1.", "Beleidsadviseur Stadskanaal"):
        assert words in page


def test_version_json_has_the_bytes_of_the_hash(client, versie):
    assert hashlib.sha256(client.get(url("json", versie)).content).hexdigest() == versie.sha256


def test_version_pdf_is_of_the_version(client, versie):
    Antwoord.objects.update(plan_zin="Later geschreven.")
    client.post(url("pdf", versie))
    rapport = Rapport.objects.get()
    assert (rapport.planversie_id, "Later geschreven." in str(rapport.plan)) == (versie.pk, False)


def test_version_offer_and_withdraw(client, versie):
    client.post(url("offer", versie))
    assert Beleidsplan.objects.get().voorstel_id == versie.pk
    assert "Deze versie" not in client.post(url("withdraw", versie), follow=True).text
    again = client.post(url("withdraw", versie), follow=True)
    assert "Deze versie ligt niet ter vaststelling. Bied haar eerst aan." in again.text
    assert Overgang.objects.count() == 2


@pytest.mark.parametrize("name", ["offer", "withdraw", "pdf"])
def test_what_changes_something_is_post_only(client, versie, name):
    assert client.get(url(name, versie)).status_code == 405


@pytest.mark.parametrize("name", ["offer", "withdraw", "pdf", "vaststelling_form"])
def test_a_lezer_changes_nothing(client_for, lezer, versie, name):
    assert client_for(lezer).post(url(name, versie), DECISION).status_code == 403
    assert client_for(lezer).post(ADD, {"naam": "x"}).status_code == 403
    assert (Planversie.objects.count(), Overgang.objects.count(), Rapport.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize("name", ["detail", "json"])
def test_a_lezer_reads_and_another_gemeente_does_not(client_for, lezer, versie, foreign, buitenstaander, name):
    assert client_for(lezer).get(url(name, versie)).status_code == 200
    assert client_for(lezer).get(url(name, foreign)).status_code == 404
    assert client_for(buitenstaander).get(url(name, versie)).status_code == 404
    theirs = client_for(buitenstaander, gemeente="voorbeeldstad")
    assert (theirs.get(url(name, foreign)).status_code, theirs.get(url(name, versie)).status_code) == (200, 404)
    assert "KANARIE" not in client_for(lezer).get(LIST).text


@pytest.mark.parametrize("name", ["offer", "withdraw", "pdf", "vaststelling_form"])
def test_a_version_of_another_gemeente_cannot_be_touched(client, foreign, name):
    assert client.post(url(name, foreign), DECISION).status_code == 404


def test_vaststelling_form_shows_what_will_happen_before_it_does(client, real, offered):
    response = client.post(url("vaststelling_form", offered), DECISION)
    assert "Je kunt dit niet ongedaan maken." in response.text
    assert 'name="college_kenmerk" value="Z-2026-17"' in response.text
    assert (Vaststelling.objects.count(), Beleidsplan.objects.get().status) == (0, "ter_vaststelling")


def test_vaststelling_form_goes_back_with_what_was_typed(client, real, offered):
    response = client.post(url("vaststelling_form", offered), {**DECISION, "stap": "wijzigen"})
    assert (response.status_code, "Z-2026-17" in response.text) == (200, True)
    assert Beleidsplan.objects.get().status == "ter_vaststelling"


def test_vaststelling_form_confirmed_adopts_and_has_the_pdf_made(client, real, offered, bewerker):
    response = client.post(url("vaststelling_form", offered), {**DECISION, "stap": "bevestigd"}, follow=True)
    versie, besluit = Planversie.objects.get(), Vaststelling.objects.get()
    assert (versie.periode_tot, versie.evaluatiedatum, versie.vastgesteld_by) == (
        date(2029, 12, 31),
        date(2028, 3, 1),
        bewerker.pk,
    )
    assert (besluit.orgaan, besluit.besluit, besluit.kenmerk) == ("college", "vaststelling", "Z-2026-17")
    assert (Rapport.objects.get().planversie_id, Rapport.objects.get().plan["status"]) == (versie.pk, "vastgesteld")
    assert "is vastgesteld. De pdf wordt nu gemaakt." in response.text
    again = client.post(url("vaststelling_form", offered), {**DECISION, "stap": "bevestigd"}, follow=True)
    assert "Deze versie ligt niet ter vaststelling." in again.text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"college_besluit": "kennisname"}, "Minstens één bestuursorgaan moet het plan vaststellen."),
        ({"college_datum": ""}, "Vul in wanneer het besluit is genomen"),
        ({"college_datum": "2099-01-01"}, "Deze datum moet nog komen."),
        ({"college_datum": "0026-01-05"}, "Klopt dit jaar?"),
        ({"college_datum": "gisteren"}, "Vul een datum in, zoals 1-3-2027."),
        ({"raad_kenmerk": "R-1"}, "Kies wat het besluit is: gemeenteraad."),
        ({"periode_tot": "2025-01-01"}, "Deze datum ligt voor de begindatum."),
        ({"periode_tot": "2045-12-31"}, "Klopt dit? Een plan geldt ten hoogste 10 jaar."),
        ({"citeertitel": ""}, "Citeertitel"),
    ],
)
def test_vaststelling_form_says_what_is_wrong_and_keeps_the_rest(client, real, offered, changes, message):
    response = client.post(url("vaststelling_form", offered), {**DECISION, "stap": "bevestigd", **changes})
    assert (response.status_code, message in response.text, "Z-2026-17" in response.text) == (422, True, True)
    assert Vaststelling.objects.count() == 0


def test_vaststelling_form_is_refused_kindly_for_an_example(client, offered):
    for response in (
        client.get(url("vaststelling_form", offered), follow=True),
        client.post(url("vaststelling_form", offered), {**DECISION, "stap": "bevestigd"}, follow=True),
    ):
        assert EXAMPLE in response.text
    assert Beleidsplan.objects.get().status == "ter_vaststelling"


def test_overzicht_names_the_evaluation_of_what_was_adopted(client, real, offered):
    soon = timezone.localdate() + timedelta(days=30)
    decision = {**DECISION, "evaluatiedatum": soon.isoformat(), "stap": "bevestigd"}
    assert client.get("/").context["evaluatie"] is None
    client.post(url("vaststelling_form", offered), decision)
    page = client.get("/")
    assert (page.context["evaluatie"].datum, page.context["evaluatie"].is_past) == (soon, False)
    assert f"Evaluatie van het beleidsplan: {soon.day} " in page.text


def test_version_compare_marks_words_and_folds_the_rest(client, versie):
    Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Zin over iets anders.")
    response = client.get(COMPARE, {"a": versie.pk, "b": "nu"})
    runs = [run for chapter in response.context["comparison"] for run in chapter.runs if run.pieces]
    pieces = [(piece.kind, piece.text) for run in runs for piece in run.pieces]
    assert ("out", "SV-P1-1.") in pieces
    assert ("in", "iets anders.") in pieces
    assert "[verwijderd:" in response.text
    assert "zonder verandering" in response.text


@pytest.mark.parametrize("b", ["itself", "nu"])
def test_version_compare_of_equal_texts_says_so_whatever_their_status(client, offered, b):
    response = client.get(COMPARE, {"a": offered.pk, "b": offered.pk if b == "itself" else b})
    assert "de tekst is gelijk" in " ".join(response.text.split())


def test_version_compare_escapes_what_was_typed(client, versie):
    Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin=f"Zin {SCRIPT} <b>over</b> SV-P1-1.")
    page = client.get(COMPARE, {"a": versie.pk, "b": "nu"}).text
    assert present(page, SCRIPT, "&lt;script&gt;alert(1)&lt;/script&gt;") == ["&lt;script&gt;alert(1)&lt;/script&gt;"]


@pytest.mark.parametrize("query", [{}, {"a": "nu"}, {"a": "onzin", "b": "nu"}])
def test_version_compare_without_two_good_choices_asks_for_them(client, versie, query):
    response = client.get(COMPARE, query)
    assert (response.status_code, response.context["comparison"]) == (200, None)
    assert "Versies vergelijken</button>" in response.text


def test_version_compare_knows_no_version_of_another_gemeente(client, versie, foreign):
    response = client.get(COMPARE, {"a": foreign.pk, "b": "nu"})
    assert (response.context["comparison"], "KANARIE" in response.text) == (None, False)


def test_plan_detail_says_how_far_the_plan_is(client, offered):
    assert "ligt ter vaststelling" in client.get("/beleidsplan/").text


@pytest.fixture
def acties(filled):
    Actie.objects.all().delete()
    for wat, gereed, cadans, staat, trekker in [
        ("Op tijd", date(2027, 5, 1), "eenmalig", "open", "team Zorg"),
        ("Klaar in dit jaar", date(2027, 2, 1), "", "gereed", "team Zorg"),
        ("Klaar in een ander jaar", date(2026, 2, 1), "", "gereed", "team Zorg"),
        ("Elk kwartaal", date(2027, 12, 31), "per_kwartaal", "bezig", "team Veiligheid"),
        ("Elk jaar", date(2027, 9, 1), "jaarlijks", "open", "team Zorg"),
        ("Te laat", date(2026, 5, 1), "", "open", ""),
        ("Later", date(2028, 5, 1), "", "bezig", ""),
        ("Zonder datum", None, "", "open", ""),
        ("Van de baan", date(2027, 5, 1), "", "vervallen", ""),
    ]:
        Actie.objects.create(ambitie=1, wat=wat, gereed=gereed, cadans=cadans, staat=staat, trekker=trekker)


def groups(response):
    return {groep.titel: [taak.actie.wat for taak in groep.taken] for groep in response.context["groepen"]}


def test_uitvoeringsplan_is_by_who_does_it(client, acties):
    assert groups(client.get("/beleidsplan/uitvoeringsplan/2027/")) == {
        "team Veiligheid": ["Elk kwartaal"],
        "team Zorg": ["Klaar in dit jaar", "Op tijd", "Elk jaar"],
        "Nog te bepalen": ["Te laat", "Later", "Zonder datum"],
    }


def test_uitvoeringsplan_is_by_quarter_when_asked(client, acties):
    assert groups(client.get("/beleidsplan/uitvoeringsplan/2027/?per=kwartaal")) == {
        "loopt nog": ["Te laat"],
        "1e kwartaal": ["Klaar in dit jaar"],
        "2e kwartaal": ["Op tijd"],
        "3e kwartaal": ["Elk jaar"],
        "hele jaar": ["Elk kwartaal"],
        "loopt door": ["Later"],
        "nog geen datum": ["Zonder datum"],
    }


def test_uitvoeringsplan_without_acties_says_what_it_is_for(client, filled):
    Actie.objects.all().delete()
    assert "Geen acties voor dit jaar" in client.get("/beleidsplan/uitvoeringsplan/2027/").text
    assert client.get("/beleidsplan/uitvoeringsplan/1900/").status_code == 404


def test_uitvoeringsplan_shows_nothing_of_another_gemeente(client, acties, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        Actie.objects.create(ambitie=1, wat="KANARIE")
    assert "KANARIE" not in client.get("/beleidsplan/uitvoeringsplan/2027/").text


def test_vaststelling_of_what_one_offered_oneself_waits_for_a_second_person(
    client, client_for, real, offered, beheerder
):
    own = client_for(beheerder)
    page = own.get(url("detail", offered))
    assert ("Een collega legt het besluit vast" in page.text, "Besluit vastleggen" in page.text) == (True, False)
    answer = own.post(url("vaststelling_form", offered), {**DECISION, "stap": "bevestigd"}, follow=True)
    assert "Jij bood deze versie zelf aan." in answer.text
    assert Planversie.objects.get(pk=offered.pk).vastgesteld_at is None
    client.post(url("vaststelling_form", offered), {**DECISION, "stap": "bevestigd"})
    assert Planversie.objects.get(pk=offered.pk).vastgesteld_at is not None


def test_vaststelling_without_a_second_person_is_for_who_has_that_right(client_for, real, offered, beheerder):
    connection.set_schema_to_public()
    Toegang.objects.create(gebruiker=beheerder, functie="vaststeller", gemeente=real)
    connection.set_tenant(real)
    client_for(beheerder).post(url("vaststelling_form", offered), {**DECISION, "stap": "bevestigd"})
    assert Planversie.objects.get(pk=offered.pk).vastgesteld_by == beheerder.pk


def test_vaststelling_may_be_noted_by_who_only_reads_beside_that_right(client_for, real, offered, lezer):
    connection.set_schema_to_public()
    Toegang.objects.create(gebruiker=lezer, functie="vaststeller", gemeente=real)
    connection.set_tenant(real)
    client = client_for(lezer)
    page = client.get(url("detail", offered))
    assert ("Besluit vastleggen" in page.text, "Versie terugnemen" in page.text) == (True, False)
    client.post(url("vaststelling_form", offered), {**DECISION, "stap": "bevestigd"})
    assert Planversie.objects.get(pk=offered.pk).vastgesteld_by == lezer.pk
