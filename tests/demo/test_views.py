"""One click logs in: as each role of the demo, and as nobody and nowhere else."""

import os
import subprocess
import sys

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from accounts.models import Gebruiker, Session
from demo.known import SLUGS
from demo.people import make_gebruiker
from demo.roles import BEYOND, OF_GEMEENTE, ROLES
from demo.ronde import REGIO_KETENREGISSEUR, REGIOBEHEERDER, make_open_round
from tenants.models import Gemeente, Regio
from tests.pages import shown

ENTER = "/demo/inloggen/"
PORT = f"{settings.KOMPAS_HOST}:{settings.KOMPAS_PORT}"
# Where each arrives: the gemeente, or the page of the public host that is this person's own.
FIRST = {"vng": "/land/", "comensha": "/land/", "redacteur": "/redactie/", "tweede_redacteur": "/redactie/"}
FIRST |= {"organisatiebeheerder": "/organisatie/vng/mensen/", "operator": "/platform/"}


@pytest.fixture
def visitor(client_for):
    return client_for(None, gemeente=None)


@pytest.fixture
def everybody(db, voorbeeldstad):
    make_open_round([voorbeeldstad])  # with the ketenregisseur of their regio


def enter(client, rol="lezer", gemeente="stadskanaal"):
    return client.post(ENTER, {"rol": rol, "gemeente": gemeente})


def who(client):
    return Gebruiker.objects.get(pk=client.session["_auth_user_id"]).email


def test_front_page_has_a_button_per_role(visitor, everybody):
    page = visitor.get("/")
    assert page.text.count('name="rol"') == len(ROLES) == 11
    assert [each.slug for each in page.context["gemeenten"]] == ["stadskanaal", "voorbeeldstad", "voorbeelddijk"]
    assert "Je bent dan meteen ingelogd." in shown(page)


@pytest.mark.parametrize("rol", [role.key for role in OF_GEMEENTE])
@pytest.mark.parametrize("slug", ["stadskanaal", "voorbeeldstad"])
def test_one_click_opens_the_gemeente(visitor, client_for, rol, slug):
    answer = enter(visitor, rol, slug)
    assert (answer.status_code, answer["Location"], who(visitor)) == (302, "/start/?verder", f"{rol}@{slug}.example")
    assert visitor.get(answer["Location"])["Refresh"] == f"0; url=http://{slug}.{PORT}/"
    there = client_for(None, gemeente=Gemeente.objects.get(slug=slug))
    there.cookies = visitor.cookies
    assert there.get("/").status_code == 200


@pytest.mark.parametrize("role", BEYOND, ids=lambda role: role.key)
def test_one_click_opens_the_country_or_the_regio(visitor, everybody, role):
    page = visitor.get(enter(visitor, role.key, "")["Location"])
    first = {**FIRST, "regiobeheerder": f"/regio/{Regio.objects.get(code='voorbeeldregio').pk}/mensen/"}
    assert (page.status_code, who(visitor)) == (200, role.email)
    assert page.get("Refresh") == (f"0; url={first[role.key]}" if role.key in first else None)


def test_the_demo_shows_the_people_of_a_regio(visitor, everybody):
    visitor.get(enter(visitor, "regiobeheerder", "")["Location"])
    page = visitor.get(f"/regio/{Regio.objects.get(code='voorbeeldregio').pk}/mensen/")
    assert [each.email for each in page.context["here"]] == [REGIOBEHEERDER, REGIO_KETENREGISSEUR]


def test_who_looks_around_as_one_can_go_on_as_another(visitor, everybody):
    enter(visitor, "lezer")
    before = visitor.session.session_key
    assert "Nu ben je ingelogd als Lezer Stadskanaal." in shown(visitor.get("/"))
    enter(visitor, "vng")
    assert (who(visitor), Session.objects.filter(pk=before).exists()) == ("aanpak@vng.example", False)


def test_what_is_asked_to_prove_again_was_proved(visitor):
    enter(visitor)
    assert visitor.get("/account/password/change/").status_code == 200
    assert visitor.get("/account/2fa/totp/deactivate/").status_code == 200


ODD = [("", "stadskanaal"), ("koning", "stadskanaal"), ("lezer", "groningen"), ("lezer", "")]


@pytest.mark.parametrize("posted", ODD)
def test_an_unknown_role_or_gemeente_is_404(visitor, posted):
    assert (enter(visitor, *posted).status_code, Session.objects.count()) == (404, 0)


def test_a_click_is_a_post_with_a_token(visitor):
    visitor.handler.enforce_csrf_checks = True
    assert (enter(visitor).status_code, visitor.get(ENTER).status_code, Session.objects.count()) == (403, 405, 0)


# Nowhere else.


def test_outside_a_demo_there_is_no_click(visitor, settings):
    settings.KOMPAS_DEMO = settings.DEBUG = False
    assert (enter(visitor).status_code, Session.objects.count()) == (404, 0)
    assert 'name="rol"' not in visitor.get("/").text


def test_beside_a_gemeente_that_the_demo_did_not_make_there_is_no_click(visitor):
    Gemeente.objects.filter(slug="groningen").update(opened_at=timezone.now())
    assert (enter(visitor).status_code, Session.objects.count()) == (404, 0)
    assert 'name="rol"' not in visitor.get("/").text


def changed_password(lezer):
    lezer.set_password("vier losse fietsbellen")
    lezer.save()


def other_app(lezer):
    secret = get_adapter().encrypt("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    Authenticator.objects.filter(user=lezer, type="totp").update(data={"secret": secret})


def unreadable_app(lezer):
    Authenticator.objects.filter(user=lezer, type="totp").update(data={"secret": "onleesbaar"})


def no_app(lezer):
    Authenticator.objects.filter(user=lezer).delete()


@pytest.mark.parametrize("change", [changed_password, other_app, unreadable_app, no_app])
def test_who_is_not_as_the_demo_made_her_is_refused(visitor, lezer, change):
    """Whoever could not log in with what the demo publishes cannot by a click."""
    change(lezer)
    answer = visitor.post(ENTER, {"rol": "lezer", "gemeente": "stadskanaal"}, follow=True)
    assert (answer.redirect_chain, "_auth_user_id" in visitor.session) == ([("/", 302)], False)
    assert "Lezer Stadskanaal heeft een eigen wachtwoord of tweede stap gekozen. Log daarmee in." in shown(answer)


def test_who_left_is_404(visitor, lezer):
    lezer.is_active = False
    lezer.save()
    assert (enter(visitor).status_code, Session.objects.count()) == (404, 0)


def test_no_role_is_of_somebody_who_was_invited(db):
    """A click names a role, never a person: the addresses are those that the demo makes."""
    gemeente = Gemeente.objects.get(slug="stadskanaal")
    make_gebruiker("iemand@stadskanaal.example", "Iemand", "beheerder", gemeente=gemeente)
    found = {role.person(slug) for role in ROLES.values() for slug in SLUGS} - {None}
    assert "iemand@stadskanaal.example" not in {person.email for person in found}


@pytest.mark.parametrize(("demo", "expected"), [("0", "404"), ("1", "demo_enter")])
def test_the_address_itself_is_only_there_in_a_demo(demo, expected):
    code = (
        "import django; django.setup()\n"
        "from django.urls import Resolver404, resolve\n"
        "try: print(resolve('/demo/inloggen/', 'kompas.urls_public').url_name)\n"
        "except Resolver404: print(404)"
    )
    environment = {**os.environ, "KOMPAS_DEMO": demo, "KOMPAS_DEBUG": "0", "DJANGO_SETTINGS_MODULE": "kompas.settings"}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == expected
