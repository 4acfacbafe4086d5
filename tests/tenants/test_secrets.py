import os
import secrets
import subprocess
import sys
from base64 import urlsafe_b64encode

import pytest
from django.conf import settings

from tenants.secrets import (
    CURRENT,
    RENEWED,
    UNREADABLE,
    Tally,
    Unreadable,
    hide,
    is_newest,
    renew,
    reveal,
    weakness_of,
)

OLD, NEW = (secrets.token_hex(32) for _ in range(2))


def test_what_is_hidden_comes_back_and_does_not_show(settings):
    token = hide("geheim", purpose="proef")
    assert (reveal(token, purpose="proef"), "geheim" in token) == ("geheim", False)
    assert urlsafe_b64encode(b"geheim").decode()[:6] not in token


def test_each_purpose_has_a_key_of_its_own():
    with pytest.raises(Unreadable):
        reveal(hide("geheim", purpose="proef"), purpose="iets anders")


@pytest.mark.parametrize(
    "token",
    ["", "geheim", "gAAAA", "gAAAAé", hide("geheim", purpose="proef")[:-4]],
    ids=["empty", "bare", "begun", "accent", "cut"],  # by name: each process of the tests makes another token
)
def test_what_is_not_whole_is_not_read(token):
    with pytest.raises(Unreadable):
        reveal(token, purpose="proef")


def test_a_token_is_renewed_once(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    kept = [hide("geheim", purpose="proef")]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]

    def tally():
        return renew(kept[-1], purpose="proef", write=kept.append)

    assert (is_newest(kept[0], purpose="proef"), reveal(kept[0], purpose="proef")) == (False, "geheim")
    assert [tally(), tally()] == [Tally([RENEWED]), Tally([CURRENT])]
    settings.SECRET_KEY_FALLBACKS = []
    assert (len(kept), reveal(kept[1], purpose="proef")) == (2, "geheim")
    kept.append(kept[0])
    assert (tally(), len(kept)) == (Tally([UNREADABLE]), 3)


@pytest.mark.parametrize(
    "key",
    [secrets.token_hex(25), secrets.token_urlsafe(50), "é" + secrets.token_hex(32)],
    ids=["hex", "urlsafe", "accent"],
)
def test_a_key_by_chance_is_good(key):
    assert weakness_of(key) == ""


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("", "heeft 0 tekens"),
        (secrets.token_hex(24) + "a", "heeft 49 tekens"),
        ("a" * 64, "herhaalt zichzelf"),
        ("wachtwoord" * 10, "herhaalt zichzelf"),
        ("0123456789abcdef" * 8, "herhaalt zichzelf"),
        (f"{secrets.token_hex(32)},{secrets.token_hex(32)}", "komma of spatie"),
        (f"{secrets.token_hex(32)} ", "komma of spatie"),
        (f"{secrets.token_hex(32)}\n", "komma of spatie"),
    ],
    ids=["none", "short", "one letter", "one word", "counted", "two", "space", "line break"],
)
def test_a_key_that_can_be_guessed_or_cannot_be_listed_is_refused(key, sentence):
    assert sentence in weakness_of(key)


@pytest.mark.parametrize(
    "command",
    [
        ("-c", "import kompas.wsgi"),
        ("-m", "celery", "-A", "kompas", "worker"),
        ("-m", "celery", "-A", "kompas", "beat", "-s", "schedule", "--pidfile="),
        ("manage.py", "migrate"),
        ("manage.py", "renew_keys"),
    ],
    ids=["web", "worker", "beat", "migrate", "renew_keys"],
)
def test_nothing_starts_with_a_weak_key(command, tmp_path):
    """Beat removes a schedule that it cannot read, as root even when that is a device: it gets a file of its own."""
    environment = {**os.environ, "KOMPAS_SECRET_KEY": "x", "KOMPAS_AS_OWNER": "1", "C_FORCE_ROOT": "1"}
    done = subprocess.run(
        [sys.executable, *(str(tmp_path / part) if part == "schedule" else part for part in command)],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    sentence = "KOMPAS_SECRET_KEY heeft 1 tekens. Er zijn er minstens 50 nodig, door toeval gekozen."
    assert (done.returncode, sentence in done.stderr, "Traceback" in done.stderr) == (1, True, False)
