import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from tenants.models import Gemeente


class AntwoordlinkQuerySet(models.QuerySet["Antwoordlink"]):
    def usable(self) -> "AntwoordlinkQuerySet":
        """Not used yet, not too old, and of a round into which one can submit today."""
        waiting = self.filter(used_at=None, valid_until__gt=timezone.now())
        return waiting.filter(meetronde__staat="open", meetronde__periode_tot__gte=timezone.localdate())


class Antwoordlink(models.Model):
    """That a gemeente that does not use Kompas may answer a round once, without login. The link itself is not kept."""

    VALID = timedelta(days=30)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meetronde = models.ForeignKey("metingen.Meetronde", on_delete=models.CASCADE, related_name="antwoordlinks")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True, help_text="Van het geheim in de link")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()
    email = models.EmailField(blank=True, db_default="", help_text="Van de gemeente; daar hoort zij van de link")
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = AntwoordlinkQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "antwoordlinks"
        constraints = [
            models.UniqueConstraint(
                fields=["meetronde", "gemeente"], condition=Q(used_at=None), name="antwoordlink_one_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} in {self.meetronde}"

    @property
    def until(self) -> str:
        """How long it works, in words: its own term, or with the round when that ends first."""
        last, term = self.meetronde.periode_tot, timezone.localdate(self.valid_until)
        return f"tot en met {date_format(last, 'j F Y')}" if last < term else f"tot {date_format(term, 'j F Y')}"
