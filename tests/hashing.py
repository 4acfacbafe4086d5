"""Passwords that cost next to nothing, because a test that logs in tries something else than how slow that is."""

from typing import Any
from unittest import mock

from django.contrib.auth.hashers import Argon2PasswordHasher

CHEAP = {"memory_cost": 8, "time_cost": 1, "parallelism": 1}
IN_PRODUCTION = {name: getattr(Argon2PasswordHasher, name) for name in CHEAP}


def cheap_hashes() -> Any:
    """For as long as it is open; a password that was stored before is still as slow as it was."""
    return mock.patch.multiple(Argon2PasswordHasher, **CHEAP)
