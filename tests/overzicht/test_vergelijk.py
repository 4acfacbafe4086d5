"""What a gemeente sees of others: shares in words, of groups; and of itself: its own years."""

import re

import pytest

from accounts.models import Gebruiker
from demo.people import email_of
from metingen.models import Groepscijfer, Indiening, Meetronde, Publicatie
from metingen.publicatie_actions import make_groepscijfers
from tenants.context import in_gemeente
from tenants.models import Gemeente, Regio
from tests.builders.rounds import close, make_gemeenten, make_round, submit
from tests.pages import present, shown
from zelfevaluatie.models import Antwoord


@pytest.fixture
def client(client_for, voorbeeldstad):
    return client_for(Gebruiker.objects.get(email=email_of("lezer", voorbeeldstad)), gemeente=voorbeeldstad)


@pytest.fixture
def meetronde(voorbeeldstad):
    """Closed and counted: Voorbeeldstad and eleven others in Groningen, two of whom have it arranged."""
    meetronde = make_round(titel="Meting 2025")
    submit(meetronde, voorbeeldstad, status="nog_niet", inwoners=181_000)
    for number, gemeente in enumerate(make_gemeenten(23)):
        submit(
            meetronde,
            gemeente,
            status="geregeld" if number < 20 else "deels",
            provincie="PV20" if number < 11 else "PV21",
        )
    close(meetronde)
    make_groepscijfers(meetronde=meetronde, by=None)
    return meetronde


def line(response, code="BB-P1-1"):
    return next(line for line in response.context["lines"] if line.bouwsteen.code == code)


def test_vergelijk_puts_our_status_beside_a_share_in_words(client, meetronde, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        Antwoord.objects.filter(bouwsteen__code="BB-P1-1").update(status="deels")
    response = client.get("/vergelijk/?met=land")
    assert (line(response).ours, line(response).share) == ("deels", {"geregeld": "de meeste", "bezig": "weinig"})


def test_vergelijk_offers_the_own_groups_that_are_shown(client, meetronde):
    """Of her size Voorbeeldstad is the only one, so that group is not there; and the words say so."""
    response = client.get("/vergelijk/")
    vergelijking = response.context["vergelijking"]
    assert [group.key for group in vergelijking.groups] == ["provincie.PV20", "veiligheidsregio.VR01", "land."]
    assert "Niet te kiezen: gemeenten van jullie grootte." in shown(response)


def test_vergelijk_with_a_group_that_is_not_shown_offers_a_larger_one_and_says_why(client, meetronde):
    response = client.get("/vergelijk/?met=grootteklasse")
    assert response.context["vergelijking"].chosen.soort == "land"
    assert "Van gemeenten van jullie grootte zijn er geen cijfers" in shown(response)


@pytest.mark.parametrize("met", ["onzin", "%00", "provincie.PV21", "x" * 500, ""])
def test_vergelijk_with_nonsense_shows_the_first_group(client, meetronde, met):
    assert client.get(f"/vergelijk/?met={met}").context["vergelijking"].chosen.key == "provincie.PV20"


def test_vergelijk_says_nothing_of_another_gemeente_or_in_numbers(client, meetronde):
    text = shown(client.get("/vergelijk/?met=land"))
    main = text.partition("Hoe staan andere gemeenten ervoor?")[2]
    assert present(main, "Verzonnen", "GM95", "%") == []
    words = re.findall(r"\b(alle gemeenten|geen enkele|gemiddeld|mediaan|totaal)\b", main)
    assert words == []


def test_vergelijk_shows_our_own_years_and_not_those_of_another(client, meetronde, voorbeeldstad):
    later = make_round(titel="Meting 2026")
    submit(later, voorbeeldstad, status="geregeld")
    other = Gemeente.objects.get(slug="voorbeelddijk")
    submit(later, other, status="deels")
    response = client.get("/vergelijk/")
    assert set(line(response).years) == {("Meting 2025", "nog_niet"), ("Meting 2026", "geregeld")}


def test_vergelijk_forgets_what_we_withdrew(client, meetronde, voorbeeldstad):
    Indiening.objects.filter(gemeente=voorbeeldstad).update(staat="ingetrokken", ingetrokken_at="2026-01-01T12:00Z")
    response = client.get("/vergelijk/")
    assert response.context["years"] == []
    assert "Daarom zijn er nog geen eerdere jaren." in shown(response)


def test_vergelijk_explains_its_words(client, meetronde):
    assert "‘weinig’ is hooguit ongeveer één op de vijf gemeenten, en kan ook niemand zijn" in shown(
        client.get("/vergelijk/")
    )


def test_vergelijk_of_who_did_not_submit_goes_by_what_is_known_of_it(client_for, meetronde):
    """Voorbeelddijk has inhabitants and no regio; of her size are all but one, and so that group is not shown."""
    dijk = Gemeente.objects.get(slug="voorbeelddijk")
    client = client_for(Gebruiker.objects.get(email=email_of("lezer", dijk)), gemeente=dijk)
    response = client.get("/vergelijk/")
    assert [group.key for group in response.context["vergelijking"].groups] == ["land."]
    assert "Niet te kiezen: gemeenten van jullie grootte." in shown(response)


def test_vergelijk_of_who_lies_in_a_regio_offers_it(client_for, meetronde):
    dijk = Gemeente.objects.get(slug="voorbeelddijk")
    dijk.regios.add(Regio.objects.get(soort="provincie", code="PV21"))
    client = client_for(Gebruiker.objects.get(email=email_of("lezer", dijk)), gemeente=dijk)
    assert client.get("/vergelijk/?met=provincie").context["vergelijking"].chosen.key == "provincie.PV21"


def test_vergelijk_of_a_real_gemeente_never_shows_an_exercise(client_for, meetronde, lezer):
    response = client_for(lezer).get("/vergelijk/")
    assert (response.context["vergelijking"], "Er zijn nog geen groepscijfers" in response.text) == (None, True)


def test_vergelijk_reads_the_newest_closed_round_alone(client, meetronde):
    make_round(titel="Open")
    assert client.get("/vergelijk/").context["vergelijking"].publicatie.meetronde == meetronde
    Meetronde.objects.filter(pk=meetronde.pk).update(staat=Meetronde.Staat.CONCEPT)
    assert client.get("/vergelijk/").context["vergelijking"] is None


def test_vergelijk_says_what_may_not_be_shown_of_a_bouwsteen(client, meetronde):
    Groepscijfer.objects.filter(onderwerp="BB-P1-1").delete()
    response = client.get("/vergelijk/")
    assert (line(response).share, "wordt niet getoond" in response.text) == (None, True)


def test_vergelijk_never_reads_an_indiening_of_another(client, meetronde, django_assert_num_queries):
    """All that is read of others is Groepscijfer; and it costs the same with more rounds of our own."""
    with django_assert_num_queries(10) as captured:
        client.get("/vergelijk/")
    read = {name for query in captured for name in re.findall(r'FROM "(metingen_\w+)"', query["sql"])}
    own = {"metingen_indiening", "metingen_indieningantwoord"}  # of which the database gives it its own rows alone
    assert read == own | {"metingen_meetronde", "metingen_publicatie", "metingen_groepscijfer"}
    assert Publicatie.objects.count() == 1
