import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenants.models import Gemeente, Indeling, Regio


class PassageQuerySet(models.QuerySet["Passage"]):
    def current(self) -> "PassageQuerySet":
        """The newest version of each landelijke passage that may be printed, in the order of the plan."""
        certain = self.filter(laag=Passage.Laag.LANDELIJK, zekerheid=Passage.Zekerheid.ZEKER)
        newest = certain.filter(code=models.OuterRef("code")).order_by("-versie").values("versie")[:1]
        return certain.filter(versie=models.Subquery(newest)).order_by("volgorde")

    def for_gemeente(self, gemeente: Gemeente) -> "PassageQuerySet":
        """The newest printable version per code and layer: landelijk, and of the regio's it belongs to today."""
        return self.here(gemeente).filter(zekerheid=Passage.Zekerheid.ZEKER).newest()

    def to_check_for(self, gemeente: Gemeente) -> "PassageQuerySet":
        """As for_gemeente, of texts whose newest version must be checked before anybody may rely on it."""
        newest = self.here(gemeente).newest()
        return self.filter(pk__in=newest.values("pk"), zekerheid=Passage.Zekerheid.CONTROLEREN).select_related("regio")

    def here(self, gemeente: Gemeente) -> "PassageQuerySet":
        today = timezone.localdate()
        indelingen = Indeling.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=today),
            Q(valid_until=None) | Q(valid_until__gte=today),
            gemeente=gemeente,
        )
        return self.filter(Q(laag=Passage.Laag.LANDELIJK) | Q(regio__in=indelingen.values("regio")))

    def newest(self) -> "PassageQuerySet":
        ordered = self.select_related("regio").order_by("code", "laag", "regio_id", "-versie")
        return ordered.distinct("code", "laag", "regio_id")


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
    # Null for what came from the fixture; a redacteur leaves both.
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.UUIDField(null=True, blank=True)

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
