"""Asking for what cannot be undone, and doing it as a second person."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from accounts.permissions import LANDELIJKE_FUNCTIES, Permission
from berichten.actions import post_berichten
from berichten.models import Bericht
from metingen.meetronde_actions import MeetrondeFout, close_meetronde, remind
from metingen.models import Meetronde, Rondeverzoek
from metingen.publicatie_actions import PublicatieFout, propose, publish_groepscijfers
from tenants.locks import hold

Soort, Staat = Rondeverzoek.Soort, Rondeverzoek.Staat
FUNCTIES = [functie.naam for functie in LANDELIJKE_FUNCTIES if Permission.MEETRONDE in functie.permissions]
ALONE = "Niemand anders mag dit bevestigen. Vraag wie Kompas beheert om een tweede rondebeheerder."


def publish(*, meetronde: Meetronde, by: Gebruiker) -> None:
    try:
        publish_groepscijfers(meetronde=meetronde, by=by.pk)
    except PublicatieFout as fout:
        raise MeetrondeFout(str(fout)) from fout


ACTS: dict[str, Callable[..., None]] = {
    Soort.SLUITEN: close_meetronde,
    Soort.PUBLICEREN: publish,
    Soort.HERINNEREN: remind,
}


@transaction.atomic
def request_act(*, meetronde: Meetronde, soort: str, by: Gebruiker) -> Rondeverzoek:
    """Kept until somebody else confirms it; whoever may, is told by mail. Asked twice, it is one Rondeverzoek.

    Raises MeetrondeFout when it could not be done now, or nobody else may.
    """
    hold(f"rondeverzoek {meetronde.pk}")
    meetronde.refresh_from_db()
    if not is_possible(meetronde, soort):
        raise MeetrondeFout("Dit kan nu niet met deze meetronde.")
    Rondeverzoek.objects.expired().filter(meetronde=meetronde).update(staat=Staat.VERLOPEN, ended_at=timezone.now())
    if known := Rondeverzoek.objects.waiting().filter(meetronde=meetronde, soort=soort).first():
        return known
    others = may_confirm().exclude(gebruiker=by)
    addresses = sorted({toegang.gebruiker.email for toegang in others.select_related("gebruiker")})
    if not addresses:
        raise MeetrondeFout(ALONE)
    verzoek = Rondeverzoek.objects.create(meetronde=meetronde, soort=soort, created_by=by.pk)
    rows = [Bericht(soort=Bericht.Soort.VERZOEK, about=verzoek.pk, address=address) for address in addresses]
    post_berichten(berichten=rows)
    return verzoek


def may_confirm() -> Any:
    """The Toegangen of today that give the right, of people who can log in."""
    return Toegang.objects.today().filter(functie__in=FUNCTIES, gebruiker__is_active=True).exclude(organisatie="")


def is_possible(meetronde: Meetronde, soort: str) -> bool:
    if soort == Soort.SLUITEN:
        return meetronde.is_open
    if soort == Soort.HERINNEREN:
        return meetronde.may_remind
    if meetronde.staat != Meetronde.Staat.GESLOTEN:
        return False
    proposal = propose(meetronde)
    return proposal.is_possible and not proposal.is_published


@transaction.atomic
def confirm_act(*, verzoek: Rondeverzoek, by: Gebruiker) -> None:
    """Do it, as somebody else than who asked. All or nothing. Raises MeetrondeFout."""
    if verzoek.created_by == by.pk:
        raise MeetrondeFout("Je hebt dit zelf gevraagd. Een collega moet het bevestigen.")
    done = {"staat": Staat.UITGEVOERD, "ended_at": timezone.now(), "confirmed_by": by.pk}
    if not Rondeverzoek.objects.waiting().filter(pk=verzoek.pk).update(**done):
        raise MeetrondeFout("Dit verzoek is al uitgevoerd, ingetrokken of verlopen.")
    ACTS[verzoek.soort](meetronde=verzoek.meetronde, by=by)


def withdraw_act(*, verzoek: Rondeverzoek) -> bool:
    """By whoever has the right; says whether it still waited."""
    ended = {"staat": Staat.INGETROKKEN, "ended_at": timezone.now()}
    return bool(Rondeverzoek.objects.waiting().filter(pk=verzoek.pk).update(**ended))
