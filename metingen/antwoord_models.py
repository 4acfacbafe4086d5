import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Toegang
from tenants.models import Gemeente

DRAFT_BYTES = 60_000  # of what somebody typed and did not submit yet


class AntwoordlinkQuerySet(models.QuerySet["Antwoordlink"]):
    def alive(self) -> "AntwoordlinkQuerySet":
        """Not used yet, not ended and not too old. In a round that is over they serve to take back."""
        return self.filter(used_at=None, ended_at=None, valid_until__gt=timezone.now())

    def usable(self) -> "AntwoordlinkQuerySet":
        """With which one can submit today."""
        return self.alive().filter(meetronde__staat="open", meetronde__periode_tot__gte=timezone.localdate())


class Antwoordlink(models.Model):
    """That a gemeente that does not use Kompas may answer a round once, without login, or take back what it sent.

    The link itself is mailed to an address of that gemeente and kept nowhere; who made it never sees it. Several may
    wait side by side. `draft` is what was typed and not submitted yet: it goes as soon as the link cannot be used.
    """

    VALID = timedelta(days=30)

    class Outcome(models.TextChoices):
        INGEDIEND = "ingediend", "geantwoord"
        INGETROKKEN = "ingetrokken", "ingetrokken wat was ingediend"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meetronde = models.ForeignKey("metingen.Meetronde", on_delete=models.CASCADE, related_name="antwoordlinks")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(
        max_length=64, unique=True, null=True, blank=True, help_text="Van het geheim in de link; leeg tot de mail"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()
    organisatie = models.CharField(max_length=10, choices=Toegang.Organisatie, blank=True, db_default="")
    email = models.EmailField(blank=True, db_default="", help_text="Van de gemeente; daar gaat de link naartoe")
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True, db_default="")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Toen wie hem maakte, hem liet vervallen")
    draft = models.JSONField(null=True, blank=True)
    draft_version = models.PositiveIntegerField(db_default=0)
    draft_page = models.CharField(max_length=16, blank=True, db_default="", help_text="Welke open pagina dat bewaarde")
    draft_at = models.DateTimeField(null=True, blank=True)

    objects = AntwoordlinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "antwoordlinks"

    def __str__(self) -> str:
        return f"{self.gemeente} in {self.meetronde}"

    @property
    def is_alive(self) -> bool:
        return self.used_at is None and self.ended_at is None and self.valid_until > timezone.now()

    @property
    def until(self) -> str:
        """How long one can answer with it, in words: its own term, or with the round when that ends first."""
        last, term = self.meetronde.periode_tot, timezone.localdate(self.valid_until)
        return f"tot en met {date_format(last, 'j F Y')}" if last < term else f"tot {date_format(term, 'j F Y')}"

    @property
    def maker(self) -> str:
        """`CoMensha`; of a link from before this was kept the two of them."""
        return self.get_organisatie_display() or "VNG of CoMensha"
