"""What staff do with a Meetronde. Of a round that was opened only the last day changes, to a later one: gemeenten
answered it as it was."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Gebruiker
from berichten.actions import post_berichten
from metingen.days import LONGEST, start_of_today
from metingen.mailing import berichten_of
from metingen.models import Meetronde, Rondeverzoek
from metingen.publicatie_actions import make_groepscijfers
from saving.forms import VersionedForm, save_form
from saving.rows import Deleted, Saved, save_row
from tenants.locks import hold

Staat = Meetronde.Staat


class MeetrondeFout(Exception):
    """What was asked cannot be done now; the text is for the user."""


class MeetrondeOpened(MeetrondeFout):
    """It was opened meanwhile, and does not change any more."""


@transaction.atomic
def hold_concept(meetronde: Meetronde) -> Meetronde:
    """The row, until we commit; what somebody asked a second person to open is taken back, for it is about to change.

    Raises Deleted, or MeetrondeOpened when it is no concept any more.
    """
    hold(f"rondeverzoek {meetronde.pk}")
    found = Meetronde.objects.select_for_update().filter(pk=meetronde.pk).first()
    if found is None:
        raise Deleted
    if found.staat != Staat.CONCEPT:
        raise MeetrondeOpened("Een collega heeft deze meetronde net geopend.")
    waiting = Rondeverzoek.objects.filter(meetronde=found, staat=Rondeverzoek.Staat.GEVRAAGD)
    waiting.update(staat=Rondeverzoek.Staat.INGETROKKEN, ended_at=timezone.now())
    return found


@transaction.atomic
def save_meetronde(*, form: VersionedForm, by: Gebruiker) -> Saved:
    """Save a valid form of a concept on top of the version that was read. Raises MeetrondeOpened and Deleted."""
    hold_concept(form.instance)
    return save_form(form, by=by)


@transaction.atomic
def delete_meetronde(*, meetronde: Meetronde) -> None:
    """A concept, which no gemeente ever saw. Its versions stay a while, for who is typing in it now (retention.py).

    Raises MeetrondeOpened and Deleted.
    """
    hold_concept(meetronde).delete()


def against_opening(meetronde: Meetronde) -> str:
    """Why it cannot be opened today; empty when it can."""
    today = timezone.localdate()
    if meetronde.staat != Staat.CONCEPT:
        return "Deze meetronde is al geopend."
    if meetronde.periode_van > today:
        first = date_format(meetronde.periode_van, "j F Y")
        return f"Deze meetronde begint op {first}. Openen kan vanaf die dag."
    if meetronde.is_over:
        return "De laatste dag van deze meetronde is voorbij. Pas eerst de periode aan."
    others = Meetronde.objects.filter(staat=Staat.OPEN, voorbeeld=meetronde.voorbeeld)
    return "Er is al een meetronde open. Sluit die eerst." if others.exists() else ""


@transaction.atomic
def open_meetronde(*, meetronde: Meetronde, by: Gebruiker) -> None:
    """From now on gemeenten can submit. Raises MeetrondeFout when it is not its day, or another one is open."""
    found = Meetronde.objects.select_for_update().filter(pk=meetronde.pk).first()
    if found is None:
        raise MeetrondeFout("Een collega heeft deze meetronde verwijderd.")
    if against := against_opening(found):
        raise MeetrondeFout(against)
    found.staat, found.opened_at = Staat.OPEN, timezone.now()
    try:
        with transaction.atomic():
            found.save(update_fields=["staat", "opened_at"])
    except IntegrityError:
        raise MeetrondeFout("Er is al een meetronde open. Sluit die eerst.") from None
    meetronde.refresh_from_db()


def against_extending(meetronde: Meetronde, tot: date) -> str:
    """Why this cannot become its last day; empty when it can."""
    if not meetronde.is_open:
        return "Verlengen kan alleen zolang de meetronde open is."
    if tot < timezone.localdate():
        return "Deze dag is al voorbij."
    if tot <= meetronde.periode_tot:
        return f"Kies een dag na {date_format(meetronde.periode_tot, 'j F Y')}. Korter maken kan niet."
    return "Een meetronde duurt ten hoogste een jaar." if tot - meetronde.periode_van > LONGEST else ""


@transaction.atomic
def extend_meetronde(*, meetronde: Meetronde, tot: date, by: Gebruiker) -> None:
    """Give it a later last day, also when the one that it had is past. Raises MeetrondeFout."""
    found = Meetronde.objects.select_for_update().get(pk=meetronde.pk)
    if against := against_extending(found, tot):
        raise MeetrondeFout(against)
    save_row(row=found, values={"periode_tot": tot}, version=found.version, by=by)
    meetronde.refresh_from_db()


@transaction.atomic
def close_meetronde(*, meetronde: Meetronde, by: Gebruiker) -> None:
    """From now on nobody can submit; who is doing so now still counts. Makes the Groepscijfers too.

    Raises MeetrondeFout when it is not open.
    """
    hold(f"meetronde {meetronde.pk}")
    rows = Meetronde.objects.filter(pk=meetronde.pk, staat=Staat.OPEN)
    if not rows.update(staat=Staat.GESLOTEN, closed_at=timezone.now()):
        raise MeetrondeFout("Deze meetronde is niet open.")
    make_groepscijfers(meetronde=meetronde, by=by.pk)


@transaction.atomic
def remind(*, verzoek: Rondeverzoek) -> None:
    """Write the mails to who did not submit yet, for the worker to send: once a day at most, whoever asks it.

    Raises MeetrondeFout when it was done today, or nobody can submit any more.
    """
    rows = Meetronde.objects.accepting().filter(pk=verzoek.meetronde_id).exclude(reminded_at__gte=start_of_today())
    if not rows.update(reminded_at=timezone.now()):
        raise MeetrondeFout("Vandaag is al een herinnering verstuurd, of indienen kan niet meer.")
    post_berichten(berichten=berichten_of(verzoek))
