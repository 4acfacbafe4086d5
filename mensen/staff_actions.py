"""What a beheerder of VNG, CoMensha, a regio or Kompas does with her people, as the platform. One at a time per scope,
so that two cannot send each other away. Raises MensenFout with why not, in words.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Least
from django.utils import timezone

from accounts import actions, uitnodiging_actions
from accounts.models import Gebruiker, Toegang, Uitnodiging
from accounts.uitnodiging_models import UitnodigingQuerySet
from berichten.models import Bericht
from logins.actions import end_sessions_by_operator, record
from logins.models import Soort
from mensen.actions import MensenFout
from mensen.limits import mailed_too_often, too_many
from mensen.staff_scopes import StaffScope
from tenants.locks import hold

LAST = "Zonder deze collega is er geen beheerder meer, nu of later. Maak eerst iemand anders beheerder."
NOT_WHOLE = "Dit account hoort niet alleen hier. Wie Kompas beheert kan dit doen."
DAY = timedelta(days=1)


def toegangen(scope: StaffScope) -> QuerySet[Toegang]:
    """Of all days."""
    return Toegang.objects.filter(**scope.where, functie__in=scope.named)


def invitations(scope: StaffScope) -> UitnodigingQuerySet:
    """Of all days, for what its beheerder may give."""
    return Uitnodiging.objects.filter(**scope.where, functies__contained_by=list(scope.named))


def mails(scope: StaffScope) -> QuerySet[Bericht]:
    return Bericht.objects.filter(about__in=invitations(scope).values("pk"))


def running(scope: StaffScope, gebruiker: Gebruiker) -> QuerySet[Toegang]:
    """Of today, or of a day that has yet to come."""
    later = Q(valid_until=None) | Q(valid_until__gte=timezone.localdate())
    return toegangen(scope).filter(later, gebruiker=gebruiker)


@transaction.atomic
def invite_staff(
    *, scope: StaffScope, emails: Iterable[str], functies: list[str], until: date | None, note: str, by: Gebruiker
) -> None:
    hold(scope.key)
    emails = list(emails)
    for email in emails:
        uitnodiging_actions.invite(email=email, functies=functies, by=by.pk, until=until, note=note, **scope.where)
    if why := too_many(invited=invitations(scope), berichten=mails(scope), emails=emails):
        raise MensenFout(why)


@transaction.atomic
def resend_staff(*, scope: StaffScope, uitnodiging: Uitnodiging) -> bool:
    """False when it was accepted or withdrawn meanwhile."""
    hold(scope.key)
    done = uitnodiging_actions.resend_uitnodiging(uitnodiging=uitnodiging)
    if why := mailed_too_often(berichten=mails(scope), emails=[uitnodiging.email]):
        raise MensenFout(why)
    return done


@transaction.atomic
def set_staff(
    *, scope: StaffScope, gebruiker: Gebruiker, functies: list[str], until: date | None, by: Gebruiker
) -> bool:
    """These functies and no other, from today. False for who does not work here, as the next."""
    hold(scope.key)
    today = timezone.localdate()
    held = running(scope, gebruiker)
    names = set(held.values_list("functie", flat=True))
    if not names:
        return False
    if scope.beheerder not in functies:
        keep_beheerder(scope, gebruiker, last=today - DAY)
    elif until is not None:
        keep_beheerder(scope, gebruiker, last=until)
    held.exclude(functie__in=functies).update(valid_until=today - DAY, ended_by=by.pk)
    ends = {"valid_until": until, "ended_by": by.pk if until else None}
    held.filter(functie__in=functies).exclude(valid_until=until).update(**ends)
    for functie in functies:
        if functie not in names:
            Toegang.objects.create(gebruiker=gebruiker, functie=functie, **ends, **scope.where)
    return True


@transaction.atomic
def end_staff(*, scope: StaffScope, gebruiker: Gebruiker, last: date | None, by: Gebruiker) -> bool:
    """After the last day; without one it has ended. What waits for her address here, too."""
    hold(scope.key)
    day = last or timezone.localdate() - DAY
    keep_beheerder(scope, gebruiker, last=day)
    if not running(scope, gebruiker).update(valid_until=Least("valid_until", day), ended_by=by.pk):
        return False
    waiting = Uitnodiging.objects.waiting().filter(email__in=[gebruiker.email, gebruiker.claimed_email], **scope.where)
    for uitnodiging in waiting.filter(functies__contained_by=list(scope.named)):
        uitnodiging_actions.withdraw_uitnodiging(uitnodiging=uitnodiging, by=by.pk)
    return True


def keep_beheerder(scope: StaffScope, gebruiker: Gebruiker, *, last: date) -> None:
    """`last` is the last day on which this person still is one; then there has to be another, for as long as she would
    have been."""
    after = Q(valid_until=None) | Q(valid_until__gt=last)
    beheerders = toegangen(scope).filter(after, functie=scope.beheerder)
    own = [row.valid_until or date.max for row in beheerders.filter(gebruiker=gebruiker)]
    others = beheerders.filter(gebruiker__is_active=True, valid_from__lte=last + DAY).exclude(gebruiker=gebruiker)
    if own and not any((row.valid_until or date.max) >= max(own) for row in others):
        raise MensenFout(LAST)


@transaction.atomic
def reset_staff(*, scope: StaffScope, gebruiker: Gebruiker, by: Gebruiker) -> None:
    """Neither password nor second step counts any more; a mail leads to new ones."""
    elsewhere = Toegang.objects.filter(gebruiker=gebruiker).exclude(pk__in=toegangen(scope).values("pk"))
    if gebruiker.pk == by.pk or elsewhere.exists():
        raise MensenFout(NOT_WHOLE)
    end_sessions_by_operator(gebruiker=gebruiker)
    actions.reset_login(gebruiker=gebruiker)
    record(request=None, soort=Soort.VERWIJDERD, gebruiker=gebruiker)
    get_adapter().send_reset(gebruiker.email)
