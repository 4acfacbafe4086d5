from uuid import uuid4

import pytest

from metingen.models import Meetronde, Publicatie
from metingen.publicatie_actions import make_groepscijfers, publish_groepscijfers
from tests.builders.rounds import confirm, make_closed_round, make_round, url, withdraw
from tests.pages import shown
from tests.sheets.reading import rows_of_csv


@pytest.fixture
def meetronde(db):
    return make_closed_round()


@pytest.fixture
def visitor(client_for):
    return client_for(None, gemeente=None)


@pytest.fixture
def publicatie(meetronde):
    return publish_groepscijfers(meetronde=meetronde, by=None)


def test_publicatie_pages_can_be_seen_by_everybody(visitor, publicatie):
    listing, detail = visitor.get("/cijfers/"), visitor.get(f"/cijfers/{publicatie.pk}/")
    assert [found.pk for found in listing.context["publicaties"]] == [publicatie.pk]
    assert "Alle voorbeeldgemeenten: ongeveer 45 gemeenten die meededen." in shown(detail)
    assert "Dit is een oefening." in shown(detail)


def test_publicatie_pages_name_no_gemeente(visitor, publicatie):
    pages = [visitor.get(f"/cijfers/{publicatie.pk}/{path}") for path in ("", "?groep=provincie.PV20", "csv/")]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert not any("Verzonnen" in page.text or "GM95" in page.text for page in pages)


def test_publicatie_detail_shows_the_chosen_group(visitor, publicatie):
    context = visitor.get(f"/cijfers/{publicatie.pk}/?groep=provincie.PV20").context
    first = context["tables"][0].rows[0]
    assert (context["chosen"].n, first.cells[0]) == (30, ("geregeld", 10))


def test_publicatie_detail_of_a_small_group_has_words_and_no_number(visitor, publicatie):
    response = visitor.get(f"/cijfers/{publicatie.pk}/?groep=provincie.PV21")
    first = response.context["tables"][0]
    assert first.head == ["geregeld", "mee bezig", "nog niet", "n.v.t. of niet ingevuld"]
    assert (first.rows[0].cells, first.rows[0].words[1]) == ([], ("mee bezig", "de meeste"))
    assert 'class="k-table__number"' not in response.text


def test_publicatie_detail_says_in_words_what_nearly_all_answered(visitor, publicatie):
    """Nobody answered most bouwstenen; that stands among others with numbers."""
    text = shown(visitor.get(f"/cijfers/{publicatie.pk}/"))
    assert "want het is bijna overal hetzelfde. De meeste: n.v.t. of niet ingevuld." in text


@pytest.mark.parametrize("groep", ["onzin", "provincie.PV99", "%00", "land", "x" * 500])
def test_publicatie_detail_of_a_group_that_is_not_shown_is_of_the_country(visitor, publicatie, groep):
    assert visitor.get(f"/cijfers/{publicatie.pk}/?groep={groep}").context["chosen"].key == "land."


def test_publicatie_that_is_not_published_is_404(visitor, meetronde):
    made = make_groepscijfers(meetronde=meetronde, by=None)
    stand = Publicatie.objects.create(meetronde=meetronde, soort="stand", nummer=1, published_at=made.created_at)
    paths = [f"/cijfers/{pk}/{path}" for pk in (made.pk, stand.pk, uuid4()) for path in ("", "csv/")]
    assert [visitor.get(path).status_code for path in paths] == [404] * 6
    assert list(visitor.get("/cijfers/").context["publicaties"]) == []


def test_publicatie_that_was_replaced_leads_to_the_newest(visitor, publicatie):
    withdraw(publicatie.meetronde, 1)
    second = publish_groepscijfers(meetronde=publicatie.meetronde, by=None)
    answers = [visitor.get(f"/cijfers/{publicatie.pk}/{path}")["Location"] for path in ("", "csv/")]
    assert answers == [f"/cijfers/{second.pk}/", f"/cijfers/{second.pk}/csv/"]
    assert [found.pk for found in visitor.get("/cijfers/").context["publicaties"]] == [second.pk]


def test_publicatie_csv_holds_all_groups(visitor, publicatie):
    response = visitor.get(f"/cijfers/{publicatie.pk}/csv/")
    rows = rows_of_csv(response.content)
    assert (response["Content-Type"], len(rows)) == ("text/csv; charset=utf-8", publicatie.groepscijfers.count() + 1)
    assert ["Provincie", "Groningen", "BB-P1-1", "geregeld", "10", "", "30"] in rows
    assert ["Provincie", "Fryslân", "BB-P1-1", "mee bezig", "", "de meeste", "15"] in rows


# Publishing.


def test_meetronde_publish_asks_first_and_then_shows_everybody(client_for, medewerker, second, visitor, meetronde):
    client = client_for(medewerker, gemeente=None)
    asked = client.get(url(meetronde, "publiceren/"))
    assert ("Groningen" in shown(asked), Publicatie.objects.count()) == (True, 0)
    client.post(url(meetronde, "publiceren/"))
    assert len(visitor.get("/cijfers/").context["publicaties"]) == 0
    assert "De groepscijfers zijn gepubliceerd." in shown(confirm(second))
    assert len(visitor.get("/cijfers/").context["publicaties"]) == 1


def test_meetronde_publish_after_a_withdrawal_names_the_groups_that_fall_out(client_for, medewerker, publicatie):
    withdraw(publicatie.meetronde, 1)
    text = shown(client_for(medewerker, gemeente=None).get(url(publicatie.meetronde, "publiceren/")))
    assert "Groepen die wegvallen" in text.partition("Groepen die erin staan")[2]


def test_meetronde_publish_without_ten_says_why_not(client_for, medewerker):
    client, empty = client_for(medewerker, gemeente=None), make_round(staat=Meetronde.Staat.GESLOTEN)
    assert "Er zijn geen cijfers om te publiceren" in shown(client.get(url(empty, "publiceren/")))
    assert "Dit kan nu niet met deze meetronde." in shown(client.post(url(empty, "publiceren/"), follow=True))


def test_meetronde_publish_of_an_open_round_is_404(client_for, medewerker):
    assert client_for(medewerker, gemeente=None).post(url(make_round(), "publiceren/")).status_code == 404
