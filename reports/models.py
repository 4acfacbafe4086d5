import uuid

from django.db import models
from django.db.models import Q

from sjablonen.models import Passage
from zelfevaluatie.models import TenantModel, Zelfevaluatie

PASSAGE_MAX = 6_000


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


class LokalePassage(TenantModel):
    """What this gemeente wrote in the place of a standard text, or where there is none. Empty: the standard counts.

    A row is made on the first save and stays, so that its version goes on counting after a reset.
    """

    zelfevaluatie = models.ForeignKey(Zelfevaluatie, on_delete=models.CASCADE, related_name="lokale_passages")
    code = models.CharField(max_length=60, help_text="Van de standaardtekst, of van een lokale tekst")
    tekst = models.TextField(max_length=PASSAGE_MAX, blank=True, help_text="Markdown, zie reports/passages.py")
    # The standard text that the writer had beside her; null where there is none.
    standard_laag = models.CharField(max_length=10, choices=Passage.Laag, blank=True)
    standard_versie = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(null=True)
    updated_by = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "lokale passages"
        constraints = [
            models.UniqueConstraint(fields=["zelfevaluatie", "code"], name="lokalepassage_one_per_code"),
            models.CheckConstraint(
                name="lokalepassage_standard_complete",
                condition=Q(standard_laag="", standard_versie=None)
                | (~Q(standard_laag="") & Q(standard_versie__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} lokaal"


class LokalePassageRevision(TenantModel):
    """Every accepted save and reset, and every text that lost a race. Append-only by right."""

    zelfevaluatie = models.ForeignKey(Zelfevaluatie, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    accepted = models.BooleanField(default=True)
    tekst = models.TextField(blank=True)
    standard_laag = models.CharField(max_length=10, choices=Passage.Laag, blank=True)
    standard_versie = models.PositiveSmallIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-created_at"]
        get_latest_by = "created_at"
        constraints = [
            models.UniqueConstraint(
                fields=["zelfevaluatie", "code", "version"],
                condition=Q(accepted=True),
                name="lokalepassagerevision_version_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} versie {self.version}"
