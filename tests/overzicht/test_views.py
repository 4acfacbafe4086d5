from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from aanpak.models import Actie
from accounts.models import Toegang
from accounts.uitnodiging_actions import invite
from kader.models import AanvullendeVraag
from kader.queries import newest_version
from zelfevaluatie.models import Antwoord, Zelfevaluatie
from zelfevaluatie.stand import number_in_words


@pytest.fixture
def client(client_for, bewerker, zelfevaluatie):
    return client_for(bewerker)


def save(client, code, **data):
    client.post(f"/zelfevaluatie/{code}/opslaan/", {"version": "0", **data})


def test_overzicht_of_an_empty_zelfevaluatie_names_what_is_unanswered(client):
    context = client.get("/").context
    assert (context["overzicht"].onbeantwoord, str(context["overzicht"].plateau_1), context["gaps"]) == (
        23,
        "0 van 16 geregeld",
        16,
    )
    assert [antwoord.bouwsteen.code for antwoord in context["steps"]] == ["BB-P1-1", "BB-P1-2", "BB-P1-3"]


def test_overzicht_counts_what_was_answered(client):
    Antwoord.objects.update(status="geregeld")
    Antwoord.objects.filter(bouwsteen__code="BB-P1-1").update(status="nvt", nvt_reden="x")
    Antwoord.objects.filter(bouwsteen__code="AB-P2-1").update(status="deels")
    response = client.get("/")
    assert (str(response.context["overzicht"].plateau_1), [a.bouwsteen.code for a in response.context["steps"]]) == (
        "15 van 16 geregeld, 1 n.v.t.",
        ["AB-P2-1"],
    )


def words(response):
    """The visible words of the lead, without tags."""
    return " ".join(strip_tags(response.text).split())


def test_overzicht_counts_in_words_with_one_full_stop(client):
    Antwoord.objects.update(status="deels")
    Antwoord.objects.filter(bouwsteen__code="BB-P1-1").update(status="nvt", nvt_reden="x")
    Antwoord.objects.filter(bouwsteen__plateau=2).update(status="")
    text = words(client.get("/"))
    assert "is 0 van 16 geregeld en 1 n.v.t. In het hele Kader zijn 7 van 23 nog leeg." in text
    assert "n.v.t.." not in text


def test_overzicht_names_the_extra_questions_and_goes_to_the_first(client, zelfevaluatie):
    first = zelfevaluatie.aanvullende_antwoorden.order_by("vraag__volgorde").first().vraag.code
    assert f'<a href="/zelfevaluatie/vraag/{first}/">Nog elf vragen voor je plan</a>' in client.get("/").text
    zelfevaluatie.aanvullende_antwoorden.update(status="deels")
    assert "vragen voor je plan" not in client.get("/").text


def test_overzicht_does_not_say_that_all_is_arranged_while_plateau_2_is_open(client):
    Antwoord.objects.filter(bouwsteen__plateau=1).update(status="geregeld")
    text = words(client.get("/"))
    assert "Kies wat je wilt van Plateau 2: 7 van 7 nog niet ingevuld" in text
    assert "Alles is geregeld" not in text


def test_overzicht_shows_the_last_changes(client):
    save(client, "BB-P1-1", status="deels")
    save(client, "SV-P1-1", status="deels")
    changes = client.get("/").context["changes"]
    assert [(change.code, change.door) for change in changes] == [
        ("SV-P1-1", "Beleidsadviseur Stadskanaal"),
        ("BB-P1-1", "Beleidsadviseur Stadskanaal"),
    ]


def test_overzicht_links_a_change_of_an_extra_question_to_its_page(client, zelfevaluatie):
    code = zelfevaluatie.aanvullende_antwoorden.first().vraag.code
    save(client, f"vraag/{code}", status="deels")
    response = client.get("/")
    assert (response.status_code, f'href="/zelfevaluatie/vraag/{code}/"' in response.text) == (200, True)


@pytest.mark.parametrize("count", [1, 3])
def test_overzicht_costs_a_fixed_number_of_queries(client, django_assert_num_queries, count):
    for code in ("BB-P1-1", "BB-P1-2", "BB-P1-3")[:count]:
        save(client, code, status="deels")
        Actie.objects.create(wat="x", ambitie=1)
    with django_assert_num_queries(12):
        client.get("/")


def test_overzicht_without_a_zelfevaluatie_offers_to_begin(client):
    Zelfevaluatie.objects.update(staat="gesloten")
    response = client.get("/")
    assert (response.context["zelfevaluatie"], "Wij beginnen" in response.text) == (None, True)
    vragen = number_in_words(AanvullendeVraag.objects.filter(kaderversie=newest_version()).count())
    assert response.text.count(f"{vragen.capitalize()} vragen voor je plan") == 2


def test_overzicht_leads_a_beheerder_who_is_alone_on_to_inviting_the_others(client_for, beheerder, stadskanaal):
    """Step two of the first hour, once the list of five is no longer there."""
    asked = "Nodig collega’s uit die de rest weten"
    others = Toegang.objects.filter(gemeente=stadskanaal).exclude(gebruiker=beheerder)
    hers = client_for(beheerder)
    found = [asked in hers.get("/").text]
    others.update(valid_until=timezone.localdate() - timedelta(days=1))
    found.append(asked in hers.get("/").text)
    invite(email="nieuw@stadskanaal.example", functies=["bewerker"], by=beheerder.pk, gemeente=stadskanaal)
    assert [*found, asked in hers.get("/").text] == [False, True, False]


def test_overzicht_asks_nothing_of_who_may_only_read(client_for, lezer, zelfevaluatie):
    text = " ".join(strip_tags(client_for(lezer).get("/").text).split())
    asked = ("Wat kan ik nu doen?", "Vul in:", "vragen voor je plan", "Kies wat je wilt")
    assert ([each for each in asked if each in text], "Wat is nog te regelen?" in text) == ([], True)


def test_overzicht_when_all_is_arranged_has_no_steps(client):
    Antwoord.objects.update(status="geregeld")
    response = client.get("/")
    assert (response.context["steps"], "Alles is geregeld of bewust niet gekozen." in response.text) == ([], True)


def test_overzicht_says_where_the_answers_come_from(client, gemeente):
    assert gemeente.herkomst in client.get("/").text


def test_overzicht_never_compares_with_others_or_gives_a_percentage(client):
    assert "%" not in client.get("/").text
