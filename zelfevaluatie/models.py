import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kader.models import AanvullendeVraag, Bouwsteen, KaderVersie, Organisatieniveau, Status
from tenants.rows import TenantModel

PLAN_ZIN_MAX = 2_000
TOELICHTING_MAX = 5_000
BESTAND_MAX_MB = 20


class Zelfevaluatie(TenantModel):
    """How this gemeente answers one version of the Kader in one year. One is open at a time."""

    class Staat(models.TextChoices):
        OPEN = "open", "open"
        GESLOTEN = "gesloten", "gesloten"

    kaderversie = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="+")
    jaar = models.PositiveSmallIntegerField()
    staat = models.CharField(max_length=10, choices=Staat, default=Staat.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    # Shared by AB-P1-1 and AB-P2-1: how often mensenhandel was on the agenda this year; null is unknown.
    gezagsdriehoek = models.PositiveSmallIntegerField(null=True, blank=True)
    ambtelijk = models.PositiveSmallIntegerField(null=True, blank=True)
    # Written by reports, for the suggestion at AB-P1-4: '', 'concept' or 'vastgesteld'.
    plan_status = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-jaar"]
        verbose_name_plural = "zelfevaluaties"
        constraints = [
            models.UniqueConstraint(fields=["jaar", "kaderversie"], name="zelfevaluatie_unique_per_year"),
            models.UniqueConstraint(
                fields=["staat"],
                condition=Q(staat="open"),
                name="zelfevaluatie_one_open",
                violation_error_message="Er is al een zelfevaluatie open.",
            ),
        ]

    def __str__(self) -> str:
        return f"Zelfevaluatie {self.jaar}"


class Beantwoording(TenantModel):
    """What an answer to a bouwsteen and to an extra question have in common."""

    # Saved and revised together; the words for people stand in the forms.
    FIELDS: tuple[str, ...] = ("status", "nvt_reden", "plan_zin", "toelichting")
    zelfevaluatie_id: uuid.UUID

    status = models.CharField(max_length=20, choices=Status, blank=True)
    nvt_reden = models.CharField(max_length=500, blank=True)
    plan_zin = models.TextField(max_length=PLAN_ZIN_MAX, blank=True)
    toelichting = models.TextField(max_length=TOELICHTING_MAX, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(null=True, blank=True)
    updated_by = models.UUIDField(null=True, blank=True)

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Any = None) -> None:
        """Not here, where each would cost a query: the form checks the same, and the database does when writing."""

    def data(self) -> dict[str, Any]:
        """The fields of one save as JSON values, for a revision and for comparing two versions."""
        values = {field: getattr(self, field) for field in self.FIELDS}
        return {field: value.isoformat() if hasattr(value, "isoformat") else value for field, value in values.items()}


class Antwoord(Beantwoording):
    FIELDS = (
        *Beantwoording.FIELDS,
        "deelcriteria",
        "organisatieniveau",
        "georganiseerd_door",
        "streefdoel_status",
        "streefdoel_datum",
        "zo_houden",
        "trekker",
    )

    zelfevaluatie = models.ForeignKey(Zelfevaluatie, on_delete=models.CASCADE, related_name="antwoorden")
    bouwsteen = models.ForeignKey(Bouwsteen, on_delete=models.PROTECT, related_name="+")
    deelcriteria = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    organisatieniveau = ArrayField(models.CharField(max_length=20, choices=Organisatieniveau), default=list, blank=True)
    georganiseerd_door = models.CharField(max_length=200, blank=True)
    streefdoel_status = models.CharField(max_length=20, choices=Status, blank=True)
    streefdoel_datum = models.DateField(null=True, blank=True)
    zo_houden = models.BooleanField(default=False)
    trekker = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["bouwsteen__volgorde"]
        verbose_name_plural = "antwoorden"
        constraints = [
            models.UniqueConstraint(fields=["zelfevaluatie", "bouwsteen"], name="antwoord_one_per_bouwsteen"),
            models.CheckConstraint(
                condition=~Q(status=Status.NVT) | ~Q(nvt_reden=""),
                name="antwoord_nvt_has_reason",
                violation_error_message="Schrijf bij ‘n.v.t.’ kort de reden op.",
            ),
        ]

    def __str__(self) -> str:
        return f"Antwoord {self.bouwsteen_id}"


class AanvullendAntwoord(Beantwoording):
    """An answer outside the Kader: it fills the plan and never counts in a score."""

    zelfevaluatie = models.ForeignKey(Zelfevaluatie, on_delete=models.CASCADE, related_name="aanvullende_antwoorden")
    vraag = models.ForeignKey(AanvullendeVraag, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["vraag__volgorde"]
        verbose_name_plural = "aanvullende antwoorden"
        constraints = [
            models.UniqueConstraint(fields=["zelfevaluatie", "vraag"], name="aanvullendantwoord_one_per_vraag"),
            models.CheckConstraint(
                condition=~Q(status=Status.NVT) | ~Q(nvt_reden=""),
                name="aanvullendantwoord_nvt_has_reason",
                violation_error_message="Schrijf bij ‘n.v.t.’ kort de reden op.",
            ),
        ]

    def __str__(self) -> str:
        return f"Antwoord {self.vraag_id}"


class AntwoordRevision(TenantModel):
    """Every accepted save, and every text that lost a race, so that nothing typed is ever gone. Append-only."""

    zelfevaluatie = models.ForeignKey(Zelfevaluatie, on_delete=models.CASCADE, related_name="revisions")
    code = models.CharField(max_length=10, help_text="Van de bouwsteen of de aanvullende vraag")
    version = models.PositiveIntegerField()
    accepted = models.BooleanField(default=True)
    data = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-created_at"]
        get_latest_by = "created_at"
        indexes = [models.Index(fields=["-created_at"], name="revision_recent")]
        constraints = [
            models.UniqueConstraint(
                fields=["zelfevaluatie", "code", "version"], condition=Q(accepted=True), name="revision_version_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} versie {self.version}"


class Onderbouwing(TenantModel):
    """What an answer rests on: a link, or a file kept as a row (ADR 0004)."""

    antwoord = models.ForeignKey(Antwoord, on_delete=models.CASCADE, related_name="onderbouwingen")
    titel = models.CharField(max_length=200)
    url = models.URLField(blank=True, max_length=500)
    bestand = models.BinaryField(null=True, blank=True)
    bestandsnaam = models.CharField(max_length=200, blank=True)
    mimetype = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "onderbouwingen"
        constraints = [
            models.CheckConstraint(
                name="onderbouwing_link_or_file",
                condition=(~Q(url="") & Q(bestand=None)) | (Q(url="") & Q(bestand__isnull=False)),
                violation_error_message="Geef een link of een bestand, niet allebei.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel
