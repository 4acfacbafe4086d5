"""Nobody works with a password alone: without a second step no page of a gemeente, a regio or the country opens."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings

from accounts.middleware import FOR_EVERYBODY
from accounts.models import Gebruiker, Toegang
from accounts.permissions import GEMEENTE_FUNCTIES, LANDELIJKE_FUNCTIES, REGIO_FUNCTIES
from demo.known import PASSWORD
from tenants.context import from_public, in_gemeente
from tests.conftest import HostClient
from tests.normen.urls import TENANT, all_addresses
from tests.pages import present, shown
from tests.totp import code_of
from zelfevaluatie.models import AntwoordRevision

SETUP = f"{settings.PUBLIEK_URL}/account/2fa/"
SAVE = "/zelfevaluatie/BB-P1-1/opslaan/"
TYPED = {"version": "0", "status": "deels", "plan_zin": "Een zin die ik typte."}


@pytest.fixture
def new(bewerker):
    """As after an invitation: with a password and nothing else."""
    Authenticator.objects.filter(user=bewerker).delete()
    return bewerker


def holds(gebruiker, functie, **scope):
    Toegang.objects.filter(gebruiker=gebruiker).delete()
    Toegang.objects.create(gebruiker=gebruiker, functie=functie, **scope)


@pytest.mark.parametrize("functie", [functie.naam for functie in GEMEENTE_FUNCTIES])
def test_of_a_gemeente_every_functie_needs_it(client_for, new, stadskanaal, functie):
    holds(new, functie, gemeente=stadskanaal)
    answer = client_for(new).get("/")
    assert (answer.status_code, answer["Location"]) == (302, SETUP)


def test_where_everybody_may_look_she_holds_no_right_either(client_for, new):
    answer = client_for(new).get(FOR_EVERYBODY)
    assert (answer.status_code, answer.wsgi_request.permissions) == (200, frozenset())


@pytest.mark.parametrize("functie", [functie.naam for functie in LANDELIJKE_FUNCTIES])
def test_of_the_country_every_functie_needs_it(client_for, new, functie):
    holds(new, functie, organisatie="vng")
    found = [client_for(new, gemeente=None).get(path) for path in ("/start/", "/land/", "/redactie/", "/platform/")]
    assert {(answer.status_code, answer["Location"]) for answer in found} == {(302, SETUP)}


@pytest.mark.parametrize("functie", [functie.naam for functie in REGIO_FUNCTIES])
def test_of_a_regio_every_functie_needs_it(client_for, new, ketenregisseur, functie):
    regio = Toegang.objects.get(gebruiker=ketenregisseur).regio
    holds(new, functie, regio=regio)
    answer = client_for(new, gemeente=None).get(f"/redactie/regio/{regio.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, SETUP)


@pytest.mark.parametrize("who", ["beheerder", "bewerker", "lezer", "redacteur", "ketenregisseur"])
def test_no_address_opens_before(world, who):
    """But those for visitors, and those about one's own login."""
    person = world.people[who]
    Authenticator.objects.filter(user=person).delete()
    answers = {}
    for address in all_addresses():
        client = HostClient(world.gemeente if address.urlconf == TENANT else None)
        client.force_login(person)
        answers[address.urlconf, address.route] = client.get(address.path(world.values))
    led = {key for key, answer in answers.items() if answer.get("Location") == SETUP}
    behind = [each for each in all_addresses() if getattr(each.callback, "login_required", True)]
    gemeente = {(each.urlconf, each.route) for each in behind if each.urlconf == TENANT}
    public = {
        (each.urlconf, each.route)
        for each in behind
        if each.urlconf != TENANT and not each.route.startswith("account/")
    }
    no_page = {key for key in gemeente if answers[key].status_code == 404}  # of somebody without Toegang there
    assert led | no_page == gemeente | public
    assert bool(no_page) is (who in ("redacteur", "ketenregisseur"))


def test_recovery_codes_alone_are_no_second_step(client_for, bewerker):
    Authenticator.objects.filter(user=bewerker).exclude(type=Authenticator.Type.RECOVERY_CODES).delete()
    assert client_for(bewerker).get("/")["Location"] == SETUP


def test_a_passkey_is_one(client_for, new):
    Authenticator.objects.create(user=new, type=Authenticator.Type.WEBAUTHN, data={})
    assert client_for(new).get("/").status_code == 200


