import secrets

import pytest
from django.core.checks import run_checks
from django.test import override_settings

GOOD = {
    "SECRET_KEY": secrets.token_hex(32),
    "KOMPAS_HOST": "kompas.example",
    "PUBLIEK_URL": "https://kompas.example",
    "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "KOMPAS_DEMO": False,
}


def ids(**changes):
    with override_settings(**{**GOOD, **changes}):
        found = run_checks(tags=["security"], include_deployment_checks=True)
    return sorted(each.id for each in found if each.id.startswith("kompas."))


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, []),
        ({"PUBLIEK_URL": "https://kompas.example:8443"}, []),
        ({"ALLAUTH_TRUSTED_PROXY_COUNT": 0}, ["kompas.W001"]),
        ({"SECURE_PROXY_SSL_HEADER": None}, ["kompas.W002", "kompas.W003"]),
        ({"SECURE_PROXY_SSL_HEADER": None, "ALLAUTH_TRUSTED_PROXY_COUNT": 0}, ["kompas.W003"]),
        (
            {
                "SECURE_PROXY_SSL_HEADER": None,
                "ALLAUTH_TRUSTED_PROXY_COUNT": 0,
                "SECURE_SSL_REDIRECT": False,
                "PUBLIEK_URL": "http://kompas.example",
            },
            [],
        ),
        ({"PUBLIEK_URL": "https://elders.example"}, ["kompas.W004"]),
        ({"PUBLIEK_URL": "http://kompas.example"}, ["kompas.W004"]),
        ({"PUBLIEK_URL": "https://kompas.example/kompas"}, ["kompas.W004"]),
        ({"KOMPAS_DEMO": True}, ["kompas.W005"]),
        ({"SECRET_KEY": "a" * 60}, ["kompas.E001"]),
    ],
)
def test_settings_that_do_not_fit_together_are_told(changes, wanted):
    assert ids(**changes) == wanted
