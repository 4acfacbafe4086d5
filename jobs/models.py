"""Work for the worker. The row is the truth and the broker only a hint (ADR 0007): a row is written in the
transaction of the request, a lease says who works on it until when, and `attempts` fences off whoever lost it.
"""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from tenants.models import Gemeente

# Short, so that a killed worker costs the user half a minute, and renewed while the work goes on: see actions.renew.
LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 4
# A message that has not led to a claim by now is taken for lost. Sending one too many does no harm.
REPUBLISH_AFTER = timedelta(seconds=10)


class JobQuerySet(models.QuerySet["Job"]):
    def claimable(self) -> "JobQuerySet":
        """Waiting, or running under a lease that has ended because its worker died.

        The clock is that of the database: workers stand on several machines.
        """
        return self.filter(Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=Now()))

    def unfinished(self) -> "JobQuerySet":
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])

    def held_by(self, job: "Job") -> "JobQuerySet":
        """The row, as long as nobody else has claimed it since `job` was."""
        return self.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


class Job(models.Model):
    """One piece of work, for one gemeente or (gemeente null) for the country. It holds no content, only ids."""

    class State(models.TextChoices):
        WAITING = "waiting", "wacht"
        RUNNING = "running", "bezig"
        DONE = "done", "klaar"
        FAILED = "failed", "mislukt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.CASCADE)
    kind = models.CharField(max_length=60, help_text="Naam van de Celery-taak")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    step = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True, help_text="Waarom het niet lukte, in gewoon Nederlands")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField(null=True)
    reference = models.CharField(
        max_length=9, blank=True, default="", db_default="", help_text="Van het verzoek, zoals in het log"
    )
    published_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "jobs"
        indexes = [models.Index(F("created_at"), name="job_unfinished", condition=~Q(state__in=["done", "failed"]))]
        constraints = [
            models.CheckConstraint(name="job_running_has_lease", condition=~Q(state="running") | ~Q(lease_until=None)),
            models.CheckConstraint(name="job_failed_has_reason", condition=~Q(state="failed") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_final(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}
