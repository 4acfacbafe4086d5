"""An old plan with one paragraph, for the views about it."""

from typing import Any

from django.utils import timezone

from accounts.models import Gebruiker
from jobs.models import Job
from reports.models import Alinea, OudPlan
from reports.passages.oudplan.actions import READ_TASK, decide
from tenants.context import in_gemeente
from tenants.models import Gemeente


def make_oudplan(gemeente: Gemeente, by: Gebruiker) -> dict[str, Any]:
    job = Job.objects.create(kind=READ_TASK, gemeente=gemeente, state=Job.State.DONE, attempts=1)
    plan = OudPlan.objects.create(pk=job.pk, jaar=2022, soort="docx", created_by=by.pk, read_at=timezone.now())
    alinea = Alinea.objects.create(
        oudplan=plan,
        volgorde=0,
        soort="punt",
        kop="3 Samen › 3.2 Acties",
        tekst="Wij zetten mensenhandel op de agenda van het veiligheidsoverleg.",
        als="actie",
        plaatsen=["SK-P1-2", "AB-P1-1"],
    )
    views = "reports.passages.oudplan.views"
    plans = {f"{views}.oudplan_{page} pk": plan for page in ("detail", "delete")}
    return plans | {f"{views}.alinea_{page} pk": alinea for page in ("detail", "take", "leave", "reopen")}


def left_out(client: Any, world: Any) -> None:
    with in_gemeente(world.gemeente):
        decide(alinea=Alinea.objects.get(volgorde=0), besluit=Alinea.Besluit.WEG, by=world.people["bewerker"])
