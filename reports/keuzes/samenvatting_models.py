from django.db import models
from django.db.models import Q

from saving.models import Versioned
from tenants.rows import TenantModel
from zelfevaluatie.models import Zelfevaluatie

SHORT_MAX, NOT_NOW_MAX = 120, 300  # it is one page


class Samenvatting(TenantModel, Versioned):
    """What the gemeente says on the one page for who decides; the rest of it comes from the plan itself.

    Without a row nothing was chosen, and the page says so. Three of each: a longer list chooses nothing.
    """

    FIELDS = (
        "included",
        "stand",
        *(f"{kind}_{number}" for number in (1, 2, 3) for kind in ("probleem", "prioriteit", "reden")),
        "not_now",
    )
    BOUND = tuple((f"prioriteit_{number}", f"reden_{number}") for number in (1, 2, 3))

    zelfevaluatie = models.OneToOneField(Zelfevaluatie, on_delete=models.CASCADE, related_name="samenvatting")
    included = models.BooleanField(default=True, help_text="Of de bladzijde in het plan staat")
    stand = models.BooleanField(default=False, help_text="Of erin staat hoeveel bouwstenen geregeld zijn")
    probleem_1 = models.CharField(max_length=SHORT_MAX, blank=True)
    probleem_2 = models.CharField(max_length=SHORT_MAX, blank=True)
    probleem_3 = models.CharField(max_length=SHORT_MAX, blank=True)
    prioriteit_1 = models.CharField(max_length=SHORT_MAX, blank=True)
    reden_1 = models.CharField(max_length=SHORT_MAX, blank=True)
    prioriteit_2 = models.CharField(max_length=SHORT_MAX, blank=True)
    reden_2 = models.CharField(max_length=SHORT_MAX, blank=True)
    prioriteit_3 = models.CharField(max_length=SHORT_MAX, blank=True)
    reden_3 = models.CharField(max_length=SHORT_MAX, blank=True)
    not_now = models.TextField(max_length=NOT_NOW_MAX, blank=True, help_text="Wat de gemeente nu niet doet, en waarom")

    class Meta:
        verbose_name_plural = "samenvattingen"
        constraints = [
            models.CheckConstraint(
                name=f"samenvatting_prioriteit_{number}_has_reden",
                condition=Q(**{f"prioriteit_{number}": "", f"reden_{number}": ""})
                | (~Q(**{f"prioriteit_{number}": ""}) & ~Q(**{f"reden_{number}": ""})),
                violation_error_message="Schrijf bij elke prioriteit de reden.",
            )
            for number in (1, 2, 3)
        ]

    def __str__(self) -> str:
        return f"Samenvatting bij {self.zelfevaluatie}"
