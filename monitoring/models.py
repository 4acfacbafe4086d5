"""When each thing that must go on was last seen to: what is silent too long is dead, see docs/toezicht.md."""

from django.db import models
from django.db.models.functions import Now


class Heartbeat(models.Model):
    """One row per process that lives, and per thing that is done over and over. No row says what was done."""

    class Name(models.TextChoices):
        BEAT = "beat"  # the clock of Celery, at each of its ticks
        WORKER = "worker"  # each worker, whether or not it has work
        SWEEP = "sweep"  # picking up what was left behind
        RETENTION = "retention"  # removing what is past its term
        OPENING = "opening"  # opening the gemeenten that an operator asked for

    name = models.CharField(max_length=20, choices=Name)
    instance = models.CharField(max_length=120, blank=True, help_text="Welk proces, als er meer van zijn")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name", "instance"]
        constraints = [models.UniqueConstraint(fields=["name", "instance"], name="heartbeat_unique")]

    def __str__(self) -> str:
        return f"{self.name} {self.instance}".strip()
