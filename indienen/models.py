from django.contrib.postgres.fields import ArrayField
from django.db import models

from metingen.enquete import Beleidsplan, JaNee
from metingen.models import Meetronde, Organisatie
from saving.models import Revision, Versioned
from tenants.rows import TenantModel


class Voorbereiding(TenantModel, Versioned):
    """What is to be shared and with whom, as a bewerker made it ready; whoever may submit goes on from there.

    One per Meetronde, and one without, for sharing with regio's alone. The answers themselves are not here: they are
    taken anew for each preview.
    """

    FIELDS = (
        "begroting",
        "beleidsplan",
        "beleidsplan_geldig_tot",
        "aandachtsfunctionaris",
        "aandachtsfunctionaris_uren",
        "zorgcoordinatie",
        *(f"thema{nummer}" for nummer in range(1, 6)),
        "plan_zin",
        "deelcriteria",
        "organisaties",
        "regios",
        "uitleg",
    )
    BOUND = (("beleidsplan", "beleidsplan_geldig_tot"), ("aandachtsfunctionaris", "aandachtsfunctionaris_uren"))

    meetronde = models.ForeignKey(
        Meetronde, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    begroting = models.CharField(max_length=10, choices=JaNee, blank=True)
    beleidsplan = models.CharField(max_length=20, choices=Beleidsplan, blank=True)
    beleidsplan_geldig_tot = models.DateField(null=True, blank=True)
    aandachtsfunctionaris = models.CharField(max_length=10, choices=JaNee, blank=True)
    aandachtsfunctionaris_uren = models.PositiveSmallIntegerField(null=True, blank=True)
    zorgcoordinatie = models.CharField(max_length=10, choices=JaNee, blank=True)
    # Answers to the themavragen of the round, by their nummer: they differ per round (metingen/thema_models.py).
    thema1 = models.CharField(max_length=20, blank=True, default="", db_default="")
    thema2 = models.CharField(max_length=20, blank=True, default="", db_default="")
    thema3 = models.CharField(max_length=20, blank=True, default="", db_default="")
    thema4 = models.CharField(max_length=20, blank=True, default="", db_default="")
    thema5 = models.CharField(max_length=20, blank=True, default="", db_default="")
    plan_zin = ArrayField(models.CharField(max_length=10), default=list, blank=True, help_text="Codes van bouwstenen")
    deelcriteria = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, help_text="Codes van bouwstenen"
    )
    organisaties = ArrayField(models.CharField(max_length=10, choices=Organisatie), default=list, blank=True)
    regios = ArrayField(models.UUIDField(), default=list, blank=True)
    uitleg = models.JSONField(default=dict, db_default={}, blank=True, help_text="Per code van een tegenspraak")

    class Meta:
        verbose_name_plural = "voorbereidingen"
        constraints = [
            models.UniqueConstraint(fields=["meetronde"], name="voorbereiding_one", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"Voorbereiding voor {self.meetronde_id or 'de regio'}"


class VoorbereidingRevision(TenantModel, Revision):
    """What was made ready before; what was shared is an Indiening."""

    class Meta(Revision.Meta):
        verbose_name_plural = "eerdere versies"
