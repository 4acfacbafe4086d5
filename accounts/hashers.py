"""Passwords cost 100 MB and half a second each on purpose; how many at a time, a web server with threads must say."""

from threading import BoundedSemaphore

from django.contrib.auth import hashers

AT_ONCE = 2  # in one process; who comes next waits
slots = BoundedSemaphore(AT_ONCE)


class Argon2PasswordHasher(hashers.Argon2PasswordHasher):
    def encode(self, password: str, salt: str) -> str:
        with slots:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with slots:
            return super().verify(password, encoded)
