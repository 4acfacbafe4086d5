import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tenants.models import Gemeente

NAAM_MAX = 80


class GezamenlijkPlan(models.Model):
    """A plan that several gemeenten make together (ADR 0009). Its text is assembled from what they share."""

    class Staat(models.TextChoices):
        OPEN = "open", "open"
        GESLOTEN = "gesloten", "gesloten"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    naam = models.CharField("naam", max_length=NAAM_MAX)
    jaar = models.PositiveSmallIntegerField("jaar")
    initiatiefnemer = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    staat = models.CharField(max_length=10, choices=Staat, default=Staat.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "gezamenlijk plan"
        verbose_name_plural = "gezamenlijke plannen"

    def __str__(self) -> str:
        return self.naam

    @property
    def is_open(self) -> bool:
        return self.staat == self.Staat.OPEN


class Deelname(models.Model):
    """That a gemeente takes part, or was asked to; and, once it shared, its plan as it was then.

    The others read `plan` here, never in its schema. It is the JSON of `reports.document.plan`, which this app does not
    know.
    """

    class Staat(models.TextChoices):
        UITGENODIGD = "uitgenodigd", "uitgenodigd"
        GEDEELD = "gedeeld", "deelt het plan"
        TERUGGETROKKEN = "teruggetrokken", "teruggetrokken"
        GEWEIGERD = "geweigerd", "doet niet mee"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezamenlijk_plan = models.ForeignKey(GezamenlijkPlan, on_delete=models.CASCADE, related_name="deelnames")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    staat = models.CharField(max_length=20, choices=Staat, default=Staat.UITGENODIGD)
    plan = models.JSONField(null=True, blank=True)
    formaat = models.PositiveSmallIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Van de canonieke JSON van `plan`")
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    # What its organen decided, once it tells: a list as `vaststellingen` of the plan, and of which text.
    besluiten = models.JSONField(default=list, blank=True)
    besluiten_sha256 = models.CharField(max_length=64, blank=True)
    besluiten_shared_at = models.DateTimeField(null=True, blank=True)
    # That it wiped words from the joint text, and the hashes of what it kept of it since; see reports/gather/gewist.py.
    gewist_at = models.DateTimeField(null=True, blank=True)
    gewist_sha256 = ArrayField(models.CharField(max_length=64), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name_plural = "deelnames"
        constraints = [
            models.UniqueConstraint(
                fields=["gezamenlijk_plan", "gemeente"],
                name="deelname_one_per_gemeente",
                violation_error_message="Deze gemeente doet al mee.",
            ),
            models.CheckConstraint(
                name="deelname_shared_complete",
                condition=Q(
                    staat="gedeeld",
                    plan__isnull=False,
                    formaat__isnull=False,
                    shared_at__isnull=False,
                    shared_by__isnull=False,
                )
                & ~Q(sha256="")
                | ~Q(staat="gedeeld") & Q(plan__isnull=True, formaat=None, sha256="", shared_at=None, shared_by=None),
            ),
            models.CheckConstraint(
                name="deelname_besluiten_with_text",
                condition=Q(besluiten=[], besluiten_sha256="", besluiten_shared_at=None)
                | (~Q(besluiten=[]) & ~Q(besluiten_sha256="") & Q(besluiten_shared_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} {self.get_staat_display()}"

    @property
    def has_shared(self) -> bool:
        return self.staat == self.Staat.GEDEELD
