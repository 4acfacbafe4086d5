from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenants.rows import TenantModel, TenantQuerySet

WAITS = timedelta(days=7)  # for a second person; wissing_expire in tenants/migrations/0004 says the same


class WissingQuerySet(TenantQuerySet["Wissing"]):
    def waiting(self) -> "WissingQuerySet":
        return self.filter(staat=Wissing.Staat.GEVRAAGD, created_at__gt=timezone.now() - WAITS)


class Wissing(TenantModel):
    """That words were, or are to be, replaced by [gewist] everywhere; who asked, who confirmed, and how often."""

    class Reden(models.TextChoices):
        PERSOON = "persoon", "Er staat iets over een persoon in"
        ZAAK = "zaak", "Er staat iets over een zaak of melding in"
        VERZOEK = "verzoek", "Iemand vraagt het wissen van eigen gegevens"
        VERGISSING = "vergissing", "Het had hier om een andere reden niet mogen staan"

    class Staat(models.TextChoices):
        GEVRAAGD = "gevraagd", "wacht op een tweede persoon"
        UITGEVOERD = "uitgevoerd", "gewist"
        INGETROKKEN = "ingetrokken", "ingetrokken"
        VERLOPEN = "verlopen", "verlopen, niet gewist"

    words = models.TextField(blank=True, help_text="Versleuteld, en alleen zolang het verzoek wacht")
    reden = models.CharField("reden", max_length=20, choices=Reden)
    staat = models.CharField(max_length=20, choices=Staat, default=Staat.GEVRAAGD)
    counts = models.JSONField(default=dict, blank=True, help_text="Aantal plekken per tabel")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.UUIDField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.UUIDField(null=True, blank=True)

    objects = WissingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "wissingen"
        constraints = [
            models.CheckConstraint(
                name="wissing_second_person",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("created_by")),
                violation_error_message="Een ander dan wie het vroeg, moet bevestigen.",
            ),
            models.CheckConstraint(
                name="wissing_words_only_while_waiting", condition=Q(staat="gevraagd") | Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"Wissing van {timezone.localdate(self.created_at):%d-%m-%Y}"

    @property
    def is_waiting(self) -> bool:
        return self.staat == self.Staat.GEVRAAGD and self.created_at > timezone.now() - WAITS
