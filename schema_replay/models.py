"""What was done to which schema, and the statements that open a new one. Both stand in the public schema."""

from django.db import models


class Entry(models.Model):
    """The ledger: how one migration went in one schema, the last time that it was tried."""

    class State(models.TextChoices):
        APPLIED = "applied"
        FAILED = "failed"

    class Way(models.TextChoices):
        RECORDED = "recorded"  # by Django, while its statements were written down
        REPLAYED = "replayed"  # by those statements
        DJANGO = "django"  # by Django, because it cannot be replayed

    schema_name = models.CharField(max_length=63)
    app = models.CharField(max_length=255)
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State)
    way = models.CharField(max_length=10, choices=Way)
    attempts = models.PositiveIntegerField(default=1)
    error = models.TextField(blank=True)
    milliseconds = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["schema_name", "updated_at"]
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["schema_name", "app", "name"], name="entry_unique")]
        indexes = [models.Index(fields=["schema_name"], name="entry_failed", condition=models.Q(state="failed"))]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.app}.{self.name}: {self.state}"


class Tape(models.Model):
    """All statements that make the tables of a new schema, for one state of the code (`digest`)."""

    digest = models.CharField(max_length=64, primary_key=True)
    statements = models.JSONField(help_text="[[app, name, [statement, …] or null for Django], …]")
    structure = models.CharField(max_length=32, help_text="What structure.py says of the schema that was recorded")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "tapes"

    def __str__(self) -> str:
        return self.digest
