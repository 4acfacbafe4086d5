"""The check and ‘klopt, want …’ with a one-time link."""

import pytest
from django.core.cache import caches

from metingen.models import Antwoordlink, Indiening
from tenants.models import Gemeente
from tests.metingen.links import ANSWERS, along, make_token, open_page, take
from tests.pages import shown

ODD = {**ANSWERS, "OH-P1-2": "geregeld", "zorgcoordinatie": "nee"}
WHY = "De centrumgemeente doet dit voor ons."


@pytest.fixture(autouse=True)
def fresh_counters():
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def waard(db):
    return Gemeente.objects.get(slug="voorbeeldwaard")


@pytest.fixture
def token(meetronde, waard, medewerker):
    return make_token(meetronde, waard, medewerker)


@pytest.fixture
def visitor(client_for):
    return client_for(None, gemeente=None)


def test_the_preview_names_what_does_not_fit_and_leads_there(visitor, token):
    page = take(visitor, token, "bekijken", data=ODD)
    found = [(check.code, [place.name for place in places]) for check, _, places in page.context["checks"]]
    assert found == [("zorg-niet", ["zorgcoordinatie", "OH-P1-2"])]
    assert page.text.count('formaction="#id_OH-P1-2"') == 1
    assert "Past dit bij elkaar?" in shown(page)
    assert "Past dit bij elkaar?" not in shown(take(visitor, token, "bekijken"))


def test_it_can_be_submitted_as_it_is(visitor, token):
    sha256 = take(visitor, token, "bekijken", data=ODD).context["sha256"]
    assert take(visitor, token, "indienen", data=ODD, sha256=sha256).status_code == 200
    assert "uitleg" not in Indiening.objects.get().inhoud


def test_what_is_explained_is_shown_before_it_is_shared(visitor, token, client_for, medewerker):
    first = take(visitor, token, "bekijken", data=ODD)
    said = {**ODD, "uitleg-zorg-niet": WHY, **along(first)}
    again = take(visitor, token, "indienen", data=said, sha256=first.context["sha256"])
    assert (Indiening.objects.count(), f"Klopt, want: {WHY}" in shown(again)) == (0, True)
    take(visitor, token, "indienen", data=said | along(again), sha256=again.context["sha256"])
    indiening = Indiening.objects.get()
    assert (indiening.formaat, [each["tekst"] for each in indiening.inhoud["uitleg"]]) == (2, [WHY])
    staff = client_for(medewerker, gemeente=None)
    page = staff.get(f"/land/gemeente/GM9003/?ronde={indiening.meetronde_id}")
    assert f"Klopt, want: {WHY}" in shown(page)


def test_what_is_explained_comes_back_with_a_new_link(visitor, token, meetronde, waard, medewerker):
    said = {**ODD, "uitleg-zorg-niet": WHY}
    sha256 = take(visitor, token, "bekijken", data=said).context["sha256"]
    take(visitor, token, "indienen", data=said, sha256=sha256)
    form = open_page(visitor, make_token(meetronde, waard, medewerker)).context["form"]
    assert form["uitleg-zorg-niet"].value() == WHY


def test_what_is_too_long_is_said_where_it_stands_and_kept(visitor, token):
    page = take(visitor, token, "indienen", data={**ODD, "uitleg-zorg-niet": "x" * 301}, sha256="")
    assert (page.status_code, "1 teken te lang" in shown(page), Indiening.objects.count()) == (422, True, 0)
    assert page.templates[0].name == "metingen/antwoord_voorbeeld.html"
    assert Antwoordlink.objects.get().draft["uitleg-zorg-niet"] == ["x" * 301]


def test_what_fits_by_now_takes_no_explanation_along(visitor, token):
    mended = {**ODD, "zorgcoordinatie": "ja", "uitleg-zorg-niet": WHY}
    page = take(visitor, token, "bekijken", data=mended)
    assert (page.context["checks"], WHY in shown(page)) == ([], False)
    assert 'name="uitleg-zorg-niet"' in page.text
