"""What cannot be undone and concerns all gemeenten, two people do: one asks, another does it. As with a Wissing."""

import uuid
from datetime import time, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

WAITS = timedelta(days=7)  # for a second person
SEND_FROM = time(8)  # of the day that a mail was planned for: nobody wants it at midnight


class RondeverzoekQuerySet(models.QuerySet["Rondeverzoek"]):
    def waiting(self) -> "RondeverzoekQuerySet":
        return self.filter(staat=Rondeverzoek.Staat.GEVRAAGD, created_at__gt=timezone.now() - WAITS)

    def planned(self) -> "RondeverzoekQuerySet":
        return self.filter(staat=Rondeverzoek.Staat.GEPLAND)

    def due(self) -> "RondeverzoekQuerySet":
        """Confirmed for today or, when nobody swept, a day that is past."""
        now = timezone.localtime()
        last = now.date() if now.time() >= SEND_FROM else now.date() - timedelta(days=1)
        return self.planned().filter(planned_for__lte=last)

    def expired(self) -> "RondeverzoekQuerySet":
        return self.filter(staat=Rondeverzoek.Staat.GEVRAAGD, created_at__lte=timezone.now() - WAITS)


class Rondeverzoek(models.Model):
    """That somebody asked to close a Meetronde, to publish its Groepscijfers or to mail gemeenten about it. What the
    second person confirms stands here and does not change: who is mailed, when, what with, and until what last day."""

    class Soort(models.TextChoices):
        OPENEN = "openen", "de meetronde openen en gemeenten uitnodigen"
        VERLENGEN = "verlengen", "de laatste dag verschuiven"
        SLUITEN = "sluiten", "de meetronde sluiten"
        PUBLICEREN = "publiceren", "de groepscijfers publiceren"
        HERINNEREN = "herinneren", "gemeenten herinneren"

    class Staat(models.TextChoices):
        GEVRAAGD = "gevraagd", "wacht op een tweede persoon"
        GEPLAND = "gepland", "bevestigd, wacht op zijn dag"
        UITGEVOERD = "uitgevoerd", "gedaan"
        INGETROKKEN = "ingetrokken", "ingetrokken"
        VERLOPEN = "verlopen", "verlopen, niet gedaan"

    class Audience(models.TextChoices):
        """Of a reminder. Each of them alone when it did not submit; whether it began, only it knows itself."""

        ALL = "alle", "alle gemeenten die nog niet hebben ingediend"
        PROMISED = "toegezegd", "gemeenten die toezegden en nog niet hebben ingediend"
        NOT_BEGUN = "niet_begonnen", "gemeenten die nog niet zijn begonnen"

    DETAILS = ("periode_tot", "boodschap", "audience", "provincies", "planned_for")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meetronde = models.ForeignKey("metingen.Meetronde", on_delete=models.CASCADE, related_name="verzoeken")
    soort = models.CharField(max_length=20, choices=Soort)
    staat = models.CharField(max_length=20, choices=Staat, default=Staat.GEVRAAGD)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.UUIDField(null=True, blank=True)
    periode_tot = models.DateField(null=True, blank=True, help_text="De nieuwe laatste dag")
    boodschap = models.TextField(max_length=600, blank=True, default="", db_default="", help_text="Staat in de mail")
    audience = models.CharField(max_length=20, choices=Audience, default=Audience.ALL, db_default=Audience.ALL)
    provincies = ArrayField(models.CharField(max_length=60), default=list, blank=True, db_default=[])
    planned_for = models.DateField(null=True, blank=True, help_text="Leeg: zodra een tweede persoon het bevestigt")

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
                name="rondeverzoek_done_is_confirmed",
                condition=~Q(staat__in=["uitgevoerd", "gepland"]) | ~Q(confirmed_by=None),
            ),
            models.CheckConstraint(
                name="rondeverzoek_longer_has_day", condition=~Q(soort="verlengen") | ~Q(periode_tot=None)
            ),
            models.CheckConstraint(
                name="rondeverzoek_planned_has_day", condition=~Q(staat="gepland") | ~Q(planned_for=None)
            ),
        ]

    def __str__(self) -> str:
        return self.get_soort_display()

    @property
    def is_mail(self) -> bool:
        return self.soort in (self.Soort.OPENEN, self.Soort.VERLENGEN, self.Soort.HERINNEREN)

    def asks_as(self, other: "Rondeverzoek") -> bool:
        """Whether it is the same in all that somebody filled in."""
        return all(getattr(self, name) == getattr(other, name) for name in self.DETAILS)
