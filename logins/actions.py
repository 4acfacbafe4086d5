"""Writing down who came in. One statement finds the person, tells whether it is new, and adds the row."""

import uuid
from typing import Any
from zlib import crc32

from allauth.account.adapter import get_adapter
from django.db import connection, transaction
from django.http import HttpRequest

from accounts.actions import end_sessions
from accounts.models import Gebruiker
from accounts.networks import network_of
from logins.device import device_of
from logins.models import Soort, Uitkomst

MANY = 5  # wrong answers in an hour, of which a person is told; once a day
MOST_NOTICES = 5  # a day; who comes in from ever other places does not fill a mailbox
COMMAND = "opdracht op de server"
NOTICED = "SELECT FROM logins_login WHERE gebruiker_id = who.id AND notified AND created_at > now() - interval"
# When a person gets a mail about this row, by what it may be about.
NOTICES = {
    "": "false",
    "always": "who.id IS NOT NULL",
    # From this network with this device nobody logged in before; nor is it the very first time.
    "nieuw": f"""who.id IS NOT NULL AND NOT EXISTS (
        SELECT FROM logins_login WHERE gebruiker_id = who.id AND soort = 'ingelogd'
            AND network = %(network)s AND device = %(device)s
    ) AND (SELECT count(*) FROM ({NOTICED} '1 day') AS told) < %(most)s""",  # noqa: S608  of our own text above
    "vaak": f"""who.id IS NOT NULL AND (
        SELECT count(*) FROM logins_login WHERE gebruiker_id = who.id AND uitkomst = 'mislukt'
            AND created_at > now() - interval '1 hour'
    ) + 1 >= %(many)s AND NOT EXISTS ({NOTICED} '1 day' AND uitkomst = 'mislukt')""",  # noqa: S608
}
LOCK = "SELECT pg_advisory_xact_lock(%s, %s)"
INSERT = """
INSERT INTO logins_login
    (id, soort, uitkomst, gebruiker_id, gemeente_id, organisatie, network, device, notified)
SELECT %(id)s, %(soort)s, %(uitkomst)s, who.id,
    (SELECT tenant_id FROM tenants_domein WHERE domain = %(label)s), %(organisatie)s, %(network)s, %(device)s, {notice}
FROM (SELECT coalesce(
    %(gebruiker)s::uuid, (SELECT id FROM accounts_gebruiker WHERE email = %(email)s AND is_active)
) AS id) AS who
RETURNING gebruiker_id, notified
"""


def record(
    *,
    request: HttpRequest | None,
    soort: Soort,
    uitkomst: Uitkomst = Uitkomst.GELUKT,
    gebruiker: Gebruiker | None = None,
    email: str = "",
    label: str | None = None,
    organisatie: str = "",
    notice: str = "",
) -> None:
    """Add a row, of the person or of whoever has this address. `label` is that of a gemeente, `notice` a NOTICES;
    without a request it is something that who runs Kompas did.

    What succeeded is written with what it tells of: both stand, or neither does. What failed has to be there also
    when the request is taken back, so FailureMiddleware writes it, after the view and in a transaction of its own.
    """
    values = {
        "id": uuid.uuid4(),
        "soort": soort,
        "uitkomst": uitkomst,
        "gebruiker": gebruiker.pk if gebruiker else None,
        "email": email.strip().lower(),
        "label": label,
        "organisatie": organisatie,
        "network": network_of(request) if request else "",
        "device": device_of(request.headers.get("User-Agent", "")) if request else COMMAND,
    }
    if request is None or uitkomst == Uitkomst.GELUKT:
        with transaction.atomic(savepoint=False):
            add(values, notice)
    else:
        request.failures.append((values, notice))  # type: ignore[attr-defined]  # of FailureMiddleware


def add_failures(found: list[tuple[dict[str, Any], str]]) -> None:
    """What went wrong in a request, after it. One at a time per person, or many at once would be told of twice."""
    for values, notice in found:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(LOCK, lock_of(values["gebruiker"] or values["email"]))
            add(values, notice)


def lock_of(who: object) -> list[int]:
    """The two numbers of LOCK; by address or by id, so that also what nobody knows costs the same."""
    return [crc32(part.encode()) - 2**31 for part in ("logins", str(who))]


def add(values: dict[str, Any], notice: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format(notice=NOTICES[notice]), {**values, "many": MANY, "most": MOST_NOTICES})
        gebruiker, notified = cursor.fetchone()
    if notified:
        tell(gebruiker, values, notice)


def tell(gebruiker: uuid.UUID, values: dict[str, Any], notice: str) -> None:
    """A mail about the row, written with it. Who has no account in use any more gets none."""
    prefix = "logins/email/herstelcode" if notice == "always" else f"logins/email/{notice}"
    for address in Gebruiker.objects.filter(pk=gebruiker, is_active=True).values_list("email", flat=True):
        get_adapter().send_mail(prefix, address, {"network": values["network"], "device": values["device"]})


@transaction.atomic
def end_sessions_by_operator(*, gebruiker: Gebruiker) -> int:
    """Log this person out everywhere, and leave her a row that says who did; returns how many sessions ended."""
    ended = end_sessions(gebruiker=gebruiker)
    if ended:
        record(request=None, soort=Soort.BEHEER, gebruiker=gebruiker)
    return ended


def remove_old() -> int:
    """The platform may delete nothing here; the owner's function deletes only what is old."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.logins_remove_old()")
        return cursor.fetchone()[0]
