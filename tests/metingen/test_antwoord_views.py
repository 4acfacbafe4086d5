"""A gemeente without Kompas answers a round once, with a link that staff had sent."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from metingen.models import Antwoordlink, Indiening, Meetronde
from tenants.models import Gemeente, Indeling, Regio
from tests.metingen.links import ANSWERS, make_token, open_page, path, send, take

TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.fixture(autouse=True)
def fresh_counters():
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def waard(db):
    """Does not exist, and has no Kompas."""
    return Gemeente.objects.get(slug="voorbeeldwaard")


@pytest.fixture
def regio(waard):
    regio = Regio.objects.create(soort="ketenregie", code="proef", naam="Proefregio")
    Indeling.objects.create(gemeente=waard, regio=regio)
    return regio


@pytest.fixture
def token(meetronde, waard, medewerker):
    return make_token(meetronde, waard, medewerker)


@pytest.fixture
def visitor(client_for):
    return client_for(None, gemeente=None)


def text_of(page):
    return " ".join(page.content.decode().split())


def test_a_get_shows_and_does_nothing_for_a_mail_server_that_follows_links(visitor, token, waard):
    """Also where something was sent before, which the next step shows."""
    before = Antwoordlink.objects.values().get()
    pages = [visitor.get(path(token)) for _ in range(2)]
    assert [(page.status_code, "Bouwsteen" in text_of(page), page.templates[0].name) for page in pages] == [
        (200, False, "metingen/antwoord_openen.html")
    ] * 2
    assert Antwoordlink.objects.values().get() == before
    assert "Link openen" in text_of(pages[0])


def test_antwoord_form_asks_all_bouwstenen_without_login(visitor, token, regio):
    page = open_page(visitor, token)
    rijen = [rij for _, rijen in page.context["form"].themas for rij in rijen]
    assert (len(rijen), {len(wie.field.choices) for _, _, wie in rijen}) == (23, {5})
    assert "Ketenregisseur van Proefregio" in text_of(page)
    assert "no-store" in page["Cache-Control"]


def test_the_preview_shows_all_and_stores_nothing(visitor, token, regio):
    page = take(visitor, token, "bekijken", regios=[str(regio.pk)])
    text = text_of(page)
    shown = [
        "CoMensha, Ketenregisseur van Proefregio",
        "hoofd Veiligheid",
        "Voorbeeldwaard (GM9003)",
        "wij zelf, de regio",
    ]
    shown += ["een eenmalige link kwam, gemaakt door CoMensha"]
    assert [word for word in shown if word not in text] == []
    assert Indiening.objects.count() == 0


def test_what_is_submitted_is_what_was_previewed(visitor, token, waard, meetronde, medewerker):
    page = send(visitor, token)
    indiening = Indiening.objects.get()
    antwoorden = {antwoord["code"]: antwoord for antwoord in indiening.inhoud["antwoorden"]}
    statussen = {code: antwoord["status"] for code, antwoord in antwoorden.items()}
    assert (statussen.pop("AB-P1-1"), statussen.pop("SV-P1-1"), set(statussen.values())) == ("deels", "geregeld", {""})
    assert [antwoorden[code]["organisatieniveau"] for code in ("AB-P1-1", "SV-P1-1")] == [["zelf", "regio"], []]
    assert (indiening.gemeente, indiening.meetronde, indiening.ingediend_by) == (waard, meetronde, None)
    assert (indiening.antwoordlink_by, indiening.antwoordlink_organisatie) == (medewerker.pk, "comensha")
    assert (indiening.organisaties, indiening.begroting) == (["comensha"], "nee")
    assert (indiening.sha256 in text_of(page), indiening.mandaat_functie) == (True, "hoofd Veiligheid")


def test_a_link_works_once(visitor, token):
    statuses = [send(visitor, token).status_code, visitor.get(path(token)).status_code]
    assert (statuses, Indiening.objects.count()) == ([200, 404], 1)


def test_two_links_both_work_and_the_last_replaces_the_first(visitor, token, meetronde, waard, medewerker):
    newer = make_token(meetronde, waard, medewerker, organisatie="vng")
    assert [visitor.get(path(each)).status_code for each in (token, newer)] == [200, 200]
    send(visitor, newer)
    send(visitor, token, begroting="ja")
    found = Indiening.objects.order_by("nummer").values_list("staat", "begroting", "antwoordlink_organisatie")
    assert list(found) == [("vervangen", "nee", "vng"), ("geldig", "ja", "comensha")]


def test_changing_brings_the_answers_back(visitor, token):
    form = take(visitor, token, "wijzigen").context["form"]
    assert (form["AB-P1-1"].value(), form["AB-P1-1-wie"].value(), form["begroting"].value()) == (
        "deels",
        ["zelf", "regio"],
        "nee",
    )


def test_submitting_something_else_than_was_previewed_shows_the_preview(visitor, token):
    page = take(visitor, token, "indienen", sha256="0" * 64)
    assert "Er is nog niets gedeeld" in text_of(page)
    assert Indiening.objects.count() == 0


@pytest.mark.parametrize(
    "bad",
    [
        {"AB-P1-1": "misschien"},
        {"AB-P1-1": "\x00"},
        {"AB-P1-1-wie": ["iemand"]},
        {"organisaties": ["ministerie"]},
        {"mandaat_functie": ""},
        {"mandaat_datum": TOMORROW},
        {"aandachtsfunctionaris_uren": "-1"},
        {"beleidsplan": "nee", "beleidsplan_geldig_tot": "2028-01-01"},
    ],
    ids=str,
)
@pytest.mark.parametrize("stap", ["bekijken", "indienen"])
def test_antwoord_form_turns_away_what_cannot_be_and_keeps_the_rest(visitor, token, bad, stap):
    response = take(visitor, token, stap, **bad)
    assert (response.status_code, Indiening.objects.count()) == (422, 0)
    assert response.context["form"]["SV-P1-1"].value() == "geregeld"


def spoil(token):
    return token[:-1] + ("a" if token[-1] != "a" else "b")


@pytest.mark.parametrize("how", ["wrong", "old", "ended", "used", "odd", "unsent"])
def test_whatever_is_wrong_with_a_link_the_page_is_the_same(visitor, token, how):
    now = timezone.now()
    changes = {
        "old": {"valid_until": now},
        "used": {"used_at": now},
        "ended": {"ended_at": now},
        "unsent": {"sha256": None},
    }
    Antwoordlink.objects.update(**changes[how]) if how in changes else None
    asked = {"wrong": spoil(token), "odd": "%00%ff'"}.get(how, token)
    answers = [visitor.get(f"/antwoord/{asked}/"), visitor.post(f"/antwoord/{asked}/", {"stap": "openen"})]
    assert [(page.status_code, "Deze link werkt niet" in text_of(page)) for page in answers] == [(404, True)] * 2
    assert Indiening.objects.count() == 0


@pytest.mark.parametrize("stap", ["bewaren", "bekijken", "indienen"])
@pytest.mark.parametrize("how", ["used_at", "ended_at", "valid_until"])
def test_who_types_while_the_link_ends_keeps_the_text(visitor, token, stap, how):
    """A colleague was quicker, or it was too late."""
    Antwoordlink.objects.update(**{how: timezone.now()})
    page = take(visitor, token, stap)
    assert (page.status_code, Indiening.objects.count()) == (409, 0)
    assert page.context["form"]["mandaat_functie"].value() == ANSWERS["mandaat_functie"]
    assert "is niet ingediend" in text_of(page)


def test_an_answer_of_a_round_that_closed_says_so(visitor, token):
    Meetronde.objects.update(staat="gesloten")
    assert "Deze meetronde is gesloten." in text_of(open_page(visitor, token))


def test_guessing_is_slowed_down(visitor, token):
    for _ in range(120):
        visitor.get("/antwoord/geraden/")
    page = visitor.get(path(token))
    assert (page.status_code, "Even wachten" in text_of(page)) == (429, True)
