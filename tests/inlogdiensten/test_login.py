import hashlib
from base64 import urlsafe_b64encode
from urllib.parse import quote

import jwt
import pytest
from django.conf import settings

from accounts.models import Session
from inlogdiensten.checking import check
from inlogdiensten.models import Inloggeheim
from inlogdiensten.secrets import make_key
from logins.models import Login
from tests.conftest import HostClient
from tests.inlogdiensten.conftest import SUB, at, come_back, leave, log_in, query_of


def told(response):
    return response.context["fout"].detail


def test_who_is_bound_comes_in(browser, provider, dienst, bound):
    response = log_in(browser, provider, dienst, next="http://stadskanaal.kompas.localhost:8000/")
    assert (response.status_code, response["Location"]) == (302, "http://stadskanaal.kompas.localhost:8000/")
    session = Session.objects.get(pk=Session.key_of(browser.cookies[settings.SESSION_COOKIE_NAME].value))
    assert (session.gebruiker, session.inlogdienst_id, session.second_step) == (bound, dienst.pk, False)
    rows = [(row.soort, row.uitkomst, row.gebruiker) for row in Login.objects.order_by("created_at")]
    assert rows[-2:] == [("werkaccount", "gelukt", bound), ("ingelogd", "gelukt", bound)]


def test_the_question_is_as_the_profile_asks(browser, provider, dienst, bound):
    asked = query_of(leave(browser, dienst))
    assert {name: asked[name] for name in ("response_type", "client_id", "redirect_uri", "code_challenge_method")} == {
        "response_type": "code",
        "client_id": "kompas",
        "redirect_uri": f"http://kompas.localhost:8000/account/werk/{dienst.pk}/terug/",
        "code_challenge_method": "S256",
    }
    assert (len(asked["state"]), len(asked["nonce"]), set(asked["scope"].split())) == (
        32,
        64,
        {"openid", "profile", "email"},
    )
    again = query_of(leave(browser, dienst))
    assert not {asked[name] for name in ("state", "nonce", "code_challenge")} & set(again.values())


def test_kompas_proves_with_its_key_and_with_pkce_that_it_is_kompas(browser, provider, dienst, bound):
    asked = leave(browser, dienst)
    assert come_back(browser, provider.answer(asked, SUB)).status_code == 302
    sent = next(row["form"] for row in provider.seen if row["path"] == "/oauth2/token")
    digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
    assert urlsafe_b64encode(digest).decode().rstrip("=") == query_of(asked)["code_challenge"]
    assert "client_secret" not in sent
    claims = jwt.decode(sent["client_assertion"], options={"verify_signature": False})
    assert (claims["iss"], claims["sub"], claims["exp"] - claims["iat"]) == ("kompas", "kompas", 120)


def test_another_key_is_not_kompas(browser, provider, dienst, bound):
    provider.set(client_jwks={"keys": []})
    response = log_in(browser, provider, dienst)
    assert (response.status_code, told(response)) == (
        502,
        "De inlogdienst kent Kompas niet: client id, geheim of sleutel klopt niet.",
    )


@pytest.mark.parametrize(
    ("knobs", "text"),
    [
        ({"moved": {"exp": -120}}, "De id_token is verlopen."),
        ({"moved": {"iat": -3600}}, "De id_token is te lang geleden gemaakt."),
        ({"moved": {"iat": 3600, "exp": 7200}}, "De id_token klopt niet: hij geldt nog niet (iat of nbf)."),
        ({"moved": {"nbf": 3600}}, "De id_token klopt niet: hij geldt nog niet (iat of nbf)."),
        ({"claims": {"nonce": "x" * 64}}, "De id_token hoort bij een andere poging om in te loggen (nonce)."),
        ({"claims": {"nonce": None}}, "De id_token klopt niet: er ontbreekt een verplicht gegeven."),
        ({"claims": {"aud": "een-ander"}}, "De id_token klopt niet: hij is voor een ander gemaakt (aud)."),
        ({"claims": {"aud": ["kompas", "ander"]}}, "De id_token is ook voor een ander gemaakt (aud)."),
        ({"claims": {"azp": "een-ander"}}, "De id_token is voor een ander gemaakt (azp)."),
        (
            {"claims": {"iss": "https://elders.example"}},
            "De id_token klopt niet: hij komt van een andere inlogdienst (iss).",
        ),
        ({"claims": {"sub": ""}}, "De id_token noemt niemand (sub)."),
        ({"claims": {"iat": "1700000000"}}, "De id_token zegt niet vanaf wanneer hij geldt."),
        ({"claims": {"nbf": "0"}}, "De id_token zegt niet vanaf wanneer hij geldt."),
        ({"id_token": "a.\ud800.b"}, "De inlogdienst gaf geen leesbare id_token."),
        ({"claims": {"exp": None}}, "De id_token klopt niet: er ontbreekt een verplicht gegeven."),
        ({"alg": "none"}, "De id_token is niet ondertekend met een soort sleutel die Kompas vertrouwt (alg)."),
        (
            {"alg": "HS256", "key": "kompas" * 8},
            "De id_token is niet ondertekend met een soort sleutel die Kompas vertrouwt (alg).",
        ),
        ({"kid": "onbekend"}, "De sleutel waarmee de id_token is ondertekend, publiceert de inlogdienst niet."),
    ],
)
def test_an_id_token_that_proves_nothing_lets_nobody_in(browser, provider, dienst, bound, knobs, text):
    provider.set(**knobs)
    response = log_in(browser, provider, dienst)
    assert (response.status_code, told(response)) == (403, text)
    assert at(browser, "stadskanaal").get("/").status_code == 302  # to the login
    assert [(row.soort, row.uitkomst) for row in Login.objects.order_by("created_at")][-1:] == [
        ("werkaccount", "mislukt")
    ]


