"""How a session begins and ends, and what a cookie of one host is worth on another."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import end_sessions
from accounts.models import Session
from accounts.sessions import SessionStore
from demo.known import PASSWORD
from kompas.warm import warm_code
from tenants.models import Gemeente
from tests.conftest import HostClient
from tests.normen.writes import NEW_PASSWORD, WRITES, arrange, client_of
from tests.totp import code_of

HOUR = 60 * 60
COOKIE = settings.SESSION_COOKIE_NAME
STEP = "/account/2fa/authenticate/"


def log_in(client, email):
    """The first step; gives where the second is asked."""
    return client.post("/account/login/", {"login": email, "password": PASSWORD})["Location"]


def log_in_whole(client, email):
    return client.post(log_in(client, email), {"code": code_of()})


def age(client, **seconds):
    """As if the session began, or was used, so long ago."""
    session = client.session
    for name, ago in seconds.items():
        session[name] = int(time.time()) - ago
    session.save()


def on_every_host(client):
    """The status of the first page of each host for who carries the cookies of `client`."""
    found = {}
    for gemeente in [None, *Gemeente.objects.opened().order_by("slug")]:
        other = HostClient(gemeente)
        other.cookies = client.cookies
        path = "/" if gemeente else "/start/"
        found[gemeente.slug if gemeente else ""] = other.get(path).status_code
    return found


OWN_ONLY = {"": 200, "stadskanaal": 200, "voorbeelddijk": 404, "voorbeeldstad": 404}
NOWHERE = dict.fromkeys(OWN_ONLY, 302)


def test_session_opens_the_hosts_of_ones_own_gemeenten_alone(client_for, bewerker):
    assert on_every_host(client_for(bewerker)) == OWN_ONLY


def test_login_gives_a_new_session(client_for, bewerker):
    client = client_for(gemeente=None)
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    log_in_whole(client, bewerker.email)
    assert (client.session.session_key == before, Session.objects.filter(pk=Session.key_of(before)).exists()) == (
        False,
        False,
    )


def test_login_notes_how_and_when(client_for, bewerker):
    client = client_for(gemeente=None)
    log_in_whole(client, bewerker.email)
    how = client.session["account_authentication_methods"]
    client.get("/start/")
    assert [each["method"] for each in how] == ["password", "mfa"]
    assert time.time() - client.session["started"] < HOUR


def test_logout_ends_the_session_on_every_host_and_clears_the_browser(client_for, bewerker):
    client, thief = client_for(bewerker, gemeente=None), Client()
    thief.cookies[COOKIE] = client.cookies[COOKIE].value
    before = on_every_host(thief)
    answer = client.post("/account/logout/")
    assert (before, on_every_host(thief)) == (OWN_ONLY, NOWHERE)
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_new_password_ends_every_session_on_every_host(client_for, bewerker):
    changing, other = client_for(bewerker, gemeente=None), client_for(bewerker)
    data = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    answer = changing.post("/account/password/change/", data)
    assert "Clear-Site-Data" in answer
    assert (on_every_host(changing), on_every_host(other)) == (NOWHERE, NOWHERE)


@pytest.mark.parametrize("view", ["mfa_activate_totp", "mfa_deactivate_totp"])
def test_another_second_step_ends_the_other_sessions(world, client_for, view, django_capture_on_commit_callbacks):
    write = next(write for write in WRITES if write.view == view)
    other = client_for(world.people[write.who], world.gemeente)
    client = client_of(write, world, HostClient)
    path, data = arrange(write, client, world)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(path, data)
    assert (answer.status_code, client.get("/account/2fa/").status_code) == (302, 200)
    assert other.get("/")["Location"].startswith(settings.LOGIN_URL)


def test_end_sessions_leaves_those_of_others(client_for, bewerker, lezer):
    mine, theirs = client_for(bewerker), client_for(lezer)
    assert end_sessions(gebruiker=bewerker) == 1
    assert (mine.get("/").status_code, theirs.get("/").status_code) == (302, 200)


def test_session_list_shows_ones_own_alone(client_for, bewerker, lezer):
    here, there, theirs = client_for(bewerker, gemeente=None), client_for(bewerker), client_for(lezer)
    for client in (there, theirs, here):
        client.get("/")
    shown = here.get("/account/sessies/").context
    keys = [Session.key_of(client.session.session_key) for client in (here, there)]
    assert ({session.key for session in shown["sessions"]}, shown["current"]) == (set(keys), keys[0])


def test_session_list_asks_the_same_whatever_others_have(client_for, bewerker, lezer, monkeypatch):
    here, opened = client_for(bewerker, gemeente=None), []
    real = SessionStore.decode
    monkeypatch.setattr(SessionStore, "decode", lambda self, data: opened.append(data) or real(self, data))

    def cost():
        opened.clear()
        with CaptureQueriesContext(connection) as queries:
            here.get("/account/sessies/")
        return len(queries), len(opened)

    alone = cost()
    data = here.session.encode({"a": "b"})
    later = timezone.now() + timedelta(hours=1)
    rows = [Session(session_key=f"x{n}", session_data=data, expire_date=later) for n in range(500)]
    rows += [Session(session_key=f"y{n}", session_data=data, expire_date=later, gebruiker=lezer) for n in range(500)]
    Session.objects.bulk_create(rows)
    assert cost() == alone


def test_session_of_a_visitor_lasts_as_long_as_a_login_may_take(client_for, beheerder):
    """Anybody can have one made; of who logs in it becomes one of twelve hours."""
    client = client_for(None, gemeente=None)
    lasts = []
    for path, data in (("/account/login/", {"login": beheerder.email, "password": PASSWORD}), (STEP, None)):
        client.post(path, data or {"code": code_of()})
        seconds = (Session.objects.get().expire_date - timezone.now()).total_seconds()
        lasts.append(round(seconds / 60))
    assert lasts == [30, 12 * 60]


def test_session_end_ends_ones_other_sessions_alone(client_for, bewerker, lezer):
    here, there, theirs = client_for(bewerker, gemeente=None), client_for(bewerker), client_for(lezer)
    assert here.post("/account/sessies/uitloggen/")["Location"] == "/account/sessies/"
    assert [client.get("/").status_code for client in (here, there, theirs)] == [200, 302, 200]


def test_page_says_how_long_the_session_lasts(client_for, bewerker):
    client = client_for(bewerker)
    age(client, started=HOUR, seen=60)
    with time_machine.travel(time.time(), tick=False):
        assert client.get("/").context["request"].session_seconds == 11 * HOUR


@pytest.mark.parametrize(
    ("started", "seen", "expected"),
    [
        (11 * HOUR, 60, 200),
        (12 * HOUR + 60, 60, 302),
        (6 * HOUR, 3 * HOUR, 200),
        (6 * HOUR, 4 * HOUR + 60, 302),
    ],
)
def test_session_ends_when_idle_or_old(client_for, bewerker, started, seen, expected):
    client = client_for(bewerker)
    age(client, started=started, seen=seen)
    assert client.get("/").status_code == expected


def test_session_that_ended_gives_the_typed_text_back_and_no_secrets(client_for, bewerker):
    client = client_for(bewerker, gemeente=None)
    age(client, started=20 * HOUR)
    data = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "toelichting": "wat ik typte"}
    warm_code()  # as a server does first: the label is that of a form which somebody else's page has
    answer = client.post("/account/password/change/", data)
    assert (answer.status_code, answer.context["fields"]) == (
        401,
        [("toelichting", "wat ik typte", "Toelichting voor onszelf", True)],
    )


def test_use_is_noted_every_five_minutes_and_no_more(client_for, bewerker, django_assert_num_queries):
    client = client_for(bewerker)
    age(client, seen=6 * 60)
    client.get("/")
    first = client.session["seen"]
    client.get("/")
    assert (time.time() - first < 60, client.session["seen"]) == (True, first)


def test_message_of_one_host_is_void_on_another(client_for, beheerder, bewerker):
    client = client_for(bewerker)
    client.post("/acties/nieuw/", {"version": 1, "wat": "Iets", "ambitie": 1, "staat": "open"})
    public = client_for(bewerker, gemeente=None)
    public.cookies["__Host-meldingen"] = client.cookies["__Host-meldingen"].value
    texts = ["De actie is toegevoegd." in answer.text for answer in (client.get("/acties/"), public.get("/start/"))]
    assert texts == [True, False]


@pytest.mark.parametrize("origin", ["http://voorbeeldstad.{host}", "http://{host}", "http://evil.example", "null"])
def test_form_on_one_host_cannot_be_sent_from_another(client_for, bewerker, origin):
    """Even with the cookie and the token of the right host, which another host can neither read nor set."""
    client = client_for(bewerker)
    client.handler.enforce_csrf_checks = True
    token = client.get("/acties/nieuw/").context["csrf_token"]
    data = {"csrfmiddlewaretoken": str(token), "version": 1, "wat": "Iets", "ambitie": 1, "staat": "open"}
    own = f"http://stadskanaal.{settings.KOMPAS_HOST}:{settings.KOMPAS_PORT}"
    foreign = origin.format(host=f"{settings.KOMPAS_HOST}:{settings.KOMPAS_PORT}")
    sent = [client.post("/acties/nieuw/", data, headers={"origin": o}).status_code for o in (foreign, own)]
    assert sent == [403, 302]


def test_cookies_have_prefix_and_flags(client_for, bewerker):
    client = client_for(gemeente=None)
    log_in_whole(client, bewerker.email)
    client.get("/account/password/change/")
    flags = {n: (c["secure"], c["httponly"], c["samesite"], c["path"]) for n, c in client.cookies.items()}
    assert flags == dict.fromkeys([COOKIE, "__Host-csrf"], (True, True, "Lax", "/"))


@pytest.mark.parametrize("value", [r'"\000"', r'"a\000b"', "%00", "", "é", "a" * 4000, "../../etc"])
def test_session_cookie_that_is_none_is_a_visitor(client_for, value):
    """Quoted, a cookie may say NUL in figures; found by the fuzz, request 4287."""
    answer = client_for().get("/", headers={"cookie": f"{COOKIE}={value}"})
    assert (answer.status_code, answer["Location"].startswith(settings.LOGIN_URL)) == (302, True)


def test_recovery_code_is_for_one_login(client_for, beheerder):
    from allauth.mfa.models import Authenticator

    codes = Authenticator.objects.get(user=beheerder, type="recovery_codes").wrap().get_unused_codes()
    statuses = []
    for _ in range(2):
        client = client_for(gemeente=None)
        step = log_in(client, beheerder.email)
        statuses.append(client.post(step, {"code": codes[0]}).status_code)
    assert statuses == [302, 200]
