"""Where a provider is compulsory, how one gets back in, and one's own werkaccount."""

from django.conf import settings
from django.utils import timezone

from accounts.models import Session, Toegang
from berichten.models import Bericht
from demo.people import TOTP_SECRET
from inlogdiensten.models import Aanvaarding, Inlogdienst
from tests.conftest import HostClient
from tests.inlogdiensten.conftest import SUB, add_inlogdienst, at, enter, log_in, url
from tests.logins.conftest import add_second_step
from tests.totp import code_of


def test_compulsory_keeps_out_who_has_a_password_but_one(client_for, dienst, beheerder, bewerker):
    row = Aanvaarding.objects.get()
    client_for(beheerder).post(f"/inlogdiensten/aanvaarding/{row.pk}/verplicht/")
    row.refresh_from_db()
    assert (row.verplicht, row.noodaccount) == (True, beheerder)
    assert [client_for(who).get("/").status_code for who in (beheerder, bewerker)] == [200, 403]
    page = client_for(bewerker).get("/").content.decode()
    assert "Stadskanaal laat je inloggen met je werkaccount." in page
    client_for(beheerder).post(f"/inlogdiensten/aanvaarding/{row.pk}/vrijwillig/")
    assert client_for(bewerker).get("/").status_code == 200


def test_only_for_that_gemeente(client_for, dienst, beheerder, buitenstaander):
    row = Aanvaarding.objects.get()
    client_for(beheerder).post(f"/inlogdiensten/aanvaarding/{row.pk}/verplicht/")
    assert client_for(buitenstaander, "voorbeeldstad").get("/").status_code == 200


def test_compulsory_lets_in_who_came_by_way_of_it(browser, client_for, provider, trusted, bound, beheerder):
    row = Aanvaarding.objects.get()
    client_for(beheerder).post(f"/inlogdiensten/aanvaarding/{row.pk}/verplicht/")
    enter(browser, provider, trusted, amr=["mfa"])
    assert at(browser, "stadskanaal").get("/").status_code == 200


def test_who_came_by_way_of_it_cannot_make_it_compulsory(browser, provider, trusted, bound):
    """Her password may not work any more: there would be no noodaccount."""
    Toegang.objects.filter(gebruiker=bound).update(functie="beheerder")
    enter(browser, provider, trusted, amr=["mfa"])
    row = Aanvaarding.objects.get()
    at(browser, "stadskanaal").post(f"/inlogdiensten/aanvaarding/{row.pk}/verplicht/")
    row.refresh_from_db()
    assert row.verplicht is False


def test_it_is_compulsory_no_longer_when_it_ends(client_for, dienst, beheerder, bewerker):
    row = Aanvaarding.objects.get()
    client_for(beheerder).post(f"/inlogdiensten/aanvaarding/{row.pk}/verplicht/")
    client_for(beheerder).post(url(dienst, "stoppen/"))
    assert client_for(bewerker).get("/").status_code == 200


def test_another_can_be_made_compulsory_then(client_for, provider, key, dienst, beheerder, stadskanaal):
    first = Aanvaarding.objects.get()
    client_for(beheerder).post(f"/inlogdiensten/aanvaarding/{first.pk}/verplicht/")
    client_for(beheerder).post(url(dienst, "stoppen/"))
    add_inlogdienst(provider, key, gemeente=stadskanaal)
    second = Aanvaarding.objects.exclude(pk=first.pk).get()
    client_for(beheerder).post(f"/inlogdiensten/aanvaarding/{second.pk}/verplicht/")
    assert list(Aanvaarding.objects.filter(verplicht=True)) == [second]


def test_what_ended_does_not_begin_again_by_itself(dienst):
    Inlogdienst.objects.update(ended_at=timezone.now())
    Inlogdienst.objects.update(ended_at=None)
    assert Inlogdienst.objects.get().is_working is False


def test_a_provider_that_is_down_leaves_a_way_in(browser, dienst, bound, settings):
    Inlogdienst.objects.filter(pk=dienst.pk).update(issuer="https://127.0.0.1:9")
    by = {"approved_at": timezone.now(), "approved_by": "00000000-0000-4000-8000-000000000002"}
    Inlogdienst.objects.filter(pk=dienst.pk).update(**by)
    response = browser.post(f"/account/werk/{dienst.pk}/")
    page = response.content.decode()
    assert (response.status_code, "/account/login/" in page) == (503, True)
    assert "De inlogdienst antwoordt niet. Probeer het over een paar minuten nog eens." in page


