"""Work for the worker. The row is the truth and the broker only a hint (ADR 0007): a row is written in the
transaction of the request, a lease says who works on it until when, and `attempts` fences off whoever lost it.
"""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenants.models import Gemeente

# Each longer than the one before: the child's limit < Celery's hard limit < the lease < the broker's visibility.
RENDER_SECONDS = 60
LEASE = timedelta(seconds=120)
MAX_ATTEMPTS = 4


class JobQuerySet(models.QuerySet["Job"]):
    def claimable(self) -> "JobQuerySet":
        """Waiting, or running under a lease that has ended because its worker died."""
        now = timezone.now()
        return self.filter(Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=now))

    def held_as(self, attempt: int) -> "JobQuerySet":
        return self.filter(state=Job.State.RUNNING, attempts=attempt)


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
