from django.db import models

from sjablonen.models import Passage
from tenants.rows import TenantModel


class Tekstbesluit(TenantModel):
    """What a gemeente said about a new standard text: in its concept (no planversie), or in a plan that was adopted.

    At most one for each text of each plan, about the version that is named. Taking the row away undoes it.
    """

    class Besluit(models.TextChoices):
        GEZIEN = "gezien", "gezien"
        LAAT_ZO = "laat_zo", "laat zo"
        WIJZIGINGSBLAD = "wijzigingsblad", "op een wijzigingsblad"

    planversie = models.ForeignKey(
        "reports.Planversie", null=True, blank=True, on_delete=models.CASCADE, related_name="tekstbesluiten"
    )
    code = models.CharField(max_length=60)
    laag = models.CharField(max_length=10, choices=Passage.Laag)
    versie = models.PositiveSmallIntegerField()
    besluit = models.CharField(max_length=20, choices=Besluit)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()

    class Meta:
        verbose_name_plural = "tekstbesluiten"
        constraints = [
            models.UniqueConstraint(
                fields=["planversie", "code"], name="tekstbesluit_one_per_text", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} versie {self.versie}: {self.get_besluit_display()}"

    @property
    def key(self) -> tuple[str, int]:
        """As Layer.standard_key."""
        return (self.laag, self.versie)
