"""A view that forgets its filter: PostgreSQL yields no row of a gemeente that did not tick who reads."""

from contextlib import contextmanager

import pytest

from accounts.models import Toegang
from dashboards import actions, seen
from metingen import meetronde_queries
from metingen.models import Indiening, IndieningQuerySet, Publicatie
from tests.dashboards.conftest import make_ronde, submit
from tests.dashboards.reading import FILES, LAND, read

ANSWERS = {"beleidsplan": "nee", "aandachtsfunctionaris": "nee", "zorgcoordinatie": "ja"}
ROUNDS = ("/meetrondes/", "/meetrondes/{ronde}/")


@pytest.fixture
def forgotten(monkeypatch):
    """Neither whose it is nor whether it still holds is asked of any query."""
    monkeypatch.setattr(IndieningQuerySet, "shared_with", lambda self, *organisaties: self)
    monkeypatch.setattr(IndieningQuerySet, "current", lambda self: self)


@pytest.fixture
def as_platform(monkeypatch):
    """What the pages were before: the reader is whoever runs all."""

    @contextmanager
    def nobody(organisaties):
        yield

    for module in (seen, actions, meetronde_queries):
        monkeypatch.setattr(module, "as_organisaties", nobody)


@pytest.fixture
def rounds(db):
    return make_ronde("Meting 2025", year=2025), make_ronde()


def everything(client, ronde, gemeente):
    paths = [*LAND.values(), *FILES, f"/land/gemeente/{gemeente.code}/"]
    paths += [path.format(ronde=ronde.pk) for path in ROUNDS]
    publicatie = Publicatie(meetronde=ronde, soort="stand", organisaties=["comensha"], created_at=ronde.opened_at)
    pages = {path: read(client, path) for path in paths}
    return pages | {"pdf": actions.stand_html(publicatie)[0]}


def add_for_vng(rounds, gemeente):
    for ronde in rounds:
        submit(ronde, gemeente, organisaties=["vng"], status="nog_niet", enquete=ANSWERS)


NO_FIGURES = {"/land/export/"}


def test_a_forgotten_filter_shows_comensha_nothing_of_vng(comensha, rounds, groningen, forgotten):
    for ronde in rounds:
        submit(ronde, groningen[1], enquete=ANSWERS)
    before = everything(comensha, rounds[1], groningen[0])
    add_for_vng(rounds, groningen[0])
    after = everything(comensha, rounds[1], groningen[0])
    assert [path for path in before if after[path] != before[path]] == []


def test_without_the_role_it_would_show_on_every_page(comensha, rounds, groningen, forgotten, as_platform):
    """So that the test above could fail."""
    for ronde in rounds:
        submit(ronde, groningen[1], enquete=ANSWERS)
    before = everything(comensha, rounds[1], groningen[0])
    add_for_vng(rounds, groningen[0])
    after = everything(comensha, rounds[1], groningen[0])
    assert {path for path in before if after[path] == before[path]} == NO_FIGURES


def test_a_forgotten_filter_shows_nothing_that_was_withdrawn(vng, rounds, groningen, forgotten):
    for ronde in rounds:
        submit(ronde, groningen[1], enquete=ANSWERS)
    before = everything(vng, rounds[1], groningen[0])
    add_for_vng(rounds, groningen[0])
    at = rounds[1].closed_at
    Indiening.objects.filter(gemeente=groningen[0]).update(staat="ingetrokken", ingetrokken_at=at)
    after = everything(vng, rounds[1], groningen[0])
    assert [path for path in before if after[path] != before[path]] == []


def test_who_works_for_both_sees_what_either_does(client_for, medewerker, rounds, groningen):
    Toegang.objects.create(gebruiker=medewerker, functie="medewerker", organisatie="vng")
    submit(rounds[1], groningen[0], organisaties=["vng"])
    submit(rounds[1], groningen[1], organisaties=["comensha"])
    submit(rounds[1], groningen[2], organisaties=[])
    page = client_for(medewerker, gemeente=None).get("/land/")
    assert page.context["response"].ingediend == 2
    assert "Werkbestand van VNG en CoMensha, niet voor publicatie" in page.content.decode()
