"""The life of a Bericht: written with its cause, marked, carried, and settled; and the sweeper that loses none.

All but writing runs as the platform, on public. Logs name rows and codes, never an address or a word of the mail.
"""

import logging
import time
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Now

from berichten.compose import Letter, compose, whose
from berichten.models import BACKOFF, KEEP_TRYING, Bericht, BerichtQuerySet
from berichten.wire import Result, wire
from jobs.actions import hint

logger = logging.getLogger(__name__)

Staat, Reden = Bericht.Staat, Bericht.Reden
SEND_TASK = "berichten.tasks.send"
# One mail may take some 50 seconds on top (settings.EMAIL_TIMEOUT, ANSWER_SECONDS); Celery's soft limit is 75.
BATCH_SECONDS = 20


@transaction.atomic
def post_berichten(*, berichten: Iterable[Bericht]) -> None:
    """Write the rows in the transaction of their cause and, once it is committed, tell the broker."""
    Bericht.objects.bulk_create(berichten)
    hint_after_commit()


def hint_after_commit() -> None:
    """For who wrote rows otherwise."""
    transaction.on_commit(lambda: hint(task=SEND_TASK))


def send_due(*, seconds: float = BATCH_SECONDS) -> int:
    """Send what is due, for so many seconds; returns how many were carried. What is left gets a hint of its own.

    Two at once are harmless: each marks other rows. A server that cannot be reached ends the batch.
    """
    until, carried = time.monotonic() + seconds, 0
    with wire() as line:
        while time.monotonic() < until:
            marked = mark_next()
            if marked is None:
                return carried
            bericht, message = marked
            result = line.carry(message)
            settle(bericht=bericht, result=result)
            carried += 1
            if not result.reachable:
                Bericht.objects.due().update(next_at=Now() + BACKOFF[0])
            if not result.in_time:
                break
    hint(task=SEND_TASK)
    return carried


def mark_next() -> tuple[Bericht, EmailMessage] | None:
    """Compose the next mail and mark its row, committed before anything goes over the wire. None when none is due."""
    while True:
        with transaction.atomic():
            bericht = next_due()
            if bericht is None:
                return None
            letter = compose(bericht)
            if isinstance(letter, Letter):
                bericht.attempts += 1
                if bericht.gemeente_id is None:
                    bericht.gemeente_id, bericht.functie = whose(bericht.address)
                values = {name: getattr(bericht, name) for name in ("gemeente_id", "functie", "attempts")}
                Bericht.objects.filter(pk=bericht.pk).update(staat=Staat.BEZIG, marked_at=Now(), **values)
                return bericht, message_of(bericht, letter)
            end(bericht, staat=letter.staat, reden=letter.reden)


def next_due() -> Bericht | None:
    """Who waits to log in goes before a mail to the country."""
    mass = Case(When(soort__in=Bericht.MASS, then=Value(1)), default=Value(0))
    return Bericht.objects.due().select_for_update(skip_locked=True).order_by(mass, "next_at").first()


def message_of(bericht: Bericht, letter: Letter) -> EmailMessage:
    """Its Message-ID is that of the row, so that a mail server or a reader can tell one that came twice."""
    headers = {"Message-ID": f"<{bericht.pk}@{settings.KOMPAS_HOST}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(letter.subject, letter.body, to=[bericht.address], headers=headers)


def settle(*, bericht: Bericht, result: Result) -> None:
    """Write down what became of it; also when the sweeper gave it up meanwhile, for this is what really happened."""
    logger.info("Bericht %s: %s %s %s", bericht.pk, result.staat, result.reden, result.code or "")
    if result.staat != Staat.WACHT:
        end(bericht, staat=result.staat, reden=result.reden, code=result.code)
        return
    later = Now() + BACKOFF[min(bericht.attempts, len(BACKOFF)) - 1]
    given_up = rows_of(bericht).filter(queued_at__lt=later - KEEP_TRYING)
    if not given_up.update(**ended(Staat.MISLUKT, result.reden, result.code)):
        rows_of(bericht).update(staat=Staat.WACHT, next_at=later)


def end(bericht: Bericht, *, staat: str, reden: str, code: int | None = None) -> None:
    rows_of(bericht).update(**ended(staat, reden, code))


def rows_of(bericht: Bericht) -> BerichtQuerySet:
    return Bericht.objects.filter(
        pk=bericht.pk, attempts=bericht.attempts, staat__in=[Staat.WACHT, Staat.BEZIG, Staat.ONZEKER]
    )


def ended(staat: str, reden: str = "", code: int | None = None) -> dict[str, object]:
    """With the text gone: the database holds this too."""
    return {"staat": staat, "reden": reden, "smtp_code": code, "subject": "", "body": "", "ended_at": Now()}


def sweep() -> int:
    """Give up knowing what became of mails whose worker died, and hint at what is due. Returns how many."""
    Bericht.objects.lost().update(**ended(Staat.ONZEKER, Reden.AFGEBROKEN))
    due = Bericht.objects.due().count()
    return due if due and hint(task=SEND_TASK) else 0


@transaction.atomic
def resend_bericht(*, bericht: Bericht) -> bool:
    """Send once more what may have arrived: only when a person says so. False when it is not uncertain any more.

    As the gemeente of the row or as the platform. Only what is composed anew can be sent again.
    """
    rows = Bericht.objects.filter(pk=bericht.pk, staat=Staat.ONZEKER, soort__in=settings.BERICHTEN)
    values = {"reden": "", "smtp_code": None, "ended_at": None}
    found = rows.update(staat=Staat.WACHT, queued_at=Now(), next_at=Now(), **values)
    transaction.on_commit(lambda: hint(task=SEND_TASK))
    return bool(found)
