"""Whether this process lives, and whether it can answer people now. For who decides where traffic goes."""

import threading
import time

from django.db import DatabaseError, InterfaceError

from tenants.connection import connection
from tenants.context import from_public

KEPT = 1.0  # seconds; whoever asks more often costs the database nothing
PATIENCE = 2.0  # with another thread that asks
QUESTION = "SELECT EXISTS (SELECT FROM public.tenants_gemeente)"


class Readiness:
    """Ready is who can read a table as the web may: connected, migrated, and with its role.

    Valkey is not asked: without it pages, saving and asking for reports go on (docs/toezicht.md), and taking every web
    server out at once would make of a delay an outage.
    """

    def __init__(self) -> None:
        self.asked, self.answer = float("-inf"), False
        self.lock = threading.Lock()

    def __call__(self) -> bool:
        """One thread asks, and the others take its answer; a database that says nothing keeps no more than that one."""
        if not self.lock.acquire(timeout=PATIENCE):
            return False
        try:
            if time.monotonic() - self.asked > KEPT:
                self.answer = ask() or ask()  # a connection that died while nobody used it is replaced
                self.asked = time.monotonic()
            return self.answer
        finally:
            self.lock.release()


def ask() -> bool:
    try:
        with from_public():
            connection.health_check_done = True  # this is the check
            with connection.cursor() as cursor:
                cursor.execute(QUESTION)
                return cursor.fetchone() is not None
    except (DatabaseError, InterfaceError):
        connection.close()
        return False


is_ready = Readiness()
