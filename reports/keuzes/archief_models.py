from django.db import models
from django.db.models import Q

from saving.models import Versioned
from tenants.rows import TenantModel

SELECTIELIJST = "Selectielijst gemeenten en intergemeentelijke organen 2020"


class Archief(TenantModel, Versioned):
    """How long the gemeente keeps its adopted plans. Said once, for all of them; at most one row."""

    class Waardering(models.TextChoices):
        BEWARING = "B", "blijvend bewaren"
        VERNIETIGING = "V", "na een termijn vernietigen"

    FIELDS = ("waardering", "bewaartermijn", "selectielijst", "categorie")
    BOUND = (("waardering", "bewaartermijn"),)

    waardering = models.CharField(max_length=1, choices=Waardering, default=Waardering.BEWARING)
    bewaartermijn = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="In jaren; leeg bij blijvend bewaren"
    )
    selectielijst = models.CharField(max_length=120, default=SELECTIELIJST)
    categorie = models.CharField(max_length=80, blank=True, help_text="Nummer en naam in de selectielijst")

    class Meta:
        verbose_name_plural = "archieven"
        constraints = [
            models.UniqueConstraint(models.Value(True), name="archief_one_row"),
            models.CheckConstraint(
                name="archief_term_when_not_kept",
                condition=Q(waardering="B", bewaartermijn=None) | Q(waardering="V", bewaartermijn__isnull=False),
                violation_error_message="Wat blijvend bewaard wordt, heeft geen termijn; de rest wel.",
            ),
        ]

    def __str__(self) -> str:
        return "Bewaren van plannen"

    @property
    def is_kept(self) -> bool:
        return self.waardering == self.Waardering.BEWARING
