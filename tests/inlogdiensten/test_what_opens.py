"""What a session opens that came by way of a provider: that is asked of the database, on every request."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Session
from demo.people import TOTP_SECRET
from inlogdiensten.models import Aanvaarding, Inlogdienst
from tests.inlogdiensten.conftest import add_inlogdienst, at, enter, log_in
from tests.logins.conftest import add_second_step
from tests.totp import code_of


def statuses(browser):
    """At the gemeente of the provider, at another, and on a page of the country."""
    public = browser.get(reverse("dashboards:stand_detail", "kompas.urls_public")).status_code
    return [at(browser, "stadskanaal").get("/").status_code, at(browser, "voorbeeldstad").get("/").status_code, public]


def test_with_the_second_step_of_the_provider_one_works_at_once(browser, provider, trusted, bound):
    enter(browser, provider, trusted, amr=["pwd", "mfa"])
    assert at(browser, "stadskanaal").get("/").status_code == 200


@pytest.mark.parametrize("claims", [{"amr": ["pwd"]}, {"acr": "laag"}, {}, {"amr": "mfa-niet"}])
def test_without_it_ours_is_asked_first(browser, provider, trusted, bound, claims):
    enter(browser, provider, trusted, **claims)
    response = at(browser, "stadskanaal").get("/")
    assert (response.status_code, response["Location"][-13:]) == (302, "/account/2fa/")


def test_the_second_step_of_a_provider_that_is_not_trusted_does_not_count(browser, provider, dienst, bound):
    enter(browser, provider, dienst, amr=["mfa"], acr="mfa")
    assert at(browser, "stadskanaal").get("/").status_code == 302


def test_it_counts_no_longer_when_the_trust_ends(browser, provider, trusted, bound):
    enter(browser, provider, trusted, amr=["mfa"])
    Inlogdienst.objects.filter(pk=trusted.pk).update(tweede_stap="")
    by = {"approved_by": "00000000-0000-4000-8000-000000000002", "approved_at": timezone.now()}
    Inlogdienst.objects.filter(pk=trusted.pk).update(**by)
    assert at(browser, "stadskanaal").get("/").status_code == 302


def test_who_has_a_second_step_of_ours_is_asked_for_it(browser, provider, dienst, bound):
    add_second_step(bound)
    response = log_in(browser, provider, dienst)
    assert response["Location"] == "/account/2fa/authenticate/"
    assert at(browser, "stadskanaal").get("/").status_code == 302


def test_not_when_the_provider_asked_one(browser, provider, trusted, bound):
    add_second_step(bound)
    enter(browser, provider, trusted, acr="mfa")
    assert at(browser, "stadskanaal").get("/").status_code == 200


def test_it_opens_its_own_gemeente_alone(browser, provider, trusted, both):
    """She has more rights than that; they do not come along."""
    enter(browser, provider, trusted, amr=["mfa"])
    assert statuses(browser) == [200, 403, 404]


def test_she_reads_why_elsewhere(browser, provider, trusted, both):
    enter(browser, provider, trusted, amr=["mfa"])
    page = at(browser, "voorbeeldstad").get("/acties/").content.decode()
    assert "Met het werkaccount waarmee je nu bent ingelogd, kom je niet bij Voorbeeldstad." in page


def test_who_has_no_work_elsewhere_reads_nothing_there(browser, provider, trusted, bound):
    enter(browser, provider, trusted, amr=["mfa"])
    assert statuses(browser) == [200, 404, 404]


def test_what_was_sent_elsewhere_is_given_back(browser, provider, trusted, both):
    enter(browser, provider, trusted, amr=["mfa"])
    page = at(browser, "voorbeeldstad").post("/acties/nieuw/", {"wat": "Een lange zin die niemand kwijt wil."})
    assert (page.status_code, "Een lange zin die niemand kwijt wil." in page.content.decode()) == (403, True)


def test_another_that_accepted_it_is_opened_too(browser, provider, trusted, both, voorbeeldstad, stadskanaal):
    row = Aanvaarding.objects.create(inlogdienst=trusted, eigenaar=stadskanaal, gemeente=voorbeeldstad)
    enter(browser, provider, trusted, amr=["mfa"])
    assert statuses(browser) == [200, 403, 404]
    Aanvaarding.objects.filter(pk=row.pk).update(accepted_at=timezone.now())
    assert statuses(browser) == [200, 200, 404]
    Aanvaarding.objects.filter(pk=row.pk).update(ended_at=timezone.now())
    assert statuses(browser) == [200, 403, 404]


def test_that_of_vng_opens_vng_alone(browser, provider, key, both):
    dienst = add_inlogdienst(provider, key, organisatie="vng", tweede_stap="mfa")
    enter(browser, provider, dienst, amr=["mfa"])
    assert statuses(browser) == [403, 403, 200]


def test_a_session_ends_with_its_provider(browser, provider, trusted, bound):
    enter(browser, provider, trusted, amr=["mfa"])
    assert at(browser, "stadskanaal").get("/").status_code == 200
    Inlogdienst.objects.filter(pk=trusted.pk).update(ended_at=timezone.now())
    assert at(browser, "stadskanaal").get("/").status_code in {302, 403}


@pytest.mark.parametrize("values", [{"inlogdienst_id": None}, {"second_step": False}])
def test_a_row_that_says_otherwise_than_its_data_is_of_nobody(browser, provider, trusted, bound, values):
    enter(browser, provider, trusted, amr=["mfa"])
    key = Session.key_of(browser.cookies[settings.SESSION_COOKIE_NAME].value)
    Session.objects.filter(pk=key).update(**values)
    response = at(browser, "stadskanaal").get("/")
    assert (response.status_code, "/account/login/" in response["Location"]) == (302, True)


OWN = ["2fa/totp/activate/", "2fa/webauthn/add/", "password/change/", "password/set/", "2fa/recovery-codes/generate/"]


@pytest.mark.parametrize("path", OWN)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_works_elsewhere_too_makes_no_other_way_in(browser, provider, dienst, both, path, method):
    """Else whoever runs the provider of a gemeente could make one into the pages of the country."""
    log_in(browser, provider, dienst)
    response = getattr(browser, method)(f"/account/{path}")
    assert (response.status_code, "Dit regel je ergens anders" in response.content.decode()) == (403, True)
    assert not Authenticator.objects.filter(user=both).exists()


@pytest.mark.parametrize("path", ["2fa/webauthn/add/", "password/change/", "password/set/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_makes_herself_a_way_in_without_it(browser, provider, dienst, bound, path, method):
    """It would open what she is invited for later: whoever runs the provider can come in as her today."""
    log_in(browser, provider, dienst)
    data = {"password1": "een heel lang wachtwoord", "password2": "een heel lang wachtwoord"}
    assert getattr(browser, method)(f"/account/{path}", data).status_code == 403
    bound.refresh_from_db()
    assert (bound.has_usable_password(), Authenticator.objects.filter(user=bound).count()) == (False, 0)
    assert "Passkey toevoegen" not in browser.get("/account/2fa/").content.decode()


def test_who_works_there_alone_may_set_up_a_second_step(browser, provider, dienst, bound):
    log_in(browser, provider, dienst)
    assert browser.get("/account/2fa/totp/activate/").status_code == 200


def test_a_fresh_login_there_does_not_prove_it_to_us(browser, provider, dienst, bound):
    """Changing a second step of ours asks for what we know of her."""
    add_second_step(bound)
    log_in(browser, provider, dienst)
    browser.post("/account/2fa/authenticate/", {"code": code_of(TOTP_SECRET)})
    session = browser.session
    records = session["account_authentication_methods"]  # the code was a while ago, the provider was just now
    session["account_authentication_methods"] = [
        {**row, "at": row["at"] - 10_000 * (row["method"] == "mfa")} for row in records
    ]
    session.save()
    response = browser.get("/account/2fa/totp/deactivate/")
    assert (response.status_code, "reauthenticate" in response["Location"]) == (302, True)


def test_a_login_with_a_password_afterwards_opens_all_again(browser, provider, trusted, both):
    enter(browser, provider, trusted, amr=["mfa"])
    add_second_step(both)
    both.set_password("een heel lang wachtwoord")
    both.save()
    browser.post("/account/logout/")
    browser.post("/account/login/", {"login": both.email, "password": "een heel lang wachtwoord"})
    browser.post("/account/2fa/authenticate/", {"code": code_of(TOTP_SECRET)})
    assert statuses(browser) == [200, 200, 200]
