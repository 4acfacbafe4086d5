"""Intrekken kan altijd: who answered by link sees with a new one what was sent, and takes it back."""

import pytest
from django.core.cache import caches

from metingen.models import Antwoordlink, Groepscijfer, Indiening, Meetronde, Publicatie
from metingen.publicatie_actions import publish_groepscijfers
from tenants.models import Gemeente
from tests.builders.rounds import close, make_gemeenten, submit
from tests.metingen.links import make_token, open_page, path, send, take, withdraw
from tests.pages import shown


@pytest.fixture(autouse=True)
def fresh_counters():
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def waard(db):
    return Gemeente.objects.get(slug="voorbeeldwaard")


@pytest.fixture
def visitor(client_for):
    return client_for(None, gemeente=None)


@pytest.fixture
def sent(visitor, meetronde, waard, medewerker):
    send(visitor, make_token(meetronde, waard, medewerker))
    return Indiening.objects.get()


@pytest.fixture
def token(sent, meetronde, waard, medewerker):
    """The second link."""
    return make_token(meetronde, waard, medewerker)


def test_a_new_link_opens_what_was_sent_and_offers_to_take_it_back(visitor, token):
    page = open_page(visitor, token)
    form = page.context["form"]
    values = {name: form[name].value() for name in ("AB-P1-1", "AB-P1-1-wie", "begroting", "organisaties")}
    assert values == {
        "AB-P1-1": "deels",
        "AB-P1-1-wie": ["zelf", "regio"],
        "begroting": "nee",
        "organisaties": ["comensha"],
    }
    assert [form[name].value() for name in ("mandaat_functie", "SV-P1-1")] == ["hoofd Veiligheid", "geregeld"]
    assert 'value="intrekken"' in page.text
    assert "data-gewijzigd" not in page.text


def test_what_was_opened_can_be_sent_again_as_it_is(visitor, token, sent):
    form = open_page(visitor, token).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value()}
    shown_now = take(visitor, token, "bekijken", data=data).context
    assert shown_now["sha256"] == sent.sha256
    assert shown_now["replaces"] == sent


def test_taking_back_asks_first_and_then_nobody_sees_it(visitor, token, sent):
    asked = take(visitor, token, "intrekken", data={})
    assert "CoMensha ziet jullie antwoorden meteen niet meer" in shown(asked)
    assert Indiening.objects.get().staat == "geldig"
    page = take(visitor, token, "ingetrokken", data={}, indiening=str(sent.pk))
    assert (page.status_code, "Niemand ziet nog wat" in shown(page)) == (200, True)
    sent.refresh_from_db()
    assert (sent.staat, sent.ingetrokken_by, Indiening.objects.shared_with("vng", "comensha").count()) == (
        "ingetrokken",
        None,
        0,
    )
    assert (visitor.get(path(token)).status_code, Antwoordlink.objects.latest("used_at").outcome) == (
        404,
        "ingetrokken",
    )


def test_staff_see_nothing_of_what_was_taken_back(visitor, client_for, medewerker, token, sent):
    staff = client_for(medewerker, gemeente=None)
    page = f"/land/gemeente/{sent.gemeente.code}/?ronde={sent.meetronde_id}"
    before = shown(staff.get(page))
    withdraw(visitor, token)
    after = shown(staff.get(page))
    assert [("eenmalige link, gemaakt door CoMensha" in text, "Onbekend" in text) for text in (before, after)] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("named", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_only_what_the_page_named_is_taken_back(visitor, token, named):
    page = take(visitor, token, "ingetrokken", data={}, indiening=named)
    assert ("intrekken?" in shown(page), Indiening.objects.get().staat) == (True, "geldig")


def test_what_was_replaced_meanwhile_is_asked_again(visitor, token, sent, meetronde, waard, medewerker):
    take(visitor, token, "intrekken", data={})
    send(visitor, make_token(meetronde, waard, medewerker), begroting="ja")
    page = take(visitor, token, "ingetrokken", data={}, indiening=str(sent.pk))
    assert "Nummer 2 intrekken?" in shown(page)
    assert Indiening.objects.current().get().begroting == "ja"


def test_without_anything_sent_there_is_nothing_to_take_back(visitor, meetronde, waard, medewerker):
    token = make_token(meetronde, waard, medewerker)
    pages = [take(visitor, token, stap, data={}) for stap in ("intrekken", "ingetrokken")]
    assert ["Er is niets om in te trekken" in shown(page) for page in pages] == [True, True]
    assert 'value="intrekken"' not in open_page(visitor, token).text
    assert Antwoordlink.objects.get().used_at is None


def test_in_a_round_that_is_closed_one_can_still_take_back(visitor, sent, meetronde, waard, medewerker):
    Meetronde.objects.update(staat="gesloten")
    meetronde.refresh_from_db()
    token = make_token(meetronde, waard, medewerker)
    page = open_page(visitor, token)
    assert ("Dit deelden jullie" in shown(page), 'value="intrekken"' in page.text) == (True, True)
    assert take(visitor, token, "bekijken").status_code == 409
    withdraw(visitor, token)
    assert Indiening.objects.get().staat == "ingetrokken"


def test_a_publication_that_stands_stays_and_the_next_does_not_count_it(visitor, sent, meetronde, waard, medewerker):
    """As a withdrawal in Kompas."""
    for gemeente in make_gemeenten(44):
        submit(meetronde, gemeente)
    close(meetronde)
    meetronde.refresh_from_db()
    publicatie = publish_groepscijfers(meetronde=meetronde, by=medewerker.pk)
    frozen = list(Groepscijfer.objects.filter(publicatie=publicatie).order_by("pk").values())
    withdraw(visitor, make_token(meetronde, waard, medewerker))
    assert list(Groepscijfer.objects.filter(publicatie=publicatie).order_by("pk").values()) == frozen
    assert frozen != []
    leden = {lid.gemeente_id for each in Publicatie.objects.exclude(pk=publicatie.pk) for lid in each.leden.all()}
    assert waard.pk not in leden
