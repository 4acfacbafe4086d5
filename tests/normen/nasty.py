"""What nobody sends by accident."""

import json
import random
from urllib.parse import quote_from_bytes

LONG = "lang " * 14_000
TEXTS = [
    *("", " ", "\x00", "a\x00b", "\ud800", "x\udfffx", "💣" * 20, "\u202e\u2066", "\ufeff", "\u2028\u2029", "\x1b[31m"),
    *("-1", "0", "1", "2", "2147483647", "2147483648", "9" * 5000, "1e309", "NaN", "Infinity", "-0", "٣", "1,5", "0x1"),
    *("2026-02-30", "9999-12-31", "0001-01-01", "10000-01-01", "31-12-2026", "2026-11-27T00:00", "24:00"),
    *("<script>alert(1)</script>", "' OR 1=1 --", "{{ 7*7 }}", "{% debug %}", "${7*7}", "../../etc/passwd", "%00", "%"),
    *("javascript:alert(1)", "http://[", "https://", "//evil.example", "http://\x00", "data:text/html,x", "mailto:a"),
    *("a\r\nSet-Cookie: x=y", "true", "on", "None", "null", "[]", "{}", "undefined", "deels", "nvt", "bevestigd"),
    *("00000000-0000-0000-0000-000000000000", "AB-P1-1", "ZZ-P9-9", "a@b.example", "\u0130\u0131", "ß" * 300, "é"),
    *(
        "[" * 3000,
        "*" * 3000,
        "> " * 1500,
        "`" * 2000,
        "|a" * 1500,
        "# kop",
        "![x](http://a)",
        "[a](javascript:b)",
        "&#0;",
    ),
    LONG,
]
NAMES = ["", "version", "version[]", "keep", "status", "next", "code", "csrfmiddlewaretoken", "a\x00", "__class__", "é"]
QUERY = [
    *("next", "overnemen", "revision", "thema", "rol", "organisatieniveau", "ambitie", "staat", "a", "b", "seen"),
    *("verder", "per", "trekker", "x"),
]
METHODS = ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "post", "ÄÖ"]
HOSTS = [
    *(
        "",
        "127.0.0.1",
        "evil.example",
        "kompas.localhost.evil.example",
        "onbekend.kompas.localhost",
        "[::1]",
        "[",
        "a b",
    ),
    *("\x00.kompas.localhost", "voorbeeldstad.kompas.localhost:99999999", "VOORBEELDSTAD.KOMPAS.LOCALHOST", "a" * 5000),
    *("voorbeeldstad.kompas.localhost.", ".kompas.localhost", "kompas.localhost:", "é.kompas.localhost", "x@y", "*"),
]
HEADERS = [
    *("HTTP_HX_CURRENT_URL", "HTTP_HX_TARGET", "HTTP_HX_PROMPT", "HTTP_REFERER", "HTTP_ORIGIN", "HTTP_X_FORWARDED_FOR"),
    *("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT", "HTTP_RANGE"),
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_X_CSRFTOKEN", "HTTP_USER_AGENT", "HTTP_X_REQUESTED_WITH"),
    *("HTTP_CONTENT_ENCODING", "HTTP_TRANSFER_ENCODING", "HTTP_AUTHORIZATION", "REMOTE_ADDR", "CONTENT_TYPE"),
    *("HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_HX_CURRENT_URL_URI_AUTOENCODED"),
]
COOKIES = [
    *("__Secure-kompas", "__Host-csrf", "__Host-meldingen", "sessionid", "", "a"),
]
PATHS = [
    *("/robots.txt", "/favicon.ico", "/static/", "/static/dist/kompas.css", "/static/../manage.py", "/.env", "/admin/"),
    *(
        "//",
        "/%2e%2e/",
        "/\x00",
        "/é",
        "/" + "a" * 8000,
        "/acties//",
        "/ACTIES/",
        "/acties",
        "*",
        "",
        "/;x=1",
        "/?",
        "/#",
    ),
    *(
        "/account/",
        "/account/login",
        "/.well-known/",
        "/galerij/",
        "/__debug__/",
        "/\xff\xfe",
        "/account/2fa/webauthn/keys/1/",
    ),
]
MEGABYTE = 1024 * 1024
FORM = "application/x-www-form-urlencoded"
CONTENT_TYPES = [
    *("", "application/json", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary="),
    *("multipart/form-data; boundary=é", "application/x-www-form-urlencoded; charset=utf-16", "x/y; charset=nonsense"),
    "multipart/form-data; boundary=" + "x" * 300,
]


def text(chance: random.Random) -> str:
    if chance.random() < 0.1:
        return "".join(chr(chance.choice([chance.randrange(128), chance.randrange(0x11_0000)])) for _ in range(30))
    return chance.choice(TEXTS)


def raw(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def latin(chance: random.Random) -> str:
    """A header as WSGI passes it on."""
    return raw(text(chance)[:8000]).decode("latin-1")


def path(chance: random.Random) -> str:
    return raw(chance.choice(PATHS)).decode("latin-1")


def query(chance: random.Random) -> str:
    pairs = [(chance.choice(QUERY), text(chance)[:4000]) for _ in range(chance.randrange(1, 4))]
    return "&".join(f"{name}={quote_from_bytes(raw(value))}" for name, value in pairs)


def cookie(chance: random.Random) -> str:
    return f"{chance.choice(COOKIES)}={latin(chance)[:4000]}"


def fields(chance: random.Random, good: dict[str, str]) -> list[tuple[str, str]]:
    """A good form of which some fields are gone, twice there, or something else; and some that do not belong."""
    found = []
    for name, value in good.items():
        fate = chance.random()
        if fate < 0.1:
            continue
        found.append((name, text(chance) if fate < 0.45 else value))
        if fate > 0.92:
            found.append((name, text(chance)))
    return found + [(chance.choice(NAMES), text(chance)) for _ in range(chance.choice([0, 0, 1, 3]))]


def body(chance: random.Random, good: dict[str, str]) -> tuple[bytes, str]:
    pairs, fate = fields(chance, good), chance.random()
    if fate < 0.01:
        near = urlencoded([*pairs, ("toelichting", "a " * 400_000)])  # just not too big
        return chance.choice([near, b"a=" + b"a" * 10 * MEGABYTE, b"&".join([b"a=1"] * 1500)]), FORM
    if fate < 0.25:
        return multipart(chance, pairs), "multipart/form-data; boundary=grens"
    if fate < 0.32:
        return json.dumps(dict(pairs)).encode(), chance.choice(CONTENT_TYPES)
    if fate < 0.37:
        return chance.randbytes(chance.randrange(2000)), chance.choice(CONTENT_TYPES)
    return urlencoded(pairs), FORM


def urlencoded(pairs: list[tuple[str, str]]) -> bytes:
    return "&".join(f"{quote_from_bytes(raw(n))}={quote_from_bytes(raw(v))}" for n, v in pairs).encode()


def multipart(chance: random.Random, pairs: list[tuple[str, str]]) -> bytes:
    """The fields, and a file with an odd name, type and content; now and then broken off."""
    parts = [(f'name="{name}"', raw(value)) for name, value in pairs]
    name = latin(chance).replace("\r", "").replace("\n", "")[:300]
    content = chance.choice([b"", b"%PDF-1.7", b"\x89PNG\r\n", b"PK\x03\x04" + chance.randbytes(200), b"\x00" * 5000])
    parts.append((f'name="upload"; filename="{name}"', content))
    opening = b"--grens\r\nContent-Disposition: form-data; "
    made = b"".join(opening + raw(head) + b"\r\n\r\n" + value + b"\r\n" for head, value in parts)
    return made[: chance.randrange(len(made))] if chance.random() < 0.15 else made + b"--grens--\r\n"
