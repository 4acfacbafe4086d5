import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenants.models import Gemeente, Regio


class PassageQuerySet(models.QuerySet["Passage"]):
    def current(self) -> "PassageQuerySet":
        """The newest version of each landelijke passage that may be printed, in the order of the plan."""
        certain = self.filter(laag=Passage.Laag.LANDELIJK, zekerheid=Passage.Zekerheid.ZEKER)
        newest = certain.filter(code=models.OuterRef("code")).order_by("-versie").values("versie")[:1]
        return certain.filter(versie=models.Subquery(newest)).order_by("volgorde")

    def for_gemeente(self, gemeente: Gemeente) -> "PassageQuerySet":
        """As `current`, with those of the regio's that it belongs to today; one such replaces the same code."""
        today = timezone.localdate()
        regios = Regio.objects.filter(
            Q(indeling__valid_from=None) | Q(indeling__valid_from__lte=today),
            Q(indeling__valid_until=None) | Q(indeling__valid_until__gte=today),
            indeling__gemeente=gemeente,
        )
        mine = self.filter(Q(regio=None) | Q(regio__in=regios), zekerheid=Passage.Zekerheid.ZEKER)
        # Per code the first of: regionaal before landelijk, one regio before another, and then the newest.
        regional_first = F("regio__soort").asc(nulls_last=True)
        chosen = mine.order_by("code", regional_first, "regio__code", "-versie").distinct("code")
        return self.filter(pk__in=chosen.values("pk")).order_by("volgorde")


class Passage(models.Model):
    """A standard text of the beleidsplan. A new wording is a new version; plans record which one they used."""

    class Laag(models.TextChoices):
        LANDELIJK = "landelijk", "landelijk"
        REGIONAAL = "regionaal", "regionaal"

    class Zekerheid(models.TextChoices):
        ZEKER = "zeker", "gecontroleerd"
        CONTROLEREN = "controleren", "nog te controleren"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=60)
    versie = models.PositiveSmallIntegerField(default=1)
    laag = models.CharField(max_length=10, choices=Laag)
    regio = models.ForeignKey(Regio, null=True, blank=True, on_delete=models.PROTECT)
    onderdeel = models.CharField(max_length=20, help_text="Code van het planonderdeel")
    volgorde = models.PositiveSmallIntegerField()
    titel = models.CharField(max_length=120, blank=True)
    tekst = models.TextField(help_text="Markdown zonder koppen; {gemeente} wordt de naam")
    bron = models.TextField()
    bron_url = models.URLField(blank=True)
    gecontroleerd_op = models.DateField()
    zekerheid = models.CharField(max_length=12, choices=Zekerheid)
    kort = models.BooleanField(default=False, help_text="Staat ook in de korte vorm van het plan")

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["onderdeel", "volgorde", "versie"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "laag", "regio", "versie"], name="passage_version_unique", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="passage_regio_iff_regionaal",
                condition=Q(laag="regionaal", regio__isnull=False) | Q(laag="landelijk", regio__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} versie {self.versie}"
