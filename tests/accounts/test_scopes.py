"""Who may use a view of the public host. Tried on the pages of the redactie, which ask both kinds of scope."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from tenants.models import Regio

LANDELIJK = "/redactie/"
YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def groningen(db):
    return f"/redactie/regio/{Regio.objects.get(soort='provincie', code='PV20').pk}/"


@pytest.fixture
def drenthe(db):
    return f"/redactie/regio/{Regio.objects.get(soort='provincie', code='PV22').pk}/"


def status(client_for, gebruiker, path):
    return client_for(gebruiker, gemeente=None).get(path).status_code


def test_visitor_is_sent_to_the_login(client_for, groningen):
    found = [client_for(None, gemeente=None).get(path)["Location"] for path in (LANDELIJK, groningen)]
    assert [url.partition("?")[0] for url in found] == [settings.LOGIN_URL] * 2


def test_pages_do_not_exist_for_people_of_a_gemeente(client_for, beheerder, groningen):
    assert [status(client_for, beheerder, path) for path in (LANDELIJK, groningen)] == [404, 404]


def test_pages_do_not_exist_on_the_host_of_a_gemeente(client_for, beheerder, groningen):
    assert [client_for(beheerder).get(path).status_code for path in (LANDELIJK, groningen)] == [404, 404]


def test_redacteur_may_enter_the_landelijke_pages_alone(client_for, redacteur, groningen):
    assert [status(client_for, redacteur, path) for path in (LANDELIJK, groningen)] == [200, 404]


def test_medewerker_has_other_landelijke_rights(client_for, medewerker):
    assert status(client_for, medewerker, LANDELIJK) == 403


def test_ketenregisseur_may_enter_the_own_regio_alone(client_for, ketenregisseur, groningen, drenthe):
    found = [status(client_for, ketenregisseur, path) for path in (groningen, drenthe, LANDELIJK)]
    assert found == [200, 404, 404]


def test_regio_that_is_not_there_answers_as_one_of_another(client_for, ketenregisseur):
    assert status(client_for, ketenregisseur, f"/redactie/regio/{uuid4()}/") == 404


@pytest.mark.parametrize(
    "dates", [{"valid_until": YESTERDAY}, {"valid_from": timezone.localdate() + timedelta(days=1)}]
)
def test_toegang_counts_on_the_day_itself(client_for, redacteur, ketenregisseur, groningen, dates):
    Toegang.objects.filter(gebruiker__in=[redacteur, ketenregisseur]).update(**dates)
    found = [status(client_for, redacteur, LANDELIJK), status(client_for, ketenregisseur, groningen)]
    assert found == [404, 404]


def test_rights_of_two_regios_and_a_gemeente_do_not_add_up(client_for, ketenregisseur, stadskanaal, groningen, drenthe):
    """A redacteur whose Toegang ended has none left, whatever else somebody holds."""
    Toegang.objects.create(gebruiker=ketenregisseur, functie="bewerker", gemeente=stadskanaal)
    Toegang.objects.create(gebruiker=ketenregisseur, functie="medewerker", organisatie="vng")
    found = [status(client_for, ketenregisseur, path) for path in (groningen, drenthe, LANDELIJK)]
    assert found == [200, 404, 403]


def test_view_knows_for_which_organisatie_the_right_is_held(rf, redacteur):
    Toegang.objects.create(gebruiker=redacteur, functie="medewerker", organisatie="comensha")
    request = rf.get("/")
    request.user = Gebruiker.objects.with_toegang(redacteur.pk)

    requires_landelijk(Permission.REDACTIE)(lambda request: HttpResponse())(request)
    assert request.organisaties == {"vng"}

    requires_landelijk(Permission.LANDELIJK)(lambda request: HttpResponse())(request)
    assert request.organisaties == {"comensha"}
