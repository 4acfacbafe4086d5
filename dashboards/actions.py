"""The one-page PDF "Stand van het land": asked for once, made by the worker, kept as it was made."""

from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Gebruiker
from dashboards.queries import least_arranged, response_of, stand_of
from dashboards.selection import Selection, bouwstenen_of
from jobs.actions import fail, finish, progress, renew, request_job
from jobs.models import Job
from metingen.models import Meetronde, Publicatie
from printing.pdf import BROKEN, RenderFout, render_pdf
from tenants.models import Gemeente

STAND_TASK = "dashboards.tasks.render_stand"
STEPS = ("Cijfers tellen", "Pagina opmaken", "Bestand bewaren")  # `Job.step` counts from 1


@transaction.atomic
def request_stand(*, meetronde: Meetronde, organisaties: frozenset[str], by: Gebruiker) -> Publicatie:
    """Have it made of what these organisaties may see. Asking again while that runs gives the same one."""
    Meetronde.objects.select_for_update().get(pk=meetronde.pk)  # a double click waits and finds the first
    mine = Publicatie.objects.filter(meetronde=meetronde, soort=Publicatie.Soort.STAND)
    waiting = mine.filter(created_by=by.pk, organisaties=sorted(organisaties), bestand=None).defer("bestand")
    busy = Job.objects.unfinished().filter(pk__in=list(waiting.values_list("pk", flat=True))).first()
    if busy:
        return waiting.get(pk=busy.pk)
    job = request_job(kind=STAND_TASK, gemeente=None, by=by)
    return Publicatie.objects.create(
        pk=job.pk,
        meetronde=meetronde,
        soort=Publicatie.Soort.STAND,
        organisaties=sorted(organisaties),
        nummer=(mine.aggregate(Max("nummer"))["nummer__max"] or 0) + 1,
        created_by=by.pk,
    )


def render_stand(*, job: Job, gemeente: Gemeente | None) -> None:
    """The work of the task. Raises LeaseLost when another worker has taken over: then that one's result stands."""
    progress(job=job, step=1)
    publicatie = Publicatie.objects.select_related("meetronde__kaderversie").defer("bestand").get(pk=job.pk)
    html = stand_html(publicatie)
    progress(job=job, step=2)
    try:
        pdf = render_pdf(html, made_at=publicatie.created_at, beat=lambda: renew(job=job))
        if pdf.pages != 1:  # a mistake of ours: nothing in it grows
            raise RenderFout(BROKEN, final=True)
    except RenderFout as error:
        return fail(job=job, reason=error.reason, final=error.final)
    progress(job=job, step=3)
    with transaction.atomic():
        Publicatie.objects.filter(pk=job.pk).update(bestand=pdf.content, sha256=pdf.sha256)
        finish(job=job)
    return None


def stand_html(publicatie: Publicatie) -> str:
    meetronde = publicatie.meetronde
    selection = Selection(meetronde, frozenset(publicatie.organisaties))
    stand = stand_of(selection.indieningen, bouwstenen_of(meetronde.kaderversie))
    context = {
        "publicatie": publicatie,
        "selection": selection,
        "response": response_of(selection),
        "themas": stand["themas"],
        "support": least_arranged(stand["bouwstenen"], 5),
        "made_at": timezone.localtime(publicatie.created_at),
    }
    return render_to_string("dashboards/stand_pdf.html", context)
