"""What a beheerder does with the people of her gemeente: each a function of the owner that checks for itself who asks
(accounts/migrations), for the role of a gemeente writes none of it. Raises MensenFout with what it refused, in words.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import psycopg.errors
from django.db import IntegrityError, ProgrammingError, transaction

from accounts.models import Gebruiker, Uitnodiging
from berichten.actions import hint_after_commit
from berichten.models import Bericht
from mensen.limits import mailed_too_often, too_many
from tenants.connection import connection


class MensenFout(Exception):
    """PostgreSQL refused it. `str` is for the person who asked."""


@transaction.atomic
def invite_colleagues(
    *, emails: Iterable[str], functies: list[str], until: date | None, note: str, by: Gebruiker
) -> None:
    """Each gets an invitation and a mail of her own; an invitation that waited for her makes way."""
    emails = [email.lower() for email in emails]
    for email in emails:
        ask("uitnodiging_add(%s, %s, %s, %s, %s)", by.pk, email, functies, until, note)
    if why := too_many(invited=Uitnodiging.objects.all(), berichten=Bericht.objects.all(), emails=emails):
        raise MensenFout(why)
    hint_after_commit()


@transaction.atomic
def resend_invitation(*, pk: UUID, by: Gebruiker) -> bool:
    """False when it was accepted or withdrawn meanwhile, as the next."""
    done = bool(ask("uitnodiging_resend(%s, %s)", by.pk, pk))
    emails = list(Uitnodiging.objects.filter(pk=pk).values_list("email", flat=True))
    if why := mailed_too_often(berichten=Bericht.objects.all(), emails=emails):
        raise MensenFout(why)
    hint_after_commit()
    return done


def withdraw_invitation(*, pk: UUID, by: Gebruiker) -> bool:
    return bool(ask("uitnodiging_withdraw(%s, %s)", by.pk, pk))


def set_toegang(*, collega: UUID, functies: list[str], until: date | None, by: Gebruiker) -> bool:
    """These functies and no other, from today. False for who does not work here, as the next."""
    return bool(ask("toegang_set(%s, %s, %s, %s)", by.pk, collega, functies, until))


def end_toegang(*, collega: UUID, last: date | None, by: Gebruiker) -> bool:
    """After the last day; without one it has ended."""
    return bool(ask("toegang_end(%s, %s, %s)", by.pk, collega, last))


@transaction.atomic
def reset_login(*, collega: UUID, by: Gebruiker) -> None:
    """Neither password nor second step counts any more; a mail leads to new ones."""
    ask("gebruiker_reset(%s, %s)", by.pk, collega)
    hint_after_commit()


def anonymise(*, collega: UUID, by: Gebruiker) -> None:
    ask("gebruiker_anonymise(%s, %s)", by.pk, collega)


def ask(call: str, *values: Any) -> Any:
    """In a savepoint: what is refused leaves the rest of the request whole."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT public.{call}", values)
            return cursor.fetchone()[0]
    except (IntegrityError, ProgrammingError) as error:
        cause = error.__cause__
        if isinstance(cause, psycopg.errors.CheckViolation | psycopg.errors.InsufficientPrivilege):
            raise MensenFout(cause.diag.message_primary) from error
        raise
