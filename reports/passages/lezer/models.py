from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenants.rows import TenantModel


class KloptZo(TenantModel):
    """A remark of the tweede lezer that somebody put away, by the key of reports/document/checks/remark.py.

    The key is of the text too, so that a remark comes back when its text changes. Taking the row away undoes it.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()

    class Meta:
        verbose_name_plural = "klopt zo"
        constraints = [
            models.CheckConstraint(name="kloptzo_sha256_is_hex", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return f"Klopt zo sinds {timezone.localtime(self.created_at):%d-%m-%Y}"