def test_what_was_typed_can_be_sent_again_afterwards(client_for, new, gemeente, zelfevaluatie):
    """Who was at work when it became compulsory, or took her only app away in another tab."""
    client = client_for(new)
    answer = client.post(SAVE, TYPED)
    assert (answer.status_code, AntwoordRevision.objects.count()) == (403, 0)
    assert [(typed.name, typed.value) for typed in answer.context["fields"]] == list(TYPED.items())
    assert present(answer.text, f'action="{SAVE}"', TYPED["plan_zin"], SETUP) == [
        f'action="{SAVE}"',
        TYPED["plan_zin"],
        SETUP,
    ]
    with from_public():
        Authenticator.objects.create(user=new, type=Authenticator.Type.TOTP, data={})
    assert client.post(SAVE, TYPED).status_code == 302
    with in_gemeente(gemeente):
        assert AntwoordRevision.objects.get().data["plan_zin"] == TYPED["plan_zin"]


def test_htmx_keeps_what_was_typed_on_the_page(client_for, new, zelfevaluatie):
    answers = [getattr(client_for(new), way)(SAVE, TYPED, headers={"HX-Request": "true"}) for way in ("get", "post")]
    assert {(answer.status_code, answer.content) for answer in answers} == {(401, b"")}


def test_what_another_site_sent_is_not_offered_to_be_saved(client_for, new, zelfevaluatie):
    client = client_for(new)
    client.handler.enforce_csrf_checks = True
    answer = client.post(SAVE, TYPED)
    assert (answer.status_code, answer.templates[0].name) == (403, "403_csrf.html")


def test_the_menu_leads_nowhere_else(client_for, new, redacteur):
    Authenticator.objects.filter(user=redacteur).delete()
    for person in (new, redacteur):
        page = client_for(person, gemeente=None).get("/account/2fa/").text
        menu = re.findall(r'<ul class="k-user__menu">(.*?)</ul>', page, re.DOTALL)[0]
        assert re.findall(r'href="([^"]*)"', menu) == [SETUP, f"{settings.PUBLIEK_URL}/account/logout/"]


@pytest.mark.parametrize("where", ["", "http://stadskanaal.{host}/acties/"])
def test_the_first_login_leads_through_it(client_for, new, stadskanaal, where):
    client = client_for(None, gemeente=None)
    following = where.format(host=f"{settings.KOMPAS_HOST}:{settings.KOMPAS_PORT}")
    data = {"login": new.email, "password": PASSWORD, "next": following}
    location = client.post("/account/login/", data)["Location"]
    there = client_for(None) if where else client
    there.cookies = client.cookies
    assert there.get(location)["Location"] == SETUP

    page = client.get("/account/2fa/")
    assert present(shown(page), "Het duurt ongeveer twee minuten.", "Daarom vragen we dit van iedereen.", "Acties") == [
        "Het duurt ongeveer twee minuten.",
        "Daarom vragen we dit van iedereen.",
    ]
    assert client.get("/account/2fa/webauthn/add/").status_code == 200  # the password was just given
    client.get("/account/2fa/totp/activate/")
    code = code_of(client.session["mfa.totp.secret"])
    codes = client.post("/account/2fa/totp/activate/", {"code": code}, follow=True)
    assert codes.redirect_chain == [("/account/2fa/recovery-codes/", 302)]
    assert (len(codes.context["unused_codes"]), "Bewaar deze codes nu" in codes.text) == (10, True)
    assert 'href="/start/?verder"' in codes.text
    assert client.get("/start/?verder")["Refresh"].startswith("0; url=http://stadskanaal.")
    assert "Zet je tweede stap klaar" not in client.get("/account/2fa/").text


def test_a_login_of_longer_ago_is_asked_for_the_password_again(client_for, new):
    client = client_for(new, gemeente=None)
    answer = client.get("/account/2fa/totp/activate/")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/account/reauthenticate/")


def test_taking_the_only_one_away_leads_to_another(client_for, bewerker):
    client = client_for(bewerker, gemeente=None)
    client.post("/account/2fa/reauthenticate/", {"code": code_of()})
    client.post("/account/2fa/totp/deactivate/")
    assert client.get("/start/")["Location"] == SETUP
    assert Gebruiker.objects.with_toegang(bewerker.pk).has_second_step is False
