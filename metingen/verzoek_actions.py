"""Asking for what cannot be undone, and doing it as a second person, at once or on the day that was asked for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from accounts.permissions import LANDELIJKE_FUNCTIES, Permission
from berichten.actions import post_berichten
from berichten.models import Bericht
from metingen.mailing import berichten_of
from metingen.meetronde_actions import (
    MeetrondeFout,
    against_extending,
    against_opening,
    close_meetronde,
    extend_meetronde,
    open_meetronde,
    remind,
)
from metingen.models import Meetronde, Rondeverzoek
from metingen.publicatie_actions import PublicatieFout, propose, publish_groepscijfers
from metingen.thema_actions import mark_read
from tenants.locks import hold

Soort, Staat = Rondeverzoek.Soort, Rondeverzoek.Staat
FUNCTIES = [functie.naam for functie in LANDELIJKE_FUNCTIES if Permission.MEETRONDE in functie.permissions]
ALONE = "Niemand anders mag dit bevestigen. Vraag een beheerder van VNG of CoMensha om een tweede rondebeheerder."
NOT_NOW = "Dit kan nu niet met deze meetronde."
OTHER_WAITS = "Er wacht al een ander verzoek hierover. Trek dat eerst in op de pagina van de meetronde."
FARTHEST = timedelta(days=366)


def do_open(verzoek: Rondeverzoek, by: Gebruiker) -> None:
    mark_read(verzoek=verzoek, by=by)
    open_meetronde(meetronde=verzoek.meetronde, by=by)
    post_berichten(berichten=berichten_of(verzoek))


def do_extend(verzoek: Rondeverzoek, by: Gebruiker) -> None:
    assert verzoek.periode_tot
    extend_meetronde(meetronde=verzoek.meetronde, tot=verzoek.periode_tot, by=by)
    post_berichten(berichten=berichten_of(verzoek))


def do_close(verzoek: Rondeverzoek, by: Gebruiker) -> None:
    close_meetronde(meetronde=verzoek.meetronde, by=by)


def do_publish(verzoek: Rondeverzoek, by: Gebruiker) -> None:
    try:
        publish_groepscijfers(meetronde=verzoek.meetronde, by=by.pk)
    except PublicatieFout as fout:
        raise MeetrondeFout(str(fout)) from fout


def do_remind(verzoek: Rondeverzoek, by: Gebruiker) -> None:
    remind(verzoek=verzoek)


ACTS: dict[str, Callable[[Rondeverzoek, Gebruiker], None]] = {
    Soort.OPENEN: do_open,
    Soort.VERLENGEN: do_extend,
    Soort.SLUITEN: do_close,
    Soort.PUBLICEREN: do_publish,
    Soort.HERINNEREN: do_remind,
}


@transaction.atomic
def request_act(*, meetronde: Meetronde, soort: str, by: Gebruiker, **details: Any) -> Rondeverzoek:
    """Kept until somebody else confirms it; whoever may, is told by mail. Asked twice, it is one Rondeverzoek.

    `details`: see Rondeverzoek.DETAILS. Raises MeetrondeFout when it could not be done, or nobody else may.
    """
    hold(f"rondeverzoek {meetronde.pk}")
    meetronde.refresh_from_db()
    verzoek = Rondeverzoek(meetronde=meetronde, soort=soort, created_by=by.pk, **details)
    if against := against_asking(verzoek):
        raise MeetrondeFout(against)
    Rondeverzoek.objects.expired().filter(meetronde=meetronde).update(staat=Staat.VERLOPEN, ended_at=timezone.now())
    if known := Rondeverzoek.objects.waiting().filter(meetronde=meetronde, soort=soort).first():
        if known.asks_as(verzoek):
            return known
        raise MeetrondeFout(OTHER_WAITS)
    others = may_confirm().exclude(gebruiker=by)
    addresses = sorted({toegang.gebruiker.email for toegang in others.select_related("gebruiker")})
    if not addresses:
        raise MeetrondeFout(ALONE)
    verzoek.save()
    rows = [Bericht(soort=Bericht.Soort.VERZOEK, about=verzoek.pk, address=address) for address in addresses]
    post_berichten(berichten=rows)
    return verzoek


def may_confirm() -> Any:
    """The Toegangen of today that give the right, of people who can log in."""
    return Toegang.objects.today().filter(functie__in=FUNCTIES, gebruiker__is_active=True).exclude(organisatie="")


def against_asking(verzoek: Rondeverzoek) -> str:
    """Why it could not be done; empty when it could."""
    meetronde = verzoek.meetronde
    if verzoek.soort == Soort.OPENEN:
        return against_opening(meetronde)
    if verzoek.soort == Soort.VERLENGEN:
        return against_extending(meetronde, verzoek.periode_tot) if verzoek.periode_tot else NOT_NOW
    if verzoek.soort == Soort.HERINNEREN:
        return against_reminding(verzoek)
    if verzoek.soort == Soort.SLUITEN:
        return "" if meetronde.is_open else NOT_NOW
    if meetronde.staat != Meetronde.Staat.GESLOTEN:
        return NOT_NOW
    proposal = propose(meetronde)
    return "" if proposal.is_possible and not proposal.is_published else NOT_NOW


def against_page(meetronde: Meetronde, soort: str) -> str:
    """Why it cannot be asked at all now, whatever one fills in; empty when it can."""
    if soort == Soort.OPENEN:
        return against_opening(meetronde)
    if soort == Soort.VERLENGEN:
        return "" if meetronde.is_open else "Verlengen kan alleen zolang de meetronde open is."
    return meetronde.reason_against


def against_reminding(verzoek: Rondeverzoek) -> str:
    meetronde, day, today = verzoek.meetronde, verzoek.planned_for, timezone.localdate()
    if not meetronde.accepts:
        return NOT_NOW
    if day is None or day == today:
        return "" if meetronde.may_remind else "Vandaag is al een herinnering verstuurd. Kies een latere dag."
    if not today < day <= min(meetronde.periode_tot, today + FARTHEST):
        return "Kies een dag vanaf morgen, tot en met de laatste dag van de meetronde."
    same_day = Rondeverzoek.objects.planned().filter(meetronde=meetronde, planned_for=day)
    return "Op die dag staat al een herinnering klaar. Per dag kan er één." if same_day.exists() else ""


@transaction.atomic
def confirm_act(*, verzoek: Rondeverzoek, by: Gebruiker) -> None:
    """Do it, or have it done on its day, as somebody else than who asked. All or nothing. Raises MeetrondeFout."""
    if verzoek.created_by == by.pk:
        raise MeetrondeFout("Je hebt dit zelf gevraagd. Een collega moet het bevestigen.")
    hold(f"rondeverzoek {verzoek.meetronde_id}")
    later = verzoek.planned_for is not None and verzoek.planned_for > timezone.localdate()
    ended = {"staat": Staat.GEPLAND} if later else {"staat": Staat.UITGEVOERD, "ended_at": timezone.now()}
    done = {**ended, "confirmed_by": by.pk}
    if not Rondeverzoek.objects.waiting().filter(pk=verzoek.pk).update(**done):
        raise MeetrondeFout("Dit verzoek is al uitgevoerd, ingetrokken of verlopen.")
    verzoek.refresh_from_db()
    if not later:
        ACTS[verzoek.soort](verzoek, by)


def withdraw_act(*, verzoek: Rondeverzoek) -> bool:
    """By whoever has the right; says whether it still waited, for a second person or for its day."""
    ended = {"staat": Staat.INGETROKKEN, "ended_at": timezone.now()}
    waiting = Rondeverzoek.objects.waiting() | Rondeverzoek.objects.planned()
    return bool(waiting.filter(pk=verzoek.pk).update(**ended))


def sweep() -> int:
    """Do what was confirmed for today (settings.SWEEPERS). Returns how many were sent."""
    return sum(do_planned(pk) for pk in Rondeverzoek.objects.due().values_list("pk", flat=True))


@transaction.atomic
def do_planned(pk: Any) -> bool:
    """What cannot be done any more has run out: a second one on that day, or a round that closed meanwhile."""
    found = Rondeverzoek.objects.due().select_for_update(skip_locked=True).filter(pk=pk).first()
    if found is None:
        return False
    found.staat, found.ended_at = Staat.UITGEVOERD, timezone.now()
    try:
        with transaction.atomic():
            remind(verzoek=found)
    except MeetrondeFout:
        found.staat = Staat.VERLOPEN
    found.save(update_fields=["staat", "ended_at"])
    return found.staat == Staat.UITGEVOERD