def proved(client_for, gebruiker):
    """Logged in, and just showed who she is."""
    client = client_for(gebruiker, None)
    client.post("/account/2fa/reauthenticate/", {"code": code_of(TOTP_SECRET)})
    return client


def test_a_session_that_was_left_open_binds_nothing(client_for, dienst, bewerker):
    response = client_for(bewerker, None).post(f"/account/werkaccounts/{dienst.pk}/koppelen/")
    assert (response.status_code, response["Location"]) == (
        302,
        "/account/reauthenticate/?next=%2Faccount%2Fwerkaccounts%2F",
    )


def test_somebody_with_a_password_binds_her_werkaccount(client_for, provider, dienst, bewerker):
    client = proved(client_for, bewerker)
    assert client.get("/account/werkaccounts/").context["diensten"] == [dienst]
    going = client.post(f"/account/werkaccounts/{dienst.pk}/koppelen/")["Refresh"].removeprefix("0; url=")
    back = provider.answer(going, "nieuw-nummer")
    response = client.get(back.removeprefix(settings.PUBLIEK_URL))
    assert (response.status_code, response["Location"]) == (302, "/account/werkaccounts/")
    assert (
        Session.objects.get(pk=Session.key_of(client.cookies[settings.SESSION_COOKIE_NAME].value)).inlogdienst_id
        is None
    )
    assert log_in(HostClient(), provider, dienst, "nieuw-nummer").status_code == 302
    told = Bericht.objects.get()
    assert (told.address, told.subject) == (bewerker.email, "Werkaccount gekoppeld aan Kompas")
    assert "Werkaccount Stadskanaal" in told.body


def test_where_it_is_compulsory_she_binds_it_too(client_for, dienst, beheerder, bewerker):
    """Such as after her login began anew: otherwise nothing would lead back in."""
    row = Aanvaarding.objects.get()
    client_for(beheerder).post(f"/inlogdiensten/aanvaarding/{row.pk}/verplicht/")
    client = proved(client_for, bewerker)
    assert client.get("/account/werkaccounts/").context["diensten"] == [dienst]
    assert "Refresh" in client.post(f"/account/werkaccounts/{dienst.pk}/koppelen/").headers


def test_not_one_that_is_of_another(client_for, provider, dienst, bound, beheerder):
    client = proved(client_for, beheerder)
    going = client.post(f"/account/werkaccounts/{dienst.pk}/koppelen/")["Refresh"].removeprefix("0; url=")
    response = client.get(provider.answer(going, SUB).removeprefix(settings.PUBLIEK_URL))
    assert (response.status_code, str(response.context["fout"])) == (
        403,
        "Dit werkaccount hoort al bij een ander account in Kompas.",
    )


def test_nor_in_a_session_of_a_werkaccount(browser, provider, trusted, bound):
    enter(browser, provider, trusted, amr=["mfa"])
    assert browser.post(f"/account/werkaccounts/{trusted.pk}/koppelen/").status_code == 404
    pk = bound.socialaccount_set.get().pk
    assert browser.post(f"/account/werkaccounts/{pk}/loskoppelen/").status_code == 404


def test_it_can_be_undone(client_for, provider, dienst, bound):
    add_second_step(bound)
    pk = bound.socialaccount_set.get().pk
    client_for(bound, None).post(f"/account/werkaccounts/{pk}/loskoppelen/")
    assert log_in(HostClient(), provider, dienst).status_code == 403


def test_the_login_of_a_gemeente_offers_hers(browser, dienst, voorbeeldstad):
    def offered(slug):
        return browser.get("/account/login/", {"next": f"http://{slug}.kompas.localhost:8000/"}).context["diensten"]

    assert (offered("stadskanaal"), offered("voorbeeldstad"), offered("bestaat-niet")) == ([dienst], [], [])


def test_who_does_not_say_where_chooses(browser, dienst):
    page = browser.get("/account/werk/")
    assert [row.where for row in page.context["aanvaardingen"]] == ["Stadskanaal"]
    assert browser.get("/account/werk/?next=https%3A%2F%2Felders.example%2F").context["next"] == ""


def test_who_comes_in_with_a_password_reads_at_the_start_how_she_gets_further(client_for, dienst, beheerder, bewerker):
    row = Aanvaarding.objects.get()
    client_for(beheerder).post(f"/inlogdiensten/aanvaarding/{row.pk}/verplicht/")
    page = client_for(bewerker, None).get("/start/")
    assert ("met een werkaccount" in page.content.decode(), page.has_header("Refresh")) == (True, False)
