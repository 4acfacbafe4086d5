"""What cannot be undone and concerns all gemeenten, two people do: one asks, another does it. As with a Wissing."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

WAITS = timedelta(days=7)  # for a second person


class RondeverzoekQuerySet(models.QuerySet["Rondeverzoek"]):
    def waiting(self) -> "RondeverzoekQuerySet":
        return self.filter(staat=Rondeverzoek.Staat.GEVRAAGD, created_at__gt=timezone.now() - WAITS)

    def expired(self) -> "RondeverzoekQuerySet":
        return self.filter(staat=Rondeverzoek.Staat.GEVRAAGD, created_at__lte=timezone.now() - WAITS)


class Rondeverzoek(models.Model):
    """That somebody asked to close a Meetronde, to publish its Groepscijfers or to mail all gemeenten about it."""

    class Soort(models.TextChoices):
        SLUITEN = "sluiten", "de meetronde sluiten"
        PUBLICEREN = "publiceren", "de groepscijfers publiceren"
        HERINNEREN = "herinneren", "alle gemeenten herinneren"

    class Staat(models.TextChoices):
        GEVRAAGD = "gevraagd", "wacht op een tweede persoon"
        UITGEVOERD = "uitgevoerd", "gedaan"
        INGETROKKEN = "ingetrokken", "ingetrokken"
        VERLOPEN = "verlopen", "verlopen, niet gedaan"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meetronde = models.ForeignKey("metingen.Meetronde", on_delete=models.CASCADE, related_name="verzoeken")
    soort = models.CharField(max_length=20, choices=Soort)
    staat = models.CharField(max_length=20, choices=Staat, default=Staat.GEVRAAGD)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.UUIDField(null=True, blank=True)

    objects = RondeverzoekQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "rondeverzoeken"
        constraints = [
            models.UniqueConstraint(
                fields=["meetronde", "soort"], condition=Q(staat="gevraagd"), name="rondeverzoek_one_waiting"
            ),
            models.CheckConstraint(
                name="rondeverzoek_second_person",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("created_by")),
                violation_error_message="Een ander dan wie het vroeg, moet bevestigen.",
            ),
            models.CheckConstraint(
                name="rondeverzoek_done_is_confirmed", condition=~Q(staat="uitgevoerd") | ~Q(confirmed_by=None)
            ),
        ]

    def __str__(self) -> str:
        return self.get_soort_display()
