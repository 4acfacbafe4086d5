from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.models import CollegaToegang, Gebruiker, Toegang, Uitnodiging
from accounts.uitnodiging_models import in_words
from mensen.staff_actions import toegangen
from mensen.staff_scopes import StaffScope

DAYS = timedelta(days=90)


@dataclass(frozen=True)
class Person:
    """As CollegaToegang, of one scope of the public host."""

    gebruiker: Gebruiker
    functies: list[str]  # of now and later; empty of who stopped
    since: date
    until: date | None
    second_step: bool
    only_here: bool
    url: str

    @property
    def functies_in_words(self) -> str:
        return in_words(self.functies)

    @property
    def ingelogd(self) -> str:
        last = self.gebruiker.last_login
        if last is None:
            return str(CollegaToegang.Ingelogd.NOOIT)
        recent = last > timezone.now() - DAYS
        return str(CollegaToegang.Ingelogd.JA if recent else CollegaToegang.Ingelogd.NEE)


@dataclass(frozen=True)
class Invited:
    uitnodiging: Uitnodiging
    by: str
    resend_url: str
    withdraw_url: str


def people_in(scope: StaffScope, *, pk: UUID | None = None) -> list[Person]:
    """Whoever works or worked there, by name: three queries, however many there are."""
    rows: dict[Gebruiker, list[Toegang]] = {}
    held = toegangen(scope).filter(gebruiker__anonymised_at=None).select_related("gebruiker")
    for toegang in held.filter(gebruiker=pk) if pk else held:
        rows.setdefault(toegang.gebruiker, []).append(toegang)
    second = set(
        Authenticator.objects.filter(user__in=rows)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user", flat=True)
    )
    elsewhere = Toegang.objects.filter(gebruiker__in=rows).exclude(pk__in=toegangen(scope).values("pk"))
    away = set(elsewhere.values_list("gebruiker", flat=True))
    found = [
        person_of(scope, gebruiker, own, gebruiker.pk in second, gebruiker.pk not in away)
        for gebruiker, own in rows.items()
    ]
    return sorted(found, key=lambda each: (each.gebruiker.naam, str(each.gebruiker.pk)))


def person_of(scope: StaffScope, gebruiker: Gebruiker, own: list[Toegang], second: bool, only_here: bool) -> Person:
    today = timezone.localdate()
    runs = [each for each in own if each.valid_until is None or each.valid_until >= today]
    ends = [each.valid_until for each in runs or own if each.valid_until]
    open_ended = any(each.valid_until is None for each in runs)
    return Person(
        gebruiker=gebruiker,
        functies=sorted({each.functie for each in runs}),
        since=min(each.valid_from for each in own),
        until=None if open_ended or not ends else max(ends),
        second_step=second,
        only_here=only_here,
        url=scope.url("collega_detail", pk=gebruiker.pk),
    )


def invited_in(scope: StaffScope) -> list[Invited]:
    """Who is on the way there; two queries."""
    waiting = list(waiting_in(scope))
    by: list[Any] = [each.created_by for each in waiting]
    names: dict[Any, str] = dict(Gebruiker.objects.filter(pk__in=by).values_list("pk", "naam"))
    return [
        Invited(
            each,
            names.get(each.created_by, "wie Kompas beheert"),
            scope.url("uitnodiging_resend", pk=each.pk),
            scope.url("uitnodiging_withdraw", pk=each.pk),
        )
        for each in waiting
    ]


def waiting_in(scope: StaffScope) -> Iterable[Uitnodiging]:
    return Uitnodiging.objects.waiting().filter(**scope.where, functies__contained_by=list(scope.named))


def stand_of(person: Person) -> str:
    """Changes with what somebody may, and until when."""
    return f"{' '.join(person.functies)}|{person.until or ''}"
