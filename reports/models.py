import uuid

from django.db import models
from django.db.models import Q

from zelfevaluatie.models import Zelfevaluatie


class Beleidsplan(models.Model):
    """The plan that grows out of a zelfevaluatie. Its text is gathered anew each time; see plan.py."""

    class Status(models.TextChoices):
        CONCEPT = "concept", "concept"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    zelfevaluatie = models.OneToOneField(Zelfevaluatie, on_delete=models.PROTECT, related_name="beleidsplan")
    status = models.CharField(max_length=20, choices=Status, default=Status.CONCEPT)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "beleidsplannen"

    def __str__(self) -> str:
        return f"Beleidsplan bij {self.zelfevaluatie}"


class Rapport(models.Model):
    """One version of the plan: the Plan as it was when asked for, and the file once the worker made it.

    `id` is the id of its Job in public, so that a job can never have two rapporten.
    """

    class Formaat(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        ODT = "odt", "ODT"
        HTML = "html", "webpagina"
        METADATA = "metadata", "metadata"
        BESTUURDER = "bestuurder", "voor de bestuurder"
        COLLEGEVOORSTEL = "collegevoorstel", "collegevoorstel"

    id = models.UUIDField(primary_key=True)
    beleidsplan = models.ForeignKey(Beleidsplan, on_delete=models.CASCADE, related_name="rapporten")
    plan = models.JSONField(help_text="Zie reports/plan.py")
    formaat = models.CharField(max_length=20, choices=Formaat, default=Formaat.PDF)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(null=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.UUIDField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-requested_at"]
        get_latest_by = "requested_at"
        verbose_name_plural = "rapporten"
        constraints = [
            models.CheckConstraint(
                name="rapport_content_with_hash",
                condition=Q(content=None, sha256="") | (Q(content__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Rapport {self.requested_at:%d-%m-%Y %H:%M}"
