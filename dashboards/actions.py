"""The one-page PDF "Stand van het land", a working file: asked for once, made by the worker, and kept as it was made
until a gemeente that it counts takes back what it shared (a trigger, see metingen/migrations/0006)."""

from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string

from accounts.models import Gebruiker
from dashboards.one_page import one_page
from dashboards.seen import Seen
from dashboards.selection import Selection
from dashboards.werkbestand import of_publicatie
from jobs.actions import fail, finish, progress, renew, request_job
from jobs.models import Job
from metingen.models import Indiening, Meetronde, Publicatie, Publicatielid
from printing.pdf import BROKEN, RenderFout, render_pdf
from tenants.context import as_organisaties
from tenants.locks import hold
from tenants.models import Gemeente

STAND_TASK = "dashboards.tasks.render_stand"
STEPS = ("Cijfers tellen", "Pagina opmaken", "Bestand bewaren")  # `Job.step` counts from 1
CHANGED = "Terwijl de pdf werd gemaakt, trok een gemeente haar antwoorden in. Probeer het nog eens."


@transaction.atomic
def request_stand(*, meetronde: Meetronde, organisaties: frozenset[str], by: Gebruiker) -> Publicatie:
    """Have it made of what these organisaties may see. Asking again while that runs gives the same one.

    Runs as these organisaties, so that numbers count on per whom they are for.
    """
    hold(f"stand {meetronde.pk}")  # a double click waits and finds the first
    whose = sorted(organisaties)
    mine = Publicatie.objects.filter(meetronde=meetronde, soort=Publicatie.Soort.STAND, organisaties=whose)
    waiting = mine.filter(created_by=by.pk, bestand=None).defer("bestand")
    busy = Job.objects.unfinished().filter(pk__in=list(waiting.values_list("pk", flat=True))).first()
    if busy:
        return waiting.get(pk=busy.pk)
    job = request_job(kind=STAND_TASK, gemeente=None, by=by)
    return Publicatie.objects.create(
        pk=job.pk,
        meetronde=meetronde,
        soort=Publicatie.Soort.STAND,
        organisaties=whose,
        nummer=(mine.aggregate(Max("nummer"))["nummer__max"] or 0) + 1,
        created_by=by.pk,
    )


def render_stand(*, job: Job, gemeente: Gemeente | None) -> None:
    """The work of the task. Raises LeaseLost when another worker has taken over: then that one's result stands."""
    progress(job=job, step=1)
    publicatie = Publicatie.objects.select_related("meetronde__kaderversie").defer("bestand").get(pk=job.pk)
    html, counted = stand_html(publicatie)
    progress(job=job, step=2)
    try:
        pdf = render_pdf(html, made_at=publicatie.created_at, beat=lambda: renew(job=job))
        if pdf.pages != 1:  # a mistake of ours: nothing in it grows
            raise RenderFout(BROKEN, final=True)
    except RenderFout as error:
        return fail(job=job, reason=error.reason, final=error.final)
    progress(job=job, step=3)
    with transaction.atomic():
        hold(f"meetronde {publicatie.meetronde_id}")  # nobody withdraws between this look and the end
        if still_shared(publicatie) >= {indiening.pk for indiening in counted}:
            Publicatielid.objects.bulk_create(lid_of(publicatie, indiening) for indiening in counted)
            Publicatie.objects.filter(pk=job.pk).update(bestand=pdf.content, sha256=pdf.sha256)
            finish(job=job)
        else:
            fail(job=job, reason=CHANGED, final=False)
    return None


@transaction.atomic
def stand_html(publicatie: Publicatie) -> tuple[str, list[Indiening]]:
    """The page, and what it counts: nobody submits or withdraws meanwhile."""
    hold(f"meetronde {publicatie.meetronde_id}")
    with as_organisaties(publicatie.organisaties):
        selection = selection_of(publicatie)
        counted = list(selection.indieningen.defer("inhoud"))
        seen = Seen(selection.organisaties, publicatie.pk, STAND_TASK, whole=lambda: selection.counted)
        context = {
            "selection": selection,
            **one_page(selection),
            "werkbestand": of_publicatie(publicatie, seen),
        }
        return render_to_string("dashboards/stand_pdf.html", context), counted


def selection_of(publicatie: Publicatie) -> Selection:
    return Selection(publicatie.meetronde, frozenset(publicatie.organisaties))


def still_shared(publicatie: Publicatie) -> set[object]:
    with as_organisaties(publicatie.organisaties):
        return set(selection_of(publicatie).indieningen.values_list("pk", flat=True))


def lid_of(publicatie: Publicatie, indiening: Indiening) -> Publicatielid:
    return Publicatielid(
        publicatie=publicatie,
        indiening=indiening,
        gemeente_id=indiening.gemeente_id,
        provincie=indiening.provincie,
        veiligheidsregio=indiening.veiligheidsregio,
        grootteklasse=indiening.grootteklasse,
    )
