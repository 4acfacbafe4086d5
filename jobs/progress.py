"""How far a job is, as a page shows it while it asks: soon, then ever less often (static/js/kompas.js)."""

from collections.abc import Sequence
from dataclasses import dataclass

from jobs.models import Job

LOST = "De opdracht is niet meer te vinden."


@dataclass(frozen=True)
class Step:
    naam: str
    state: str


@dataclass(frozen=True)
class Progress:
    """`step` counts from 1 in `names`; `waits` is said of what stands in line."""

    state: str
    step: int
    reason: str
    names: Sequence[str]
    waits: str

    @classmethod
    def of(cls, job: Job | None, *, made: bool, names: Sequence[str], waits: str) -> "Progress":
        """What was made is there whatever its job says; what was not made and has no job left has failed."""
        if made:
            return cls(Job.State.DONE, len(names), "", names, waits)
        if job is None:
            return cls(Job.State.FAILED, 1, LOST, names, waits)
        return cls(job.state, max(job.step, 1), job.reason, names, waits)

    @property
    def is_final(self) -> bool:
        return self.state in {Job.State.DONE, Job.State.FAILED}

    @property
    def mark(self) -> str:
        """Changes whenever there is something new to show."""
        return f"{self.state}-{self.step}"

    @property
    def steps(self) -> list[Step]:
        busy = "failed" if self.state == Job.State.FAILED else "busy"
        return [
            Step(naam, "done" if n < self.step else "waiting" if n > self.step else busy)
            for n, naam in enumerate(self.names, start=1)
        ]

    @property
    def text(self) -> str:
        if self.state == Job.State.WAITING:
            return self.waits
        return f"{self.names[self.step - 1]}, {self.step} van {len(self.names)}"
