"""The PDFs of a round and how far the making of each is. Each is for those whose figures it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from dashboards.actions import STEPS
from dashboards.seen import Counted
from jobs.models import Job
from jobs.progress import Progress
from metingen.models import Meetronde, Publicatie

SHOWN = 5


@dataclass(frozen=True)
class StandFile:
    """A PDF and how far the making of it is, as a page shows it."""

    publicatie: Publicatie
    progress: Progress


def stand_files(organisaties: Iterable[str]) -> QuerySet[Publicatie]:
    """Those that hold nothing but what these organisaties may see."""
    files = Publicatie.objects.filter(soort=Publicatie.Soort.STAND, organisaties__contained_by=list(organisaties))
    return files.select_related("meetronde").defer("bestand")


def stand_file_or_404(pk: UUID, organisaties: Iterable[str]) -> StandFile:
    return with_jobs([get_object_or_404(stand_files(organisaties), pk=pk)])[0]


def latest_stand_files(meetronde: Meetronde, organisaties: Iterable[str]) -> list[StandFile]:
    """The newest first, in two queries."""
    return with_jobs(list(stand_files(organisaties).filter(meetronde=meetronde)[:SHOWN]))


def counted_by(publicatie: Publicatie) -> list[Counted]:
    rows = publicatie.leden.values_list("gemeente", "indiening__organisaties", "provincie")
    return [Counted(gemeente, frozenset(organisaties), provincie) for gemeente, organisaties, provincie in rows]


def with_jobs(files: list[Publicatie]) -> list[StandFile]:
    jobs = Job.objects.in_bulk([publicatie.pk for publicatie in files])
    return [with_job(publicatie, jobs.get(publicatie.pk)) for publicatie in files]


def with_job(publicatie: Publicatie, job: Job | None) -> StandFile:
    progress = Progress.of(job, made=bool(publicatie.sha256), names=STEPS, waits="Je pdf staat in de rij")
    return StandFile(publicatie, progress)
