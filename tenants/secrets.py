"""What the database keeps and nobody may read there: encrypted, with a key of this installation.

Each purpose has a key of its own, made from KOMPAS_SECRET_KEY; those of KOMPAS_SECRET_KEY_FORMER still read, until
`manage.py renew_keys` has put everything under the newest (docs/backup.md). What keeps something here names in
`settings.ENCRYPTED` who renews it.
"""

import base64
import hashlib
import sys
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

KEY_LENGTH = 50
KEY_PAIRS = (
    30  # of neighbouring characters that differ; fifty random digits have 39, a repeated word as many as letters
)
RENEWED, CURRENT, UNREADABLE = "opnieuw versleuteld", "al met de nieuwste sleutel", "niet te lezen"
Tally = Counter[str]  # how many of each of those three


class Unreadable(Exception):
    """Encrypted with a KOMPAS_SECRET_KEY that we do not have, or no longer whole."""


@lru_cache(maxsize=16)
def ciphers(purpose: str, keys: tuple[str, ...]) -> list[Fernet]:
    digests = (hashlib.sha256(f"{purpose}:{key}".encode()).digest() for key in keys)
    return [Fernet(base64.urlsafe_b64encode(digest)) for digest in digests]


def known(purpose: str) -> list[Fernet]:
    """The newest first."""
    return ciphers(purpose, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def hide(text: str, *, purpose: str) -> str:
    return known(purpose)[0].encrypt(text.encode()).decode()


def reveal(token: str, *, purpose: str) -> str:
    try:
        return MultiFernet(known(purpose)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("Dit is met een andere KOMPAS_SECRET_KEY versleuteld.") from error


def is_newest(token: str, *, purpose: str) -> bool:
    try:
        known(purpose)[0].decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def renew(token: str, *, purpose: str, write: Callable[[str], object]) -> Tally:
    """Have `write` keep it under the newest key, when it is not yet; what cannot be read is left as it is."""
    if is_newest(token, purpose=purpose):
        return Tally([CURRENT])
    try:
        write(hide(reveal(token, purpose=purpose), purpose=purpose))
    except Unreadable:
        return Tally([UNREADABLE])
    return Tally([RENEWED])


def weakness_of(key: str) -> str:
    """Why this key protects nothing; empty when it does. Of a former key nobody asks: it is on its way out."""
    if len(key) < KEY_LENGTH:
        return (
            f"KOMPAS_SECRET_KEY heeft {len(key)} tekens. Er zijn er minstens {KEY_LENGTH} nodig, door toeval gekozen."
        )
    if len(set(pairwise(key))) < KEY_PAIRS:
        return "KOMPAS_SECRET_KEY herhaalt zichzelf en is dus te raden. Laat het toeval de tekens kiezen."
    if "," in key or not key.isprintable() or " " in key:
        return "KOMPAS_SECRET_KEY mag geen komma of spatie hebben: KOMPAS_SECRET_KEY_FORMER is een lijst met komma's."
    return ""


def refuse_weak_key() -> None:
    """For what starts: the sentence is all that it says."""
    if weakness := weakness_of(settings.SECRET_KEY):
        sys.exit(f"\n{weakness} Maak een sleutel met: openssl rand -hex 32\n")
