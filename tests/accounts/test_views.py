import pytest
from django.conf import settings

from accounts.models import Gebruiker, Session, Toegang
from berichten.actions import send_due
from demo.known import PASSWORD
from tests.totp import code_of

LOGIN = "/account/login/"
START = "/start/?verder"
OWN = f"{settings.KOMPAS_HOST}:{settings.KOMPAS_PORT}"
ACTIES = f"http://stadskanaal.{OWN}/acties/"


@pytest.fixture
def visitor(client_for):
    return client_for(gemeente=None)


def log_in(client, gebruiker, password=PASSWORD, **data):
    """The first step."""
    return client.post(LOGIN, {"login": gebruiker.email, "password": password, **data})


def log_in_whole(client, gebruiker, **data):
    return client.post(log_in(client, gebruiker, **data)["Location"], {"code": code_of()})


def form_action(response):
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    return policy["form-action"]


def test_landing_is_for_everybody(visitor):
    response = visitor.get("/")
    names = [template.name for template in response.templates]
    assert (response.status_code, names[:2]) == (200, ["demo/landing.html", "accounts/landing.html"])


def test_login_without_next_leads_to_start(visitor, bewerker):
    response = log_in_whole(visitor, bewerker)
    assert (response.status_code, response["Location"]) == (302, START)


def test_login_with_next_leads_back_to_the_gemeente(visitor, bewerker):
    response = log_in_whole(visitor, bewerker, next=ACTIES)
    assert (response.status_code, response["Location"]) == (302, ACTIES)


def test_login_opens_the_host_of_the_gemeente_too(visitor, client_for, bewerker):
    log_in_whole(visitor, bewerker)
    client = client_for()
    client.cookies = visitor.cookies
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("evil", ["http://evil.example/", f"http://stadskanaal.{OWN}@evil.example/", "//evil.example"])
def test_login_does_not_lead_elsewhere(visitor, bewerker, evil):
    assert log_in_whole(visitor, bewerker, next=evil)["Location"] == START


@pytest.mark.parametrize("odd", ["http://[", f"http://%00.{OWN}/", "%00"])
def test_login_page_survives_an_odd_next(visitor, odd):
    assert visitor.get(f"{LOGIN}?next={odd}").status_code == 200


@pytest.mark.parametrize(
    ("next_url", "expected"),
    [
        (ACTIES, f"'self' http://stadskanaal.{OWN}"),
        ("", "'self'"),
        ("/start/", "'self'"),
        ("http://evil.example/", "'self'"),
        (f"http://onbekend.{OWN}/", "'self'"),
    ],
)
def test_login_page_lets_its_form_end_at_the_host_of_next_alone(visitor, next_url, expected):
    assert form_action(visitor.get(LOGIN, {"next": next_url})) == expected


def test_login_page_after_a_mistake_still_knows_where_to_go(visitor, bewerker):
    response = log_in(visitor, bewerker, password="verkeerd", next=ACTIES)
    assert (response.status_code, form_action(response)) == (200, f"'self' http://stadskanaal.{OWN}")
    assert f'<input type="hidden" name="next" value="{ACTIES}">' in response.text


def test_login_with_an_unknown_address_says_the_same_as_with_a_wrong_password(visitor, bewerker):
    wrong = log_in(visitor, bewerker, password="verkeerd").context["form"].errors
    unknown = log_in(visitor, Gebruiker(email="niemand@voorbeeld.example")).context["form"].errors
    assert unknown == wrong == {"__all__": ["Dit e-mailadres en dit wachtwoord horen niet bij elkaar."]}


def test_login_is_refused_after_five_wrong_passwords(visitor, client_for, bewerker):
    for _ in range(5):
        log_in(visitor, bewerker, password="verkeerd")
    response = log_in(client_for(gemeente=None), bewerker)
    assert (response.status_code, "Location" in response, Session.objects.count()) == (200, False, 0)


