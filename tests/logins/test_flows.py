"""Each step of logging in and out, and each change of how, leaves one row: what happened, whose, and how it ended."""

import time
import uuid
from datetime import timedelta

import pytest
import time_machine
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import views
from accounts.actions import password_link
from demo.people import PASSWORD, TOTP_SECRET
from logins.models import Login
from tests.normen.writes import NEW_PASSWORD, code_of

WRONG = "helemaal-verkeerd-1"
NEW = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}


def test_a_row_says_who_when_from_where_and_with_what(visitor, bewerker, stadskanaal):
    before = timezone.now()
    visitor().log_in(bewerker, next=stadskanaal.url)
    row = Login.objects.get(soort="ingelogd")
    found = (row.gebruiker, row.gemeente, row.uitkomst, row.network, row.device, row.notified)
    assert found == (bewerker, stadskanaal, "gelukt", "198.51.100.0/24", "Firefox op Windows", False)
    assert before <= row.created_at <= timezone.now()


def test_an_address_of_a_proxy_that_we_know_gives_way_to_whom_it_names(visitor, bewerker, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = visitor("10.0.0.1")
    client.defaults["HTTP_X_FORWARDED_FOR"] = "192.0.2.99, 2001:db8:1:2::3"
    client.log_in(bewerker)
    assert set(Login.objects.values_list("network", flat=True)) == {"2001:db8:1::/48"}


def test_a_login_in_two_steps_leaves_a_row_for_each(visitor, beheerder, written):
    visitor().log_in(beheerder)
    assert written() == [(soort, "gelukt", beheerder.pk) for soort in ("wachtwoord", "code", "ingelogd")]


def test_who_stops_before_the_second_step_left_that_the_password_was_right(visitor, beheerder, written):
    visitor().try_password(beheerder.email)
    assert written() == [("wachtwoord", "gelukt", beheerder.pk)]


def test_a_wrong_password_of_somebody_known(visitor, bewerker, written):
    visitor().try_password(bewerker.email.upper(), WRONG)
    assert written() == [("wachtwoord", "mislukt", bewerker.pk)]


def test_of_an_unknown_address_nothing_is_kept(visitor, written):
    typed = f"{uuid.uuid4().hex}@voorbeeld.example"
    visitor().try_password(typed, WRONG)
    kept = str(list(Login.objects.values()))
    assert (written(), typed in kept, typed[:8] in kept, WRONG in kept) == (
        [("wachtwoord", "mislukt", None)],
        False,
        False,
        False,
    )


def test_what_is_refused_for_being_tried_too_often_leaves_one_row(visitor, bewerker, written):
    for _ in range(9):
        visitor().try_password(bewerker.email, WRONG)
    expected = [("wachtwoord", "mislukt", bewerker.pk)] * 5 + [("wachtwoord", "tegengehouden", bewerker.pk)]
    assert written() == expected


def test_a_wrong_code_and_one_that_was_used(visitor, beheerder, written):
    first, second = visitor(), visitor()
    step = first.try_password(beheerder.email)["Location"]
    first.post(step, {"code": "000000"})
    first.post(step, {"code": code_of(TOTP_SECRET)})
    second.try_password(beheerder.email)
    second.post(step, {"code": code_of(TOTP_SECRET)})
    assert written(soort="code") == [("code", end, beheerder.pk) for end in ("mislukt", "gelukt", "mislukt")]


def test_a_recovery_code(visitor, beheerder, written):
    client = visitor()
    step = client.try_password(beheerder.email)["Location"]
    codes = Authenticator.objects.get(user=beheerder, type=Authenticator.Type.RECOVERY_CODES)
    client.post(step, {"code": RecoveryCodes(codes).get_unused_codes()[0]})
    assert [soort for soort, *_ in written()] == ["wachtwoord", "herstelcode", "ingelogd"]


@pytest.mark.parametrize("credential", ['{"id": "x"}', "[1]", '"x"', '{"id": "eA", "rawId": "eA", "response": {}}'])
def test_a_passkey_that_does_not_fit(visitor, written, credential):
    client = visitor()
    client.get("/account/2fa/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})
    client.post("/account/2fa/webauthn/login/", {"credential": credential})
    assert written() == [("passkey", "mislukt", None)]


@pytest.mark.parametrize(("password", "uitkomst"), [(PASSWORD, "gelukt"), (WRONG, "mislukt")])
def test_who_has_to_show_again_who_she_is(visitor, bewerker, written, password, uitkomst):
    client = visitor()
    client.force_login(bewerker)
    client.post("/account/reauthenticate/", {"password": password})
    assert written() == [("opnieuw", uitkomst, bewerker.pk)]


def test_logging_out(visitor, bewerker, written):
    client = visitor()
    client.force_login(bewerker)
    client.post("/account/logout/")
    assert written() == [("uitgelogd", "gelukt", bewerker.pk)]


def test_logging_out_elsewhere(visitor, bewerker, written):
    here, there = visitor(), visitor()
    here.force_login(bewerker)
    here.post("/account/sessies/uitloggen/")
    there.force_login(bewerker)
    here.post("/account/sessies/uitloggen/")
    assert written() == [("elders", "gelukt", bewerker.pk)]


def test_a_session_that_was_not_used(visitor, bewerker, written):
    client = visitor()
    client.force_login(bewerker)
    with time_machine.travel(time.time() + timedelta(hours=5).total_seconds(), tick=False):
        client.get("/start/")
    assert written() == [("verlopen", "gelukt", bewerker.pk)]


def test_a_password_that_is_changed(visitor, bewerker, written):
    client = visitor()
    client.force_login(bewerker)
    client.post("/account/password/change/", {"oldpassword": PASSWORD, **NEW})
    assert set(written()) == {(soort, "gelukt", bewerker.pk) for soort in ("uitgelogd", "gewijzigd")}


def test_a_password_that_is_forgotten(visitor, bewerker, written):
    client = visitor()
    client.post("/account/password/reset/", {"email": bewerker.email})
    client.post(client.get(password_link(bewerker))["Location"], NEW)
    assert written() == [("vergeten", "gelukt", bewerker.pk), ("hersteld", "gelukt", bewerker.pk)]


def test_a_password_that_an_unknown_asks_for(visitor, written):
    visitor().post("/account/password/reset/", {"email": "niemand@voorbeeld.example"})
    assert written() == [("vergeten", "gelukt", None)]


def test_other_second_steps(visitor, bewerker, written):
    client = visitor()
    client.log_in(bewerker)
    client.post("/account/2fa/totp/deactivate/")
    client.get("/account/2fa/totp/activate/")
    client.post("/account/2fa/totp/activate/", {"code": code_of(client.session["mfa.totp.secret"])})
    client.post("/account/2fa/recovery-codes/generate/")
    changes = [soort for soort, *_ in written() if soort not in ("wachtwoord", "code", "ingelogd")]
    assert changes == ["verwijderd", "toegevoegd", "vernieuwd", "vernieuwd"]


def broken(*args, **kwargs):
    raise IntegrityError


def test_a_failure_stays_when_the_request_is_undone(visitor, bewerker, written, monkeypatch):
    monkeypatch.setattr(LoginView, "form_invalid", broken)
    client = visitor()
    client.raise_request_exception = False
    answer = client.try_password(bewerker.email, WRONG)
    assert (answer.status_code, written()) == (500, [("wachtwoord", "mislukt", bewerker.pk)])


def test_a_login_that_is_undone_left_no_row(visitor, bewerker, written, monkeypatch):
    monkeypatch.setattr(views, "tell_before_commit", broken)
    client = visitor()
    client.raise_request_exception = False
    answer = client.log_in(bewerker)
    assert (answer.status_code, written(), "_auth_user_id" in client.session) == (500, [], False)


def test_a_login_that_cannot_be_written_down_does_not_happen(visitor, bewerker, monkeypatch):
    monkeypatch.setattr("logins.adapter.record", broken)
    client = visitor()
    client.raise_request_exception = False
    assert (client.log_in(bewerker).status_code, "_auth_user_id" in client.session) == (500, False)


def test_a_failure_that_cannot_be_written_down_is_no_answer(visitor, bewerker, monkeypatch):
    monkeypatch.setattr("logins.actions.add", broken)
    client = visitor()
    client.raise_request_exception = False
    assert client.try_password(bewerker.email, WRONG).status_code == 500


def test_a_login_costs_one_statement_for_each_row(visitor, bewerker):
    client = visitor()
    client.log_in(bewerker)
    with CaptureQueriesContext(connection) as queries:
        visitor().log_in(bewerker)
    assert sum("logins_login" in query["sql"] for query in queries) == 3


@pytest.mark.parametrize("path", ["/start/", "/account/sessies/"])
def test_an_ordinary_page_leaves_none(visitor, bewerker, written, path):
    client = visitor()
    client.force_login(bewerker)
    client.get(path)
    assert written() == []
