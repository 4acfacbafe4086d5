from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker
from berichten.actions import hint_after_commit
from jobs.actions import request_job
from tenants.connection import connection
from tenants.models import Gemeente
from wissing.letters import MAY_CONFIRM
from wissing.models import Wissing
from wissing.words import Unreadable, hide, reveal

WIPE_TASK = "wissing.tasks.wipe"
UNREADABLE = "Kompas kan de woorden niet meer lezen. Trek het verzoek in en vraag het opnieuw."
CLEARED: dict[str, Any] = {"words": "", "fout": {}, "looked": {}}


class WissingFout(Exception):
    """It cannot be done now. `str` is for the person who asked."""


@transaction.atomic
def request_wissing(*, words: str, reden: str, by: Gebruiker) -> Wissing:
    """Kept until somebody else confirms it; whoever may, is told by mail."""
    wissing = Wissing.objects.create(words=hide(words), reden=reden, created_by=by.pk)
    with connection.cursor() as cursor:
        day = timezone.localdate()
        cursor.execute("SELECT public.wissing_tell(%s, %s, %s)", [wissing.pk, list(MAY_CONFIRM), day])
    hint_after_commit()
    return wissing


def withdraw_wissing(*, wissing: Wissing) -> None:
    Wissing.objects.unsettled().filter(pk=wissing.pk).update(staat=Wissing.Staat.INGETROKKEN, **CLEARED)


@transaction.atomic
def confirm_wissing(*, wissing: Wissing, gemeente: Gemeente, by: Gebruiker) -> None:
    """Have the worker wipe, by somebody else than who asked; again, when that failed. See wissing/wiping.py."""
    if wissing.created_by == by.pk:
        raise WissingFout("Je hebt dit zelf gevraagd. Een collega moet het bevestigen.")
    job = request_job(kind=WIPE_TASK, gemeente=gemeente, by=by)
    values = {"confirmed_by": by.pk, "confirmed_at": timezone.now(), "job_id": job.pk, "fout": {}, "looked": {}}
    if not Wissing.objects.unsettled().filter(pk=wissing.pk).update(staat=Wissing.Staat.BEZIG, **values):
        raise WissingFout("Dit verzoek wordt al uitgevoerd, of is klaar, ingetrokken of verlopen.")
    wissing.refresh_from_db()
    try:
        reveal(wissing.words)
    except Unreadable as error:
        raise WissingFout(UNREADABLE) from error
