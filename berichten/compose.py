"""What a mail says, put together at the moment of sending: a token in it then stands in no table and no backup, and
what it says is true. `settings.BERICHTEN` names for a soort who composes it; other mails were written with their row.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.actions import password_link
from accounts.models import Gebruiker, Toegang
from berichten.mails import Letter as Letter  # noqa: PLC0414  for who composes
from berichten.mails import letter
from berichten.models import Bericht

PER_DAY = 10  # links for a new password, to one address; each works for three days
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Nothing:
    """Why there is no letter."""

    staat: Bericht.Staat
    reden: str = ""


Composer = Callable[[Bericht], Letter | None]


def compose(bericht: Bericht) -> Letter | Nothing:
    """A fault of ours in one mail is that of no other. Who has no address that was proved gets none: RFC 2606."""
    if bericht.address.endswith(".invalid"):
        return Nothing(Bericht.Staat.VERVALLEN)
    try:
        with transaction.atomic():
            letter = written(bericht)
    except Exception:
        logger.exception("Bericht %s (%s) is niet te maken.", bericht.pk, bericht.soort)
        return Nothing(Bericht.Staat.MISLUKT, Bericht.Reden.FOUT)
    return letter or Nothing(Bericht.Staat.VERVALLEN)


def written(bericht: Bericht) -> Letter | None:
    path = settings.BERICHTEN.get(bericht.soort)
    if path is None:
        return Letter(bericht.subject, bericht.body)
    composer: Composer = import_string(path)
    return composer(bericht)


def wachtwoord(bericht: Bericht) -> Letter | None:
    """None for who has no account, logs in otherwise, or got enough today: anybody may type any address. The page says
    what then."""
    gebruiker = holder_of(bericht.address)
    if gebruiker is None or sent_today(bericht) >= PER_DAY or not get_adapter().may_choose_password(gebruiker):
        return None
    return letter("wachtwoord", link=password_link(gebruiker))


def sent_today(bericht: Bericht) -> int:
    since = timezone.now() - timedelta(days=1)
    alike = Bericht.objects.filter(soort=bericht.soort, address__iexact=bericht.address, queued_at__gt=since)
    return alike.filter(staat=Bericht.Staat.VERSTUURD).count()


def toegang(bericht: Bericht) -> Letter | None:
    gebruiker = holder_of(bericht.address)
    return letter("toegang", link=password_link(gebruiker)) if gebruiker else None


def herstel(bericht: Bericht) -> Letter | None:
    gebruiker = holder_of(bericht.address)
    if gebruiker is None:
        return None
    wie = f"De beheerder van {bericht.gemeente}" if bericht.gemeente else "Een beheerder"
    return letter("herstel", wie=wie, link=password_link(gebruiker))


def holder_of(address: str) -> Gebruiker | None:
    """Who may log in with it; Gebruiker keeps addresses in small letters."""
    return Gebruiker.objects.filter(email=address.lower(), is_active=True).first()


def whose(address: str) -> tuple[UUID | None, str]:
    """The gemeente whose beheerder is to know when this does not arrive, and the functie there: of the only gemeente
    where this person works."""
    found = Toegang.objects.today().filter(gebruiker__email=address, gemeente__isnull=False)
    held = dict(found.order_by("-functie").values_list("gemeente", "functie")[:10])
    return held.popitem() if len(held) == 1 else (None, "")
