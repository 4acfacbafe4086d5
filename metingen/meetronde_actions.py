"""What staff do with a Meetronde. A round that was opened does not change any more: gemeenten answered it as it was."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Gebruiker
from berichten.actions import post_berichten
from metingen.days import start_of_today
from metingen.models import Meetronde
from metingen.publicatie_actions import make_groepscijfers
from metingen.reminders import reminders_of
from saving.forms import VersionedForm, save_form
from saving.rows import Saved
from tenants.locks import hold

Staat = Meetronde.Staat


class MeetrondeFout(Exception):
    """What was asked cannot be done now; the text is for the user."""


class MeetrondeOpened(MeetrondeFout):
    """It was opened meanwhile, and does not change any more."""


@transaction.atomic
def save_meetronde(*, form: VersionedForm, by: Gebruiker) -> Saved:
    """Save a valid form of a concept on top of the version that was read. Raises MeetrondeOpened."""
    found = Meetronde.objects.select_for_update().get(pk=form.instance.pk)
    if found.staat != Staat.CONCEPT:
        raise MeetrondeOpened("Een collega heeft deze meetronde net geopend.")
    return save_form(form, by=by)


@transaction.atomic
def open_meetronde(*, meetronde: Meetronde, by: Gebruiker) -> None:
    """From now on gemeenten can submit. Raises MeetrondeFout when it is not its day, or another one is open."""
    today = timezone.localdate()
    found = Meetronde.objects.select_for_update().get(pk=meetronde.pk)
    if found.staat != Staat.CONCEPT:
        raise MeetrondeFout("Deze meetronde is al geopend.")
    if found.periode_van > today:
        raise MeetrondeFout(f"Deze meetronde begint op {found.periode_van:%d-%m-%Y}. Openen kan vanaf die dag.")
    if found.periode_tot < today:
        raise MeetrondeFout("De laatste dag van deze meetronde is voorbij. Pas eerst de periode aan.")
    found.staat, found.opened_at = Staat.OPEN, timezone.now()
    try:
        with transaction.atomic():
            found.save(update_fields=["staat", "opened_at"])
    except IntegrityError:
        raise MeetrondeFout("Er is al een meetronde open. Sluit die eerst.") from None


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
def remind(*, meetronde: Meetronde, by: Gebruiker) -> None:
    """Write the mails to who did not submit yet, for the worker to send: once a day at most, whoever asks it.

    Raises MeetrondeFout when it was done today, or the round is not open.
    """
    rows = Meetronde.objects.filter(pk=meetronde.pk, staat=Staat.OPEN).exclude(reminded_at__gte=start_of_today())
    if not rows.update(reminded_at=timezone.now()):
        raise MeetrondeFout("Vandaag is al een herinnering verstuurd, of de meetronde is niet meer open.")
    post_berichten(berichten=reminders_of(meetronde))
