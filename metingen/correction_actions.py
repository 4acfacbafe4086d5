"""Publishing again what an earlier rule printed wrong: see earlier_rule.py, and docs/cijfers.md for what was wrong.

What was published stays as it was; what comes in its place is one Publicatie more, of the same Indieningen. It needs
nothing of what they answered, so it makes no difference whether one of them was withdrawn since.
"""

import logging
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from metingen.counting import corrected_rows, earlier_of, member_rows
from metingen.models import Groepscijfer, Meetronde, Publicatie, Publicatielid
from metingen.printed import RULE
from metingen.publicatie_actions import add_publicatie
from tenants.context import as_counter
from tenants.locks import hold

logger = logging.getLogger(__name__)


def sweep() -> int:
    """After an upgrade, without anybody asking. Returns how many were made; one that fails holds up no other."""
    made = 0
    for meetronde in to_correct():
        try:
            made += correct_groepscijfers(meetronde=meetronde) is not None
        except Exception:
            logger.exception("De groepscijfers van een meetronde zijn niet opnieuw gemaakt.")
    return made


def correct_all() -> list[Publicatie]:
    """Safe to repeat."""
    made = (correct_groepscijfers(meetronde=meetronde) for meetronde in to_correct())
    return [publicatie for publicatie in made if publicatie]


def to_correct() -> QuerySet[Meetronde]:
    """The rounds whose newest figures are of an earlier rule."""
    newest = Publicatie.objects.filter(soort=Publicatie.Soort.GROEPSCIJFERS).newest()
    old = [pk for pk, rule in newest.values_list("meetronde", "rekenregel") if rule < RULE]
    return Meetronde.objects.filter(pk__in=old).order_by("periode_van", "pk")


@transaction.atomic
def correct_groepscijfers(*, meetronde: Meetronde, by: UUID | None = None) -> Publicatie | None:
    """In place of the newest, and published at once when that was. None when there is nothing to correct."""
    hold(f"meetronde {meetronde.pk}")
    last = meetronde.publicaties.filter(soort=Publicatie.Soort.GROEPSCIJFERS).order_by("nummer").last()
    if last is None or last.rekenregel >= RULE:
        return None
    with as_counter():
        publicatie = add_publicatie(meetronde=meetronde, soort=Publicatie.Soort.GROEPSCIJFERS, by=by)
        Publicatielid.objects.bulk_create(member_rows(publicatie, earlier_of(last).leden))
        Groepscijfer.objects.bulk_create(corrected_rows(last, publicatie), batch_size=5_000)
    if last.published_at:
        show_in_place(publicatie)
    return publicatie


def show_in_place(publicatie: Publicatie) -> None:
    """Of the last; when nothing comes in its place, there is nothing to see."""
    same = Publicatie.objects.filter(meetronde=publicatie.meetronde, soort=publicatie.soort)
    if publicatie.groepscijfers.exists():
        same.filter(pk=publicatie.pk).update(published_at=timezone.now())
        publicatie.refresh_from_db()
    else:
        same.update(published_at=None)
