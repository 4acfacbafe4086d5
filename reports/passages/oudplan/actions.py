"""From an uploaded plan to its paragraphs with a proposal each, and what somebody decides about one."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker
from jobs.actions import fail, finish, progress, renew, request_job
from jobs.models import Job
from printing.reading.pieces import Piece
from printing.reading.reader import LeesFout, read_document
from reports.passages.oudplan.matching import Matcher, Voorstel
from reports.passages.oudplan.models import KOP_MAX, TEKST_MAX, Alinea, OudPlan
from reports.passages.oudplan.places import lexemes_of, matcher_of, places_of
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.queries import current_zelfevaluatie

READ_TASK = "reports.tasks.read_oudplan"
# Shown while it is read; `Job.step` counts from 1. The first is done when it is asked for.
STEPS = ("Bestand ontvangen", "Tekst lezen", "Plekken zoeken")
GONE = "Dit plan is intussen weggehaald."
TOO_LATE = "Het bestand is na een dag gewist, voordat het was gelezen. Kies het opnieuw."
NO_YEAR = "Er is geen zelfevaluatie open. Open er een en lees het plan dan opnieuw in."
BETWEEN = " › "
BEAT_EVERY = 100  # paragraphs: a second or two


@transaction.atomic
def request_reading(*, bestand: bytes, soort: str, jaar: int, gemeente: Gemeente, by: Gebruiker) -> OudPlan:
    job = request_job(kind=READ_TASK, gemeente=gemeente, by=by)
    return OudPlan.objects.create(pk=job.pk, bestand=bestand, soort=soort, jaar=jaar, created_by=by.pk)


def read_oudplan(*, job: Job, gemeente: Gemeente) -> None:
    """The work of the task. The file is gone when it is read, and when it cannot be. Raises LeaseLost."""
    progress(job=job, step=2)
    with in_gemeente(gemeente):
        row = OudPlan.objects.filter(pk=job.pk).first()
    if row is None:
        return fail(job=job, reason=GONE, final=True)
    if row.read_at:
        return finish(job=job)
    if row.bestand is None:
        return fail(job=job, reason=TOO_LATE, final=True)
    try:
        pieces = read_document(bytes(row.bestand), row.soort, beat=lambda: renew(job=job))
    except LeesFout as error:
        return give_up(job=job, gemeente=gemeente, reason=str(error))
    progress(job=job, step=3)
    with in_gemeente(gemeente):
        laid = laid_ready(pieces, gemeente)
    if laid is None:
        return give_up(job=job, gemeente=gemeente, reason=NO_YEAR)
    found = []
    for number, (piece, words) in enumerate(zip(pieces, laid[1], strict=True), start=1):
        found.append((piece, laid[0].propose(piece, words)))
        if number % BEAT_EVERY == 0:
            renew(job=job)
    return keep(job=job, gemeente=gemeente, row=row, found=found)


def laid_ready(pieces: list[Piece], gemeente: Gemeente) -> tuple[Matcher, list[list[str]]] | None:
    """What proposes, and the lexemes of each paragraph; None when there is no plan to lay them beside."""
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie is None:
        return None
    places = places_of(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    return matcher_of(places.values()), lexemes_of([piece.tekst for piece in pieces])


def keep(*, job: Job, gemeente: Gemeente, row: OudPlan, found: list[tuple[Piece, Voorstel]]) -> None:
    with transaction.atomic():
        with in_gemeente(gemeente):
            there = OudPlan.objects.filter(pk=job.pk).update(bestand=None, read_at=timezone.now())
            Alinea.objects.bulk_create(alineas_of(row, found) if there else [])
        finish(job=job)


def give_up(*, job: Job, gemeente: Gemeente, reason: str) -> None:
    with transaction.atomic():
        with in_gemeente(gemeente):
            OudPlan.objects.filter(pk=job.pk).update(bestand=None)
        fail(job=job, reason=reason, final=True)


def alineas_of(row: OudPlan, found: list[tuple[Piece, Voorstel]]) -> list[Alinea]:
    return [
        Alinea(
            oudplan=row,
            volgorde=volgorde,
            soort=piece.soort,
            kop=kop_of(piece),
            tekst=piece.tekst[:TEKST_MAX],
            als=voorstel.als,
            plaatsen=list(voorstel.plaatsen),
        )
        for volgorde, (piece, voorstel) in enumerate(found)
    ]


def kop_of(piece: Piece) -> str:
    """Its headings, without the outermost ones when all do not fit."""
    kop = list(piece.kop)
    while len(BETWEEN.join(kop)) > KOP_MAX and len(kop) > 1:
        kop.pop(0)
    return BETWEEN.join(kop)[:KOP_MAX]


def decide(*, alinea: Alinea, besluit: str, plaats: str = "", by: Gebruiker) -> None:
    """Write down what became of it. Nothing of the plan changes here."""
    Alinea.objects.filter(pk=alinea.pk).update(
        besluit=besluit, plaats=plaats, decided_at=timezone.now(), decided_by=by.pk
    )


def reopen(*, alinea: Alinea) -> None:
    """To be decided anew; what was taken over stays where it is."""
    Alinea.objects.filter(pk=alinea.pk).update(besluit=Alinea.Besluit.OPEN, plaats="", decided_at=None, decided_by=None)
