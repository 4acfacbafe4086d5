from django.db import models
from django.utils import timezone

from saving.models import Versioned
from tenants.rows import TenantModel

LONG, SHORT = 1_200, 600  # the letter to the raad is two pages


class Evaluatie(TenantModel, Versioned):
    """What the gemeente says of one year of its adopted plan; what was done and what not comes from the plan itself.

    Without a row nothing was written yet, and the evaluation says so.
    """

    FIELDS = ("inleiding", "conclusie", "geld", "vervolg")

    jaar = models.PositiveSmallIntegerField(unique=True)
    inleiding = models.TextField(max_length=LONG, blank=True)
    conclusie = models.TextField(max_length=LONG, blank=True)
    geld = models.TextField(max_length=SHORT, blank=True, help_text="Wat er is uitgegeven")
    vervolg = models.TextField(max_length=SHORT, blank=True)

    class Meta:
        verbose_name_plural = "evaluaties"

    def __str__(self) -> str:
        return f"Evaluatie {self.jaar}"


class Evaluatieversie(TenantModel):
    """An evaluation as it was made final: the Plan with its `evaluatie`. Append-only by right; a later one of the same
    year does not replace it."""

    jaar = models.PositiveSmallIntegerField()
    planversie = models.ForeignKey("Planversie", on_delete=models.PROTECT, related_name="evaluatieversies")
    plan = models.JSONField(help_text="Zie reports/document/plan.py")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()

    class Meta:
        ordering = ["-created_at"]
        get_latest_by = "created_at"
        verbose_name_plural = "evaluatieversies"

    def __str__(self) -> str:
        return f"Evaluatie {self.jaar} van {timezone.localtime(self.created_at):%d-%m-%Y}"
