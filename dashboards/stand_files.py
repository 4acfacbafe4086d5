"""The PDFs of a round and how far the making of each is. Each is for those whose figures it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from dashboards.actions import STEPS
from jobs.models import Job
from metingen.models import Meetronde, Publicatie

SHOWN = 5


@dataclass(frozen=True)
class Step:
    naam: str
    state: str


@dataclass(frozen=True)
class StandFile:
    """A PDF and how far the making of it is, as a page shows it."""

    publicatie: Publicatie
    state: str
    step: int
    reason: str

    @property
    def is_final(self) -> bool:
        return self.state in {Job.State.DONE, Job.State.FAILED}

    @property
    def mark(self) -> str:
        """Changes whenever there is something new to show."""
        return f"{self.state}-{self.step}"

    @property
    def text(self) -> str:
        if self.state == Job.State.WAITING:
            return "Je pdf staat in de rij"
        return f"{STEPS[self.step - 1]}, {self.step} van {len(STEPS)}"

    @property
    def steps(self) -> list[Step]:
        states = ["done" if n < self.step else "busy" if n == self.step else "waiting" for n, _ in enumerate(STEPS, 1)]
        return [Step(naam, state) for naam, state in zip(STEPS, states, strict=True)]


def stand_files(organisaties: Iterable[str]) -> QuerySet[Publicatie]:
    """Those that hold nothing but what these organisaties may see."""
    files = Publicatie.objects.filter(soort=Publicatie.Soort.STAND, organisaties__contained_by=list(organisaties))
    return files.select_related("meetronde").defer("bestand")


def stand_file_or_404(pk: UUID, organisaties: Iterable[str]) -> StandFile:
    return with_jobs([get_object_or_404(stand_files(organisaties), pk=pk)])[0]


def latest_stand_files(meetronde: Meetronde, organisaties: Iterable[str]) -> list[StandFile]:
    """The newest first, in two queries."""
    return with_jobs(list(stand_files(organisaties).filter(meetronde=meetronde)[:SHOWN]))


def with_jobs(files: list[Publicatie]) -> list[StandFile]:
    jobs = Job.objects.in_bulk([publicatie.pk for publicatie in files])
    return [with_job(publicatie, jobs.get(publicatie.pk)) for publicatie in files]


def with_job(publicatie: Publicatie, job: Job | None) -> StandFile:
    """What was made is there whatever its job says; what was not made and has no job left has failed."""
    if publicatie.sha256:
        return StandFile(publicatie, Job.State.DONE, len(STEPS), "")
    if job is None:
        return StandFile(publicatie, Job.State.FAILED, 1, "De opdracht is niet meer te vinden.")
    return StandFile(publicatie, job.state, max(1, job.step), job.reason)
