from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404

from accounts.models import Collega
from jobs.models import Job
from jobs.progress import Progress
from rendering.sizes import size_in_words
from reports.files.actions import STEPS
from reports.files.formats import EVALUATIONS, EVERY_FORM, PLAN_SLUG, Form
from reports.models import Planversie, Rapport
from samenwerking.models import GezamenlijkPlan
from zelfevaluatie.models import Zelfevaluatie

SHOWN = 10


@dataclass(frozen=True)
class RapportStand:
    """A rapport, read `light`, and how far the making of it is, as a page shows it."""

    rapport: Rapport
    door: str
    progress: Progress

    @property
    def form(self) -> Form:
        return EVERY_FORM[self.rapport.formaat]

    @property
    def titel(self) -> str:
        jaar = getattr(self.rapport, "uitvoering_jaar", None) or getattr(self.rapport, "evaluatie_jaar", None)
        return f"{self.form.titel} {jaar}" if jaar else self.form.titel

    @property
    def crumb(self) -> str:
        """Under 'Beleidsplan' in the breadcrumb: what kind of file of it this is."""
        return self.kind if self.form.slug == PLAN_SLUG else self.titel

    @property
    def kind(self) -> str:
        return {"pdf": "PDF", "json": "JSON"}.get(self.form.kind, self.form.kind.capitalize())

    @property
    def download(self) -> str:
        """`PDF downloaden (83 kB, 10 pagina’s)`"""
        pages = self.rapport.pages
        facts = [
            size_in_words(getattr(self.rapport, "size", None)),
            f"{pages} pagina{'' if pages == 1 else '’s'}" if pages else "",
        ]
        return f"{self.kind} downloaden ({', '.join(filter(None, facts))})"


def rapport_or_404(pk: UUID) -> RapportStand:
    """Runs as the gemeente, so that another's id is simply not there."""
    rapport = get_object_or_404(Rapport.objects.light().asked(), pk=pk)
    return stands([rapport])[0]


def latest_rapporten(zelfevaluatie: Zelfevaluatie) -> list[RapportStand]:
    """Those of the plan as it was then, the newest first, in three queries; those of a Planversie stand with it."""
    rapporten = Rapport.objects.light().filter(beleidsplan__zelfevaluatie=zelfevaluatie, planversie=None)
    rapporten = rapporten.filter(gezamenlijk_plan=None).asked()
    return stands(list(rapporten[:SHOWN]))


def joint_rapporten(gezamenlijk_plan: GezamenlijkPlan) -> list[RapportStand]:
    """Those that this gemeente had made of a joint plan; as above."""
    rapporten = Rapport.objects.light().filter(gezamenlijk_plan=gezamenlijk_plan, planversie=None)
    return stands(list(rapporten[:SHOWN]))


def evaluation_rapporten(versie: Planversie, jaar: int) -> list[RapportStand]:
    """Those of that year of an adopted version; as above."""
    rapporten = Rapport.objects.light().filter(planversie=versie, formaat__in=EVALUATIONS, plan__evaluatie__jaar=jaar)
    return stands(list(rapporten[:SHOWN]))


def stands(rapporten: list[Rapport]) -> list[RapportStand]:
    jobs = Job.objects.in_bulk([rapport.pk for rapport in rapporten])
    names = Collega.names({rapport.requested_by for rapport in rapporten})
    return [stand(rapport, jobs.get(rapport.pk), names.get(rapport.requested_by, "")) for rapport in rapporten]


def stand(rapport: Rapport, job: Job | None, door: str) -> RapportStand:
    progress = Progress.of(job, made=bool(rapport.finished_at), names=STEPS, waits="Je rapport staat in de rij")
    return RapportStand(rapport, door, progress)
