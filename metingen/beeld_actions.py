"""The PDF of a picture for outside: made once by the worker, and kept with the figures it was made of."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Gebruiker
from jobs.actions import fail, finish, progress, renew, request_job
from jobs.models import Job
from metingen.models import Publicatie
from metingen.publicatie_queries import groups_of
from metingen.tables import tables_of
from printing.pdf import RenderFout, render_pdf
from tenants.locks import hold
from tenants.models import Gemeente

BEELD_TASK = "metingen.tasks.render_beeld"
STEPS = ("Cijfers ophalen", "Pagina opmaken", "Bestand bewaren")  # `Job.step` counts from 1


@transaction.atomic
def request_beeld(*, publicatie: Publicatie, by: Gebruiker) -> None:
    """Have it made, unless it is there or being made; what failed is tried again."""
    hold(f"beeld {publicatie.pk}")
    made = Publicatie.objects.filter(pk=publicatie.pk).exclude(bestand=None).exists()
    if made or Job.objects.unfinished().filter(pk=publicatie.pk).exists():
        return
    Job.objects.filter(pk=publicatie.pk).delete()
    request_job(kind=BEELD_TASK, gemeente=None, by=by, pk=publicatie.pk)


def render_beeld(*, job: Job, gemeente: Gemeente | None) -> None:
    """The work of the task. Raises LeaseLost when another worker has taken over: then that one's result stands."""
    progress(job=job, step=1)
    publicatie = Publicatie.objects.counting().select_related("meetronde__kaderversie").defer("bestand").get(pk=job.pk)
    html = beeld_html(publicatie)
    progress(job=job, step=2)
    try:
        pdf = render_pdf(html, made_at=publicatie.created_at, beat=lambda: renew(job=job))
    except RenderFout as error:
        return fail(job=job, reason=error.reason, final=error.final)
    progress(job=job, step=3)
    with transaction.atomic():
        Publicatie.objects.filter(pk=job.pk).update(bestand=pdf.content, sha256=pdf.sha256)
        finish(job=job)
    return None


def beeld_html(publicatie: Publicatie) -> str:
    """Of the largest group that it shows."""
    group = groups_of(publicatie)[0]
    context = {
        "publicatie": publicatie,
        "group": group,
        "tables": tables_of(publicatie, group),
        "made_at": timezone.localtime(publicatie.created_at),
    }
    return render_to_string("metingen/beeld_pdf.html", context)
