"""A second step lies nowhere as it is: not in the table, not in a session, not in a copy."""

import base64
import binascii
import json
import os
import subprocess
import zlib
from importlib import import_module

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import connection

from accounts.errors import is_away
from accounts.models import Session
from accounts.secrets import FIELD, renew_factors, reveal_factor
from demo.known import PASSWORD, TOTP_SECRET
from tenants.backups.programs import program
from tenants.secrets import CURRENT, RENEWED, Unreadable, reveal
from tests.totp import code_of

PUBLIC = "public"


def raw(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
        return [row for (row,) in cursor.fetchall()]


def decodings(text):
    """What of it can be read without any key: as it is, and as base64 with or without zlib, the way Django signs."""
    yield text
    for part in text.replace('"', ":").split(":"):
        try:
            found = base64.urlsafe_b64decode(part.lstrip(".") + "=" * (-len(part.lstrip(".")) % 4))
            yield found.decode("latin-1")
            yield zlib.decompress(found).decode("latin-1")
        except (binascii.Error, ValueError, zlib.error):
            pass


def test_decodings_see_through_what_django_signs():
    from django.core import signing

    for compress in (False, True):
        assert any(
            TOTP_SECRET in text for text in decodings(signing.dumps({"a": [TOTP_SECRET] * 9}, compress=compress))
        )


def test_a_new_second_step_is_in_no_table_as_it_is(client_for, beheerder):
    Authenticator.objects.filter(user=beheerder).delete()
    client = client_for(None, gemeente=None)
    client.post("/account/login/", {"login": beheerder.email, "password": PASSWORD})
    client.get("/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    sessions = raw("accounts_session")
    assert [text for row in sessions for text in decodings(row) if secret in text] == []
    client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    found = {row.type: row for row in Authenticator.objects.filter(user=beheerder)}
    assert (set(found), found["totp"].wrap().validate_code(code_of(secret))) == ({"totp", "recovery_codes"}, True)
    codes = found["recovery_codes"].wrap().generate_codes()
    assert len(set(codes)) == 10
    seed = reveal(found["recovery_codes"].data["seed"], purpose="kompas.tweede-stap")
    rows = raw("mfa_authenticator")
    assert [row for row in rows if any(word in row for word in (secret, seed, *codes))] == []


def test_a_copy_of_the_database_holds_no_second_step(db):
    owner = os.environ["DATABASE_OWNER_URL"]
    with psycopg.connect(owner) as line:
        dump = program("pg_dump", line)
    copy = subprocess.run([dump, "--data-only", f"--schema={PUBLIC}", owner], capture_output=True, check=True).stdout
    seeds = [
        reveal(row.data[FIELD[row.type]], purpose="kompas.tweede-stap").encode()
        for row in Authenticator.objects.filter(type__in=FIELD)
    ]
    assert b"COPY public.mfa_authenticator" in copy
    assert TOTP_SECRET.encode() in seeds
    assert [seed for seed in seeds if seed in copy] == []


def test_rows_of_before_are_encrypted_by_the_migration(beheerder):
    module = import_module("accounts.migrations.0005_encrypt_second_steps")
    rows = Authenticator.objects.filter(user=beheerder)
    rows.filter(type="totp").update(data={"secret": TOTP_SECRET})
    rows.filter(type="recovery_codes").update(data={"seed": "ab" * 40, "used_mask": 5})
    module.encrypt(apps, None)
    once = list(rows.order_by("type").values_list("data", flat=True))
    module.encrypt(apps, None)
    assert list(rows.order_by("type").values_list("data", flat=True)) == once
    assert [word for word in (TOTP_SECRET, "ab" * 40) if word in json.dumps(once)] == []
    module.decrypt(apps, None)
    assert list(rows.order_by("type").values_list("data", flat=True)) == [
        {"seed": "ab" * 40, "used_mask": 5},
        {"secret": TOTP_SECRET},
    ]


def test_a_second_step_that_is_kept_as_it_is_opens_nothing(beheerder):
    Authenticator.objects.filter(user=beheerder, type="totp").update(data={"secret": TOTP_SECRET})
    with pytest.raises(Unreadable):
        Authenticator.objects.get(user=beheerder, type="totp").wrap().validate_code(code_of(TOTP_SECRET))


def test_second_steps_are_renewed_once(beheerder, settings):
    total = Authenticator.objects.filter(type__in=FIELD).count()
    codes = Authenticator.objects.get(user=beheerder, type="recovery_codes").wrap().generate_codes()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "een heel andere sleutel", [settings.SECRET_KEY]
    assert renew_factors() == {"tweede stappen": {RENEWED: total}}
    settings.SECRET_KEY_FALLBACKS = []
    assert renew_factors() == {"tweede stappen": {CURRENT: total}}
    assert Authenticator.objects.get(user=beheerder, type="recovery_codes").wrap().generate_codes() == codes


def test_who_reads_the_table_of_sessions_is_not_logged_in(client_for, beheerder):
    """Nor by a copy of it: a row knows only a hash of what the cookie holds."""
    client = client_for(beheerder, gemeente=None)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    (row,) = Session.objects.all()
    assert (cookie in "".join(raw("accounts_session")), len(row.session_key)) == (False, 40)
    thief = client_for(None, gemeente=None)
    thief.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
    assert (thief.get("/start/").status_code, client.get("/start/").status_code) == (302, 200)


def test_a_session_of_a_key_that_is_gone_logs_in_anew(client_for, beheerder, settings):
    client = client_for(beheerder, gemeente=None)
    assert client.get("/start/").status_code == 200
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "een heel andere sleutel", [settings.SECRET_KEY]
    assert client.get("/start/").status_code == 200
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nog een andere", []
    assert client.get("/start/").status_code == 302


def test_a_second_step_of_a_key_that_is_gone_is_no_fault_of_the_person(beheerder, settings):
    token = Authenticator.objects.filter(user=beheerder, type="totp").get().data["secret"]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "een andere sleutel " * 4, []
    with pytest.raises(Unreadable) as raised:
        reveal_factor(token)
    assert is_away(raised.value)  # the page of 503, with what was typed
