from typing import Any

from django.db import models
from django.db.models import F, Q

from kader.models import AanvullendeVraag, Bouwsteen
from tenants.rows import TenantModel, TenantQuerySet


class Ambitie(models.IntegerChoices):
    VOORKOMEN = 1, "1. Voorkomen van slachtoffer- en daderschap"
    SIGNALEREN = 2, "2. Signaleren, melden en monitoren"
    OPVANG = 3, "3. Passende opvang en ondersteuning"
    DESKUNDIGHEID = 4, "4. Aandacht en deskundigheid"
    DADERAANPAK = 5, "5. Daderaanpak"
    SAMENWERKING = 6, "6. Bevorderen van samenwerking"


class ActieQuerySet(TenantQuerySet["Actie"]):
    def unfinished(self) -> "ActieQuerySet":
        return self.filter(staat__in=[Actie.Staat.OPEN, Actie.Staat.BEZIG])

    def planned(self) -> "ActieQuerySet":
        return self.exclude(staat=Actie.Staat.VERVALLEN)


class Actie(TenantModel):
    """What will be done, by whom and when. It belongs to a bouwsteen or extra question, or to neither, and outlives
    the zelfevaluatie in which it was noted."""

    class Cadans(models.TextChoices):
        EENMALIG = "eenmalig", "eenmalig"
        DOORLOPEND = "doorlopend", "doorlopend"
        TWEEWEKELIJKS = "tweewekelijks", "elke twee weken"
        MAANDELIJKS = "maandelijks", "elke maand"
        PER_KWARTAAL = "per_kwartaal", "elk kwartaal"
        HALFJAARLIJKS = "halfjaarlijks", "twee keer per jaar"
        JAARLIJKS = "jaarlijks", "elk jaar"

    class Staat(models.TextChoices):
        OPEN = "open", "nog te doen"
        BEZIG = "bezig", "mee bezig"
        GEREED = "gereed", "klaar"
        VERVALLEN = "vervallen", "gaat niet door"

    wat = models.CharField(max_length=500)
    bouwsteen = models.ForeignKey(Bouwsteen, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    vraag = models.ForeignKey(AanvullendeVraag, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ambitie = models.PositiveSmallIntegerField(choices=Ambitie)
    trekker = models.CharField(max_length=120, blank=True)
    gereed = models.DateField(null=True, blank=True)
    cadans = models.CharField(max_length=20, choices=Cadans, blank=True)
    kosten = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    uren = models.PositiveIntegerField(null=True, blank=True)
    staat = models.CharField(max_length=10, choices=Staat, default=Staat.OPEN)
    toelichting = models.TextField(max_length=2_000, blank=True)
    volgorde = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.UUIDField(null=True, blank=True)

    objects = ActieQuerySet.as_manager()

    class Meta:
        ordering = ["ambitie", "volgorde", F("gereed").asc(nulls_last=True), "created_at"]
        verbose_name_plural = "acties"
        constraints = [
            models.CheckConstraint(
                name="actie_bouwsteen_or_vraag",
                condition=Q(bouwsteen=None) | Q(vraag=None),
                violation_error_message="Kies een bouwsteen of een aanvullende vraag, niet allebei.",
            ),
            models.CheckConstraint(
                name="actie_costs_not_negative",
                condition=Q(kosten__gte=0) | Q(kosten=None),
                violation_error_message="Kosten kunnen niet lager zijn dan nul.",
            ),
        ]

    def __str__(self) -> str:
        return self.wat

    def validate_constraints(self, exclude: Any = None) -> None:
        """Not here, where each would cost a query: the form checks the same, and the database does when writing."""
