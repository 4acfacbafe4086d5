import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenants.models import Gemeente, Indeling, Regio

CHECK_EVERY = timedelta(days=365)


class PassageQuerySet(models.QuerySet["Passage"]):
    def newest(self) -> "PassageQuerySet":
        """The newest version per code and layer, also when it is still to be checked or ingetrokken."""
        return self.order_by("code", "laag", "regio_id", "-versie").distinct("code", "laag", "regio_id")

    def printable(self) -> "PassageQuerySet":
        """What plans print: per code and layer the newest version that is certain, unless that one is ingetrokken."""
        certain = self.filter(zekerheid=Passage.Zekerheid.ZEKER)
        return self.filter(pk__in=certain.newest().values("pk"), ingetrokken=False)

    def current(self) -> "PassageQuerySet":
        """The landelijke passages that are printed, in the order of the plan."""
        return self.filter(laag=Passage.Laag.LANDELIJK).printable().order_by("volgorde")

    def within(self, gemeente: Gemeente) -> "PassageQuerySet":
        """Of the country and of the regio's that this gemeente belongs to today."""
        today = timezone.localdate()
        indelingen = Indeling.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=today),
            Q(valid_until=None) | Q(valid_until__gte=today),
            gemeente=gemeente,
        )
        here = Q(laag=Passage.Laag.LANDELIJK) | Q(regio__in=indelingen.values("regio"))
        return self.filter(here).select_related("regio")

    def for_gemeente(self, gemeente: Gemeente) -> "PassageQuerySet":
        """What the plan of this gemeente may print, once per code and layer."""
        return self.within(gemeente).printable().order_by("code", "laag", "regio_id")


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
    ingetrokken = models.BooleanField(default=False, help_text="Met deze versie stopte de regionale tekst")
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
            models.CheckConstraint(
                name="passage_ingetrokken_is_regionaal",
                condition=Q(ingetrokken=False) | Q(laag="regionaal", zekerheid="zeker"),
                violation_error_message="Alleen een regionale tekst kan worden ingetrokken.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} versie {self.versie}"

    @property
    def is_old(self) -> bool:
        """Nobody looked at it for more than a year."""
        return timezone.localdate() - self.gecontroleerd_op > CHECK_EVERY


class Controle(models.Model):
    """That somebody checked a passage again and its wording still held: what then stood around the text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="controles")
    gecontroleerd_op = models.DateField()
    bron = models.TextField()
    bron_url = models.URLField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.passage}, gecontroleerd op {self.gecontroleerd_op:%d-%m-%Y}"
