"""Writing the themavragen of a concept. Once its round is open they do not change any more; a trigger sees to that."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Gebruiker
from metingen.meetronde_actions import MeetrondeFout, hold_concept
from metingen.models import Meetronde, Rondeverzoek, Themavraag
from metingen.thema_models import MOST
from saving.forms import VersionedForm, save_form
from saving.rows import Saved, create_row

FULL = f"Een meetronde heeft ten hoogste {MOST} eigen vragen. Verwijder er eerst een."


@transaction.atomic
def add_themavraag(*, meetronde: Meetronde, row: Themavraag, by: Gebruiker) -> Themavraag:
    """Raises MeetrondeFout when there are as many as there may be, MeetrondeOpened and Deleted."""
    hold_concept(meetronde)
    taken = dict(meetronde.themavragen.values_list("nummer", "pk"))
    free = (nummer for nummer in range(1, MOST + 1) if nummer not in taken)
    if len(taken) >= MOST and row.pk not in taken.values():
        raise MeetrondeFout(FULL)
    row.meetronde, row.nummer = meetronde, next(free, 1)
    try:
        with transaction.atomic():
            return create_row(row=row, by=by)  # sent twice it is one
    except IntegrityError:
        raise MeetrondeFout(FULL) from None


@transaction.atomic
def save_themavraag(*, form: VersionedForm, by: Gebruiker) -> Saved:
    """On top of the version that was read. Raises MeetrondeOpened and Deleted."""
    hold_concept(form.stored.meetronde)
    return save_form(form, by=by)


@transaction.atomic
def delete_themavraag(*, themavraag: Themavraag) -> None:
    """Raises MeetrondeOpened and Deleted."""
    hold_concept(themavraag.meetronde)
    themavraag.delete()


@transaction.atomic
def copy_themavragen(*, meetronde: Meetronde, by: Gebruiker) -> int:
    """Those of the last round that had any, each once: gemeenten then find what they answered. Says how many came."""
    hold_concept(meetronde)
    earlier = earlier_questions(meetronde)
    room = MOST - meetronde.themavragen.count()
    for vraag in earlier[:room]:
        values = {name: getattr(vraag, name) for name in Themavraag.FIELDS}
        add_themavraag(meetronde=meetronde, row=Themavraag(**values, vorige=vraag), by=by)
    return len(earlier[:room])


def earlier_questions(meetronde: Meetronde) -> list[Themavraag]:
    """Of the last round of the same kind, without those that are here already."""
    rounds = Meetronde.objects.filter(voorbeeld=meetronde.voorbeeld, themavragen__isnull=False)
    opened = rounds.exclude(staat=Meetronde.Staat.CONCEPT).exclude(pk=meetronde.pk)
    last = opened.aggregate(last=Max("periode_van"))["last"]
    if last is None:
        return []
    here = meetronde.themavragen.exclude(vorige=None).values("vorige")
    return list(Themavraag.objects.filter(meetronde__in=opened.filter(periode_van=last)).exclude(pk__in=here))


def mark_read(*, verzoek: Rondeverzoek, by: Gebruiker) -> None:
    """That of the two who open a round, for each question the one who did not write it has read it."""
    for vraag in verzoek.meetronde.themavragen.all():
        reader: Any = verzoek.created_by if vraag.updated_by == by.pk else by.pk
        read_by(vraag, reader)


def read_by(vraag: Themavraag, reader: UUID) -> None:
    Themavraag.objects.filter(pk=vraag.pk).update(gelezen_by=reader, gelezen_at=timezone.now())
