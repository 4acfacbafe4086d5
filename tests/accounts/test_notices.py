"""A mail about another second step is a row, and stands or falls with that change."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError

from berichten import adapter
from berichten.models import Bericht
from tests.normen.writes import totp_code

CODES = "/account/2fa/recovery-codes/generate/"


def logged_in(client_for, beheerder):
    client = client_for(beheerder, gemeente=None)
    client.post("/account/2fa/reauthenticate/", totp_code(client, None))
    return client


def test_other_recovery_codes_are_told_of_with_the_change(client_for, beheerder):
    logged_in(client_for, beheerder).post(CODES)
    assert list(Bericht.objects.values_list("address", "soort")) == [(beheerder.email, "login")]


def test_other_recovery_codes_that_cannot_be_told_of_are_not_made(client_for, beheerder, monkeypatch):
    client = logged_in(client_for, beheerder)
    client.raise_request_exception = False
    before = list(Authenticator.objects.order_by("pk").values())
    monkeypatch.setattr(adapter, "post_berichten", refuse)
    answer = client.post(CODES)
    assert (answer.status_code, list(Authenticator.objects.order_by("pk").values())) == (500, before)


def refuse(**options):
    raise IntegrityError


@pytest.mark.parametrize("address", ["/account/2fa/totp/deactivate/"])
def test_a_second_step_that_is_gone_is_told_of(client_for, beheerder, address):
    logged_in(client_for, beheerder).post(address)
    assert Authenticator.objects.filter(user=beheerder).count() == 0
    assert [row.subject for row in Bericht.objects.all()] == ["Inloggen met een code-app staat uit"]
