"""Publishing a version of the Kader: all gemeenten may go over to it, and it does not go back. So two people do it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from accounts.permissions import LANDELIJKE_FUNCTIES, Permission
from berichten.actions import post_berichten
from berichten.models import Bericht
from kader.models import KaderVersie

FUNCTIES = [functie.naam for functie in LANDELIJKE_FUNCTIES if Permission.REDACTIE in functie.permissions]
ALONE = "Niemand anders mag dit bevestigen. Vraag een beheerder van VNG of CoMensha om een tweede redacteur."


class UitgaveFout(ValueError):
    """Why a version cannot be published now, in words for the page."""


def may_confirm() -> Any:
    """The Toegangen of today that give the right, of people who can log in."""
    return Toegang.objects.today().filter(functie__in=FUNCTIES, gebruiker__is_active=True).exclude(organisatie="")


@transaction.atomic
def ask_publication(*, kader: KaderVersie, by: Gebruiker) -> None:
    """Wait for a second person, who is told by mail. Raises UitgaveFout when it holds already, or nobody else may."""
    locked = locked_version(kader)
    if locked.waits:
        return
    others = may_confirm().exclude(gebruiker=by)
    addresses = sorted({toegang.gebruiker.email for toegang in others.select_related("gebruiker")})
    if not addresses:
        raise UitgaveFout(ALONE)
    KaderVersie.objects.filter(pk=kader.pk).update(asked_at=timezone.now(), asked_by=by.pk)
    rows = [Bericht(soort=Bericht.Soort.KADERVERZOEK, about=kader.pk, address=address) for address in addresses]
    post_berichten(berichten=rows)


@transaction.atomic
def publish_version(*, kader: KaderVersie, by: Gebruiker) -> None:
    """From now on it holds: rounds may ask it, who begins begins with it, and who works may go over to it.

    As somebody else than who asked. Raises UitgaveFout.
    """
    locked = locked_version(kader)
    if not locked.waits:
        raise UitgaveFout("Dit verzoek is ingetrokken of verlopen.")
    if locked.asked_by == by.pk:
        raise UitgaveFout("Je hebt dit zelf gevraagd. Een collega moet het bevestigen.")
    locked.published_at, locked.published_by = timezone.now(), by.pk
    locked.save()  # with it `loaded_at`, by which processes know that what they keep is old


@transaction.atomic
def withdraw_publication(*, kader: KaderVersie) -> bool:
    """By whoever has the right; says whether it still waited."""
    locked = KaderVersie.objects.select_for_update().get(pk=kader.pk)
    if locked.waits:
        KaderVersie.objects.filter(pk=kader.pk).update(asked_at=None, asked_by=None)
    return locked.waits


def locked_version(kader: KaderVersie) -> KaderVersie:
    locked = KaderVersie.objects.select_for_update().get(pk=kader.pk)
    if locked.published_at:
        raise UitgaveFout(f"Kader {locked} is al uitgegeven.")
    return locked