def test_login_counts_on_the_public_host_alone(client_for, bewerker):
    assert log_in(client_for(), bewerker, password="verkeerd").status_code == 404


def test_limits_are_counted_for_all_hosts_together():
    assert "KEY_FUNCTION" not in settings.CACHES["default"]


@pytest.mark.parametrize("who", ["beheerder", "bewerker", "lezer", "redacteur", "medewerker", "ketenregisseur"])
def test_login_asks_for_the_second_step(visitor, request, who):
    response = log_in(visitor, request.getfixturevalue(who), next=ACTIES)
    assert (response["Location"].partition("?")[0], "_auth_user_id" in visitor.session) == (
        "/account/2fa/authenticate/",
        False,
    )


def test_login_with_a_totp_code_works_once(visitor, client_for, beheerder):
    code = code_of()
    step = log_in(visitor, beheerder, next=ACTIES)["Location"]
    assert visitor.post(step, {"code": code})["Location"] == ACTIES
    other = client_for(gemeente=None)
    step = log_in(other, beheerder)["Location"]
    assert (other.post(step, {"code": code}).status_code, "_auth_user_id" in other.session) == (200, False)


def test_second_step_page_lets_its_form_end_at_the_gemeente(visitor, beheerder):
    step = log_in(visitor, beheerder, next=ACTIES)["Location"]
    assert form_action(visitor.get(step)) == f"'self' http://stadskanaal.{OWN}"


def test_session_cookie_is_for_all_our_hosts_and_for_them_alone(visitor, bewerker):
    cookie = log_in_whole(visitor, bewerker).cookies["__Secure-kompas"]
    flags = {name: cookie[name] for name in ("secure", "httponly", "samesite", "domain", "path", "max-age")}
    assert flags == {
        "secure": True,
        "httponly": True,
        "samesite": "Lax",
        "domain": settings.KOMPAS_HOST,
        "path": "/",
        "max-age": "",
    }


def test_csrf_cookie_is_for_one_host(visitor):
    cookie = visitor.get(LOGIN).cookies["__Host-csrf"]
    flags = {name: cookie[name] for name in ("secure", "httponly", "samesite", "domain", "path")}
    assert flags == {"secure": True, "httponly": True, "samesite": "Lax", "domain": "", "path": "/"}


def test_post_without_csrf_token_is_refused_in_dutch(client_for, bewerker):
    client = client_for(bewerker)
    client.handler.enforce_csrf_checks = True
    response = client.post("/acties/nieuw/", {"wat": "x"})
    assert (response.status_code, response.templates[0].name) == (403, "403_csrf.html")


@pytest.mark.parametrize("method", ["get", "post"])
def test_signup_is_closed(visitor, method):
    before = Gebruiker.objects.count()
    data = {"email": "nieuw@voorbeeld.example", "password1": "een lang wachtwoord", "password2": "een lang wachtwoord"}
    response = getattr(visitor, method)("/account/signup/", data)
    assert (response.templates[0].name, Gebruiker.objects.count()) == ("account/signup_closed.html", before)


def test_password_reset_mails_a_link_to_the_public_host(visitor, bewerker, mailoutbox):
    response = visitor.post("/account/password/reset/", {"email": bewerker.email})
    assert response.status_code == 302
    send_due()
    assert [mail.to for mail in mailoutbox] == [[bewerker.email]]
    assert f"{settings.PUBLIEK_URL}/account/password/reset/key/" in mailoutbox[0].body


def test_password_reset_for_an_unknown_address_answers_the_same(visitor, bewerker):
    known = visitor.post("/account/password/reset/", {"email": bewerker.email})
    unknown = visitor.post("/account/password/reset/", {"email": "niemand@voorbeeld.example"})
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])


def test_start_after_a_login_moves_on_to_the_only_gemeente(client_for, bewerker):
    response = client_for(bewerker, gemeente=None).get(START)
    assert response["Refresh"] == f"0; url=http://stadskanaal.{OWN}/"


