"""What a gemeente that ends hands over to who comes after her. Who may see what: tenants/overdracht_rights.py."""

import uuid

from django.db import models
from django.utils import timezone

from tenants.models import Gemeente, Opvolging

FORMAAT = 1


class Overdracht(models.Model):
    """That it was made ready, and taken in; not what is in it. A later one of the same pair counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opvolging = models.ForeignKey(Opvolging, on_delete=models.PROTECT, related_name="overdrachten")
    predecessor = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    formaat = models.PositiveSmallIntegerField(default=FORMAAT)
    sha256 = models.CharField(max_length=64, help_text="Van de canonieke JSON van wat erin zit")
    counts = models.JSONField(help_text="Hoeveel rijen van elke soort")
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.UUIDField(null=True, blank=True)
    taken = models.JSONField(null=True, blank=True, help_text="Hoeveel er daarna staan")

    class Meta:
        ordering = ["-written_at"]
        get_latest_by = "written_at"
        verbose_name_plural = "overdrachten"

    def __str__(self) -> str:
        return f"Overdracht van {timezone.localdate(self.written_at):%d-%m-%Y}"


class Overdrachtdeel(models.Model):
    """What is in it, until it is taken in: texts and figures as JSON, or the file of a plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    overdracht = models.ForeignKey(Overdracht, on_delete=models.CASCADE, related_name="delen")
    predecessor = models.ForeignKey(Gemeente, null=True, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=80)
    inhoud = models.JSONField(null=True)
    bestand = models.BinaryField(null=True)

    class Meta:
        verbose_name_plural = "delen van overdrachten"
        constraints = [models.UniqueConstraint(fields=["overdracht", "naam"], name="overdrachtdeel_unique")]

    def __str__(self) -> str:
        return self.naam


class Meegaan(models.Model):
    """That somebody of the predecessor goes along to the successor; `granted_at` once she may work there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opvolging = models.ForeignKey(Opvolging, on_delete=models.PROTECT, related_name="meegaanden")
    predecessor = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    gebruiker_id = models.UUIDField()
    chosen_at = models.DateTimeField(default=timezone.now)
    chosen_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "wie meegaan"
        constraints = [models.UniqueConstraint(fields=["opvolging", "gebruiker_id"], name="meegaan_unique")]

    def __str__(self) -> str:
        return str(self.gebruiker_id)
