"""Who runs Kompas: the providers of organisations and regio's, and the approval of those of gemeenten."""

import pytest

from accounts.models import Gebruiker, Toegang
from inlogdiensten.models import Aanvaarding, Inlogdienst
from tenants.models import Regio
from tests.conftest import HostClient
from tests.inlogdiensten.conftest import TYPED
from tests.logins.conftest import add_second_step

LIST = "/platform/inlogdiensten/"


def operator(email):
    gebruiker = Gebruiker.objects.create_user(email, "Wie Kompas beheert")
    Toegang.objects.create(gebruiker=gebruiker, functie="platformbeheerder", organisatie="vng")
    add_second_step(gebruiker)
    client = HostClient()
    client.force_login(gebruiker)
    return client


@pytest.fixture
def one(db):
    return operator("een@vng.example")


@pytest.fixture
def two(db):
    return operator("twee@vng.example")


def approve(client, dienst):
    client.post(f"{LIST}{dienst.pk}/goedkeuren/", {"gezien": dienst.set_up_at.isoformat()})
    dienst.refresh_from_db()
    return dienst.is_working


@pytest.mark.parametrize("waar", ["vng", "comensha", "regio"])
def test_one_sets_up_and_another_approves(one, two, waar):
    regio = Regio.objects.get(soort="provincie", code="PV20")
    one.post(f"{LIST}nieuw/", {**TYPED, "waar": str(regio.pk) if waar == "regio" else waar})
    dienst = Inlogdienst.objects.get()
    assert (dienst.regio, dienst.organisatie) == ((regio, "") if waar == "regio" else (None, waar))
    assert (approve(one, dienst), approve(two, dienst)) == (False, True)
    assert Aanvaarding.objects.get().scope == dienst.scope


def test_that_of_a_gemeente_is_approved_here_and_changed_there(one, waiting):
    assert one.get(f"{LIST}{waiting.pk}/wijzigen/").status_code == 404
    assert one.get(f"{LIST}{waiting.pk}/geheim/").status_code == 404
    assert approve(one, waiting) is True
    page = one.get(LIST).content.decode()
    assert ("Stadskanaal" in page, "in gebruik" in page) == (True, True)


def test_what_is_compulsory_is_lifted_when_the_noodaccount_is_gone(one, dienst, beheerder, bewerker, client_for):
    Aanvaarding.objects.update(verplicht=True, noodaccount=beheerder)
    assert client_for(bewerker).get("/").status_code == 403
    one.post(f"{LIST}aanvaarding/{Aanvaarding.objects.get().pk}/vrijwillig/")
    assert client_for(bewerker).get("/").status_code == 200


def test_it_ends_here_too(one, dienst):
    one.post(f"{LIST}{dienst.pk}/stoppen/")
    assert Inlogdienst.objects.get().is_working is False


def test_a_regio_becomes_compulsory_by_who_works_there(one, two, provider):
    one.post(f"{LIST}nieuw/", {**TYPED, "waar": "comensha"})
    approve(two, Inlogdienst.objects.get())
    row = Aanvaarding.objects.get()
    one.post(f"{LIST}aanvaarding/{row.pk}/verplicht/")  # of VNG
    row.refresh_from_db()
    assert row.verplicht is False


@pytest.mark.parametrize("who", ["medewerker", "redacteur", "ketenregisseur", "beheerder"])
def test_nobody_else(client_for, waiting, request, who):
    client = client_for(request.getfixturevalue(who), None)
    tried = {client.get(f"{LIST}{end}").status_code for end in ("", "nieuw/", f"{waiting.pk}/")}
    tried |= {client.post(f"{LIST}{waiting.pk}/{end}").status_code for end in ("goedkeuren/", "test/", "stoppen/")}
    assert tried <= {403, 404}
    assert Inlogdienst.objects.get().is_working is False
