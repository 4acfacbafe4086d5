"""The life of an invitation, as the platform. A gemeente invites for itself through functions of the owner
(migrations/0011); accepting is always here, on the public host.

Who accepts proves two things: that she reads the mail (the link), and, when somebody with that address has an account,
that it is hers (she is logged in). An account is never found by address for somebody who is not logged in to it.
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.actions import NO_AGREEMENT
from accounts.models import NAAM_MAX, Gebruiker, Toegang, Uitnodiging
from accounts.uitnodiging_models import VALID

OWN = (
    "Je verstuurde deze uitnodiging zelf, en jezelf geef je geen toegang. Vraag een andere beheerder om je uit te"
    " nodigen, of wie Kompas beheert."
)
HAS_ACCOUNT = "Er is al een account met dit e-mailadres. Log daarmee in, en neem de uitnodiging dan aan."
WHY_NOT = {
    Uitnodiging.Staat.VERLOPEN: "Deze uitnodiging is verlopen: zij was veertien dagen geldig.",
    Uitnodiging.Staat.AANGENOMEN: "Deze uitnodiging is al aangenomen.",
    Uitnodiging.Staat.INGETROKKEN: "Deze uitnodiging is ingetrokken.",
}


class UitnodigingFout(Exception):
    """It cannot be done. `str` is for the person who asked."""


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(uitnodiging: Uitnodiging) -> str:
    """The secret part of the link, for the mail alone: made from the key of this installation, so that a mail that is
    sent once more holds the same one, and that it need not be kept. From now on the link works."""
    token = salted_hmac("accounts.uitnodiging", str(uitnodiging.pk), algorithm="sha256").hexdigest()
    Uitnodiging.objects.filter(pk=uitnodiging.pk).update(sha256=hash_of(token), sent_at=timezone.now())
    return token


def uitnodiging_of(token: str) -> Uitnodiging | None:
    """Whatever its state; see Uitnodiging.staat."""
    found = Uitnodiging.objects.filter(sha256=hash_of(token)).select_related("gemeente", "regio")
    return found.first()


@transaction.atomic
def invite(
    *,
    email: str,
    functies: Iterable[str],
    by: UUID | None,
    until: date | None = None,
    note: str = "",
    naam: str = "",
    **scope: Any,
) -> Uitnodiging:
    """Have somebody invited for one scope (`gemeente`, `regio` or `organisatie`); one that waited there makes way.

    Raises ValidationError for an address or functie that is none, and UitnodigingFout without an agreement.
    """
    gemeente = scope.get("gemeente")
    if gemeente and not gemeente.has_agreement:
        raise UitnodigingFout(NO_AGREEMENT)
    asked: dict[str, Any] = {"email": email.strip().lower(), **scope}
    Uitnodiging.objects.waiting().filter(**asked).update(withdrawn_at=timezone.now(), withdrawn_by=by)
    values = {"functies": list(functies), "naam": naam, "toegang_until": until, "note": note, "created_by": by}
    uitnodiging = Uitnodiging(**asked, **values, expires_at=timezone.now() + VALID)
    uitnodiging.full_clean()
    for functie in uitnodiging.functies:
        Toegang(functie=functie, **scope).full_clean(exclude=["gebruiker"])
    uitnodiging.save()
    get_adapter().send_uitnodiging(uitnodiging)
    return uitnodiging


@transaction.atomic
def resend_uitnodiging(*, uitnodiging: Uitnodiging) -> bool:
    """Mail it once more, valid for another 14 days. False when it was accepted or withdrawn meanwhile."""
    rows = Uitnodiging.objects.waiting().filter(pk=uitnodiging.pk)
    if not rows.update(expires_at=timezone.now() + VALID):
        return False
    get_adapter().send_uitnodiging(uitnodiging)
    return True


def withdraw_uitnodiging(*, uitnodiging: Uitnodiging, by: UUID | None) -> bool:
    """The link works no longer. False when it was accepted or withdrawn meanwhile."""
    rows = Uitnodiging.objects.waiting().filter(pk=uitnodiging.pk)
    return bool(rows.update(withdrawn_at=timezone.now(), withdrawn_by=by))


@transaction.atomic
def accept_uitnodiging(
    *, uitnodiging: Uitnodiging, gebruiker: Gebruiker | None = None, naam: str = "", password: str | None = None
) -> Gebruiker:
    """Give what was promised to who is logged in, or, without `gebruiker`, to a new account with the invited address.

    Without a password nobody can log in to that account but by what the caller binds to it, such as an identity of a
    provider. Raises UitnodigingFout when the invitation does not hold, she sent it herself, or the address has an
    account already.
    """
    held = Uitnodiging.objects.select_for_update(of=("self",)).select_related("gemeente", "regio")
    uitnodiging = held.get(pk=uitnodiging.pk)
    if why := reason_against(uitnodiging):
        raise UitnodigingFout(why)
    if gebruiker and gebruiker.pk == uitnodiging.created_by:
        raise UitnodigingFout(OWN)
    if gebruiker is None:
        own = naam or uitnodiging.naam or uitnodiging.email.partition("@")[0][:NAAM_MAX]
        gebruiker = make_gebruiker(uitnodiging.email, own, password)
    elif gebruiker.claimed_email == uitnodiging.email and not has_account(uitnodiging):
        prove_email(gebruiker)
    elif gebruiker.email != uitnodiging.email:
        get_adapter().send_accepted_elsewhere(uitnodiging)
    for functie in uitnodiging.functies:
        give(gebruiker, functie, uitnodiging)
    used = {"accepted_at": timezone.now(), "accepted_by": gebruiker.pk}
    Uitnodiging.objects.filter(pk=uitnodiging.pk).update(**used)
    return gebruiker


def reason_against(uitnodiging: Uitnodiging) -> str:
    """Why nobody can accept it now, in words; empty when somebody can."""
    if why := WHY_NOT.get(uitnodiging.staat, ""):
        return why
    if uitnodiging.gemeente and not uitnodiging.gemeente.has_agreement:
        return NO_AGREEMENT
    if uitnodiging.toegang_until and uitnodiging.toegang_until < timezone.localdate():
        return "De toegang waarvoor je bent uitgenodigd, is al voorbij."
    return ""


def has_account(uitnodiging: Uitnodiging) -> bool:
    return Gebruiker.objects.filter(email=uitnodiging.email).exists()


def make_gebruiker(email: str, naam: str, password: str | None) -> Gebruiker:
    try:
        with transaction.atomic():
            gebruiker = Gebruiker.objects.create_user(email, naam, password)
    except IntegrityError:
        raise UitnodigingFout(HAS_ACCOUNT) from None
    EmailAddress.objects.create(user=gebruiker, email=email, verified=True, primary=True)
    return gebruiker


def prove_email(gebruiker: Gebruiker) -> None:
    """She had the link that was mailed to the address of which a provider alone had said that it is hers."""
    gebruiker.email, gebruiker.claimed_email = gebruiker.claimed_email, ""
    gebruiker.save(update_fields=["email", "claimed_email"])
    EmailAddress.objects.filter(user=gebruiker).update(email=gebruiker.email)


def give(gebruiker: Gebruiker, functie: str, uitnodiging: Uitnodiging) -> None:
    """What she holds already now ends when the invitation says."""
    scope: dict[str, Any] = {"functie": functie, **uitnodiging.scope}
    until = uitnodiging.toegang_until
    ends = {"valid_until": until, "ended_by": uitnodiging.created_by if until else None}
    held = Toegang.objects.today().filter(gebruiker=gebruiker, **scope)
    if not held.update(**ends):
        Toegang.objects.create(gebruiker=gebruiker, **ends, **scope)
