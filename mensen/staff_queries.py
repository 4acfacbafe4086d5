from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.models import CollegaToegang, Gebruiker, Toegang
from mensen.people import Person
from mensen.staff_actions import toegangen
from mensen.staff_scopes import StaffScope

DAYS = timedelta(days=90)


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
    return sorted(found, key=lambda each: (each.naam, str(each.pk)))


def person_of(scope: StaffScope, gebruiker: Gebruiker, own: list[Toegang], second: bool, only_here: bool) -> Person:
    today = timezone.localdate()
    runs = [each for each in own if each.valid_until is None or each.valid_until >= today]
    ends = [each.valid_until for each in runs or own if each.valid_until]
    open_ended = any(each.valid_until is None for each in runs)
    return Person(
        pk=gebruiker.pk,
        naam=gebruiker.naam,
        email=gebruiker.address,
        claimed=bool(gebruiker.claimed_email),
        functies=sorted({each.functie for each in runs}),
        since=min(each.valid_from for each in own),
        until=None if open_ended or not ends else max(ends),
        ingelogd=ingelogd(gebruiker),
        second_step=second,
        only_here=only_here,
        url=scope.url("collega_detail", pk=gebruiker.pk),
    )


def ingelogd(gebruiker: Gebruiker) -> str:
    last = gebruiker.last_login
    if last is None:
        return str(CollegaToegang.Ingelogd.NOOIT)
    recent = last > timezone.now() - DAYS
    return str(CollegaToegang.Ingelogd.JA if recent else CollegaToegang.Ingelogd.NEE)