def test_start_with_one_place_is_no_choice(client_for, bewerker):
    """A page that asks to choose out of one asks nothing."""
    response = client_for(bewerker, gemeente=None).get("/start/")
    assert response["Refresh"] == f"0; url=http://stadskanaal.{OWN}/"


def test_start_with_two_gemeenten_lets_one_choose(client_for, bewerker, voorbeeldstad):
    Toegang.objects.create(gebruiker=bewerker, functie="lezer", gemeente=voorbeeldstad)
    response = client_for(bewerker, gemeente=None).get(START)
    urls = [gemeente.url for gemeente in response.context["gemeenten"]]
    assert urls == [f"http://stadskanaal.{OWN}/", f"http://voorbeeldstad.{OWN}/"]
    assert "Refresh" not in response


def test_start_without_gemeente_says_so(client_for, bewerker):
    Toegang.objects.filter(gebruiker=bewerker).delete()
    response = client_for(bewerker, gemeente=None).get("/start/")
    assert (response.status_code, response.context["gemeenten"]) == (200, [])


def test_start_asks_a_visitor_to_log_in(visitor):
    assert visitor.get("/start/")["Location"].startswith(settings.LOGIN_URL)


def test_logout_ends_the_session(client_for, bewerker):
    client = client_for(bewerker, gemeente=None)
    response = client.post("/account/logout/")
    assert (response["Location"], Session.objects.count()) == ("/", 0)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gives_himself_another_address(client_for, bewerker, method):
    client = client_for(bewerker, gemeente=None)
    response = getattr(client, method)("/account/email/", {"action_add": "", "email": "ander@voorbeeld.example"})
    assert (response.status_code, bewerker.emailaddress_set.count()) == (404, 1)


def choices(response):
    return {
        heading: [(link.label, link.url) for link in links] for heading, links in response.context["groups"].items()
    }


def test_start_moves_a_redacteur_on_to_the_texts(client_for, redacteur):
    assert client_for(redacteur, gemeente=None).get(START)["Refresh"] == "0; url=/redactie/"


def test_start_shows_who_keeps_the_texts_and_looks_too_both(client_for, redacteur):
    Toegang.objects.create(gebruiker=redacteur, functie="medewerker", organisatie="vng")
    response = client_for(redacteur, gemeente=None).get(START)
    assert choices(response) == {
        "Cijfers van gemeenten": [("Stand van het land", "/land/")],
        "Redactie van standaardteksten": [("Landelijke standaardteksten", "/redactie/")],
    }
    assert "Refresh" not in response


def test_start_after_a_login_moves_a_medewerker_on_to_the_country(client_for, medewerker):
    assert client_for(medewerker, gemeente=None).get(START)["Refresh"] == "0; url=/land/"


def test_start_lists_the_texts_of_the_own_regios_beside_gemeenten(client_for, ketenregisseur, stadskanaal):
    Toegang.objects.create(gebruiker=ketenregisseur, functie="lezer", gemeente=stadskanaal)
    response = client_for(ketenregisseur, gemeente=None).get(START)
    regio = Toegang.objects.get(gebruiker=ketenregisseur, functie="ketenregisseur").regio
    assert choices(response) == {
        "Cijfers van gemeenten": [("Stand van Provincie Groningen", f"/regio/{regio.pk}/stand/")],
        "Redactie van standaardteksten": [("Standaardteksten van Provincie Groningen", f"/redactie/regio/{regio.pk}/")],
    }
    assert ("Refresh" in response, len(response.context["gemeenten"])) == (False, 1)


def test_start_has_no_texts_for_who_keeps_none(client_for, medewerker, bewerker):
    pages = [client_for(gebruiker, gemeente=None).get("/start/") for gebruiker in (medewerker, bewerker)]
    assert ["Redactie van standaardteksten" in choices(page) for page in pages] == [False, False]
