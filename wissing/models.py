from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from jobs.models import Job
from tenants.rows import TenantModel, TenantQuerySet

WAITS = timedelta(days=7)  # for a second person; wissing_expire in tenants/migrations/0007 says the same


class WissingQuerySet(TenantQuerySet["Wissing"]):
    def waiting(self) -> "WissingQuerySet":
        return self.filter(staat=Wissing.Staat.GEVRAAGD, created_at__gt=timezone.now() - WAITS)

    def unsettled(self) -> "WissingQuerySet":
        """Asked, or begun and broken off, so that somebody may confirm it (again) or take it back."""
        at_work = Exists(Job.objects.unfinished().filter(pk=OuterRef("job_id")))
        waits = Q(staat__in=[Wissing.Staat.GEVRAAGD, Wissing.Staat.MISLUKT])
        lost = Q(staat=Wissing.Staat.BEZIG) & ~at_work
        return self.filter(waits | lost, created_at__gt=timezone.now() - WAITS)


class Wissing(TenantModel):
    """That words were, or are to be, replaced by [gewist] everywhere; who asked, who confirmed, and how often."""

    class Fout(models.TextChoices):
        """Why nothing was wiped, in words that quote nothing."""

        TIME = "tijd", "Deze bestanden kon Kompas niet op tijd doorzoeken"
        LEFT = "over", "De woorden staan nog op plekken waar Kompas ze niet weg kan halen"
        KEY = "sleutel", "Kompas kan de woorden niet meer lezen"
        JOURNAL = "journaal", "Kompas kan niet vastleggen dat dit na een herstel opnieuw moet"

    class Reden(models.TextChoices):
        PERSOON = "persoon", "Er staat iets over een persoon in"
        ZAAK = "zaak", "Er staat iets over een zaak of melding in"
        VERZOEK = "verzoek", "Iemand vraagt het wissen van eigen gegevens"
        VERGISSING = "vergissing", "Het had hier om een andere reden niet mogen staan"

    class Staat(models.TextChoices):
        GEVRAAGD = "gevraagd", "wacht op een tweede persoon"
        BEZIG = "bezig", "wordt gewist"
        MISLUKT = "mislukt", "niet gelukt, er is niets gewist"
        UITGEVOERD = "uitgevoerd", "gewist"
        INGETROKKEN = "ingetrokken", "ingetrokken"
        VERLOPEN = "verlopen", "verlopen, niet gewist"

    UNSETTLED = (Staat.GEVRAAGD, Staat.BEZIG, Staat.MISLUKT)

    words = models.TextField(blank=True, help_text="Versleuteld, en alleen tot ze gewist zijn")
    reden = models.CharField("reden", max_length=20, choices=Reden)
    staat = models.CharField(max_length=20, choices=Staat, default=Staat.GEVRAAGD)
    counts = models.JSONField(default=dict, blank=True, help_text="Aantal plekken per tabel")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.UUIDField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.UUIDField(null=True, blank=True)
    job_id = models.UUIDField(null=True, blank=True, help_text="De taak die het doet, zie jobs/models.py")
    looked = models.JSONField(default=dict, blank=True, help_text="Per bestand of de woorden erin staan")
    fout = models.JSONField(default=dict, blank=True, help_text="Soort, en om welke bestanden of tabellen het gaat")

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
                name="wissing_words_only_until_wiped",
                condition=Q(staat__in=["gevraagd", "bezig", "mislukt"]) | Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Wissing van {timezone.localdate(self.created_at):%d-%m-%Y}"

    @property
    def is_in_time(self) -> bool:
        """Whether it is not settled yet, and may still be confirmed or taken back."""
        return self.staat in self.UNSETTLED and self.created_at > timezone.now() - WAITS