def test_an_id_token_signed_by_another_lets_nobody_in(browser, provider, dienst, bound):
    provider.set(key=make_key()[0])
    assert (
        told(log_in(browser, provider, dienst))
        == "De id_token klopt niet: de handtekening is niet van deze inlogdienst."
    )


def test_a_secret_that_cannot_be_read_is_said_in_words(browser, provider, dienst, bound):
    Inloggeheim.objects.update(token="onder een andere sleutel")
    response = log_in(browser, provider, dienst)
    text = "Het geheim of de sleutel is niet te lezen. Stel hem opnieuw in."
    assert (response.status_code, told(response)) == (502, text)
    assert check(dienst)[-1].fout == text


def test_who_says_no_there_is_not_in(browser, provider, dienst, bound):
    response = log_in(browser, provider, dienst, sub=None)
    assert (response.status_code, str(response.context["fout"])) == (
        403,
        "Bij de inlogdienst is het inloggen afgebroken of geweigerd. Er is niemand ingelogd.",
    )


def test_an_answer_works_once(browser, provider, dienst, bound):
    back = provider.answer(leave(browser, dienst), SUB)
    assert come_back(browser, back).status_code == 302
    response = come_back(browser, back)
    assert (response.status_code, response.context["fout"].detail[:31]) == (403, "Deze poging om in te loggen is ")


def test_a_code_that_was_used_gets_nobody_in(browser, provider, dienst, bound):
    """The same code, with the state of another attempt."""
    used = query_of(provider.answer(leave(browser, dienst), SUB))
    come_back(browser, f"http://x/account/werk/{dienst.pk}/terug/?code={used['code']}&state={used['state']}")
    other = HostClient()
    state = query_of(leave(other, dienst))["state"]
    response = come_back(other, f"http://x/account/werk/{dienst.pk}/terug/?code={used['code']}&state={state}")
    assert (response.status_code, told(response)[:40]) == (403, "De inlogdienst neemt deze code niet aan:")


def test_an_answer_for_another_browser_gets_nobody_in(browser, provider, dienst, bound):
    back = provider.answer(leave(browser, dienst), SUB)
    response = come_back(HostClient(), back)
    assert (response.status_code, response.context["fout"].detail[-8:]) == (403, "(state).")


def test_an_answer_that_names_another_provider_gets_nobody_in(browser, provider, dienst, bound):
    back = provider.answer(leave(browser, dienst), SUB) + "&iss=https%3A%2F%2Felders.example"
    assert told(come_back(browser, back)) == "Het antwoord komt van een andere inlogdienst (iss)."


def test_a_provider_that_always_names_itself_has_to(browser, provider, dienst, bound):
    provider.set(metadata={"authorization_response_iss_parameter_supported": True})
    back = provider.answer(leave(browser, dienst), SUB)
    assert told(come_back(browser, back)) == "Het antwoord komt van een andere inlogdienst (iss)."
    named = provider.answer(leave(browser, dienst), SUB) + f"&iss={quote(dienst.issuer, safe='')}"
    assert come_back(browser, named).status_code == 302


def test_a_stranger_is_not_in(browser, provider, dienst, bound):
    response = log_in(browser, provider, dienst, sub="een-ander")
    assert (response.status_code, str(response.context["fout"])[:40]) == (
        403,
        "Je werkaccount is nog niet gekoppeld aan",
    )


def test_an_address_is_nobody(browser, provider, dienst, bound, redacteur):
    """The provider says that somebody has the address of a person of VNG."""
    provider.add_user("slim", email=redacteur.email, email_verified=True, name=redacteur.naam)
    response = log_in(browser, provider, dienst, sub="slim")
    assert (response.status_code, str(response.context["fout"])[:40]) == (
        403,
        "Je werkaccount is nog niet gekoppeld aan",
    )


def test_who_is_no_longer_active_is_not_in(browser, provider, dienst, bound):
    bound.is_active = False
    bound.save()
    response = log_in(browser, provider, dienst)
    assert (response.status_code, str(response.context["fout"])) == (
        403,
        "Dit account in Kompas is gestopt. Vraag de beheerder van je gemeente of organisatie om een uitnodiging.",
    )


@pytest.mark.parametrize("change", ["ended_at", "approved_at"])
def test_a_provider_that_does_not_work_is_not_there(browser, provider, dienst, bound, change):
    from django.utils import timezone

    values = {"ended_at": timezone.now()} if change == "ended_at" else {"approved_at": None, "approved_by": None}
    type(dienst).objects.filter(pk=dienst.pk).update(**values)
    assert browser.post(f"/account/werk/{dienst.pk}/").status_code == 404
    assert browser.get(f"/account/werk/{dienst.pk}/terug/?code=x&state=y").status_code == 404
