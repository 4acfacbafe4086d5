import uuid
from datetime import date, timedelta
from typing import Any, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from sjablonen.kengetal_models import Kengetal as Kengetal  # noqa: PLC0414  so that Django finds it here
from tenants.models import Gemeente, Indeling, Regio

CHECK_EVERY = timedelta(days=365)
Row = TypeVar("Row", bound=models.Model)


def regios_of(gemeente: Gemeente) -> models.QuerySet[Indeling, Any]:
    """The regio's that it belongs to today, as a subquery."""
    return Indeling.objects.today().filter(gemeente=gemeente).values("regio")


class PassageQuerySet(models.QuerySet["Passage"]):
    def in_force(self) -> "PassageQuerySet":
        """Without what counts only from a day that is still to come."""
        return self.filter(Q(geldig_vanaf=None) | Q(geldig_vanaf__lte=timezone.localdate()))

    def newest(self) -> "PassageQuerySet":
        """The newest version per code and layer, also when it is still to be checked or ingetrokken."""
        return self.order_by("code", "laag", "regio_id", "-versie").distinct("code", "laag", "regio_id")

    def printable(self) -> "PassageQuerySet":
        """What plans print today: per code and layer the newest version that is certain, unless it is ingetrokken."""
        certain = self.in_force().filter(zekerheid=Passage.Zekerheid.ZEKER)
        return self.filter(pk__in=certain.newest().values("pk"), ingetrokken=False)

    def current(self) -> "PassageQuerySet":
        """The landelijke passages that are printed, in the order of the plan."""
        return self.filter(laag=Passage.Laag.LANDELIJK).printable().order_by("volgorde")

    def within(self, gemeente: Gemeente) -> "PassageQuerySet":
        """Of the country and of the regio's that this gemeente belongs to today."""
        here = Q(laag=Passage.Laag.LANDELIJK) | Q(regio__in=regios_of(gemeente))
        return self.filter(here).select_related("regio")

    def to_check_for(self, gemeente: Gemeente) -> "PassageQuerySet":
        """As for_gemeente, of texts whose newest version must be checked before anybody may rely on it."""
        standing = self.within(gemeente).in_force().newest()
        newest = self.filter(pk__in=standing.values("pk"), ingetrokken=False)
        return newest.filter(zekerheid=Passage.Zekerheid.CONTROLEREN).select_related("regio")

    def coming_for(self, gemeente: Gemeente) -> "PassageQuerySet":
        """What the plan of this gemeente will print from a day that is known, the first day first."""
        certain = self.within(gemeente).filter(zekerheid=Passage.Zekerheid.ZEKER)
        same = Q(regio=OuterRef("regio")) | Q(regio=None, laag=OuterRef("laag"))
        later = Passage.objects.in_force().filter(same, code=OuterRef("code"), versie__gt=OuterRef("versie"))
        coming = certain.exclude(Exists(later.filter(zekerheid=Passage.Zekerheid.ZEKER)))  # such as its withdrawal
        return coming.filter(geldig_vanaf__gt=timezone.localdate()).order_by("geldig_vanaf", "volgorde", "versie")

    def for_gemeente(self, gemeente: Gemeente) -> "PassageQuerySet":
        """What the plan of this gemeente may print, once per code and layer."""
        return self.standing_for(gemeente).filter(ingetrokken=False)

    def standing_for(self, gemeente: Gemeente) -> "PassageQuerySet":
        """As for_gemeente, with what was ingetrokken."""
        certain = self.in_force().filter(zekerheid=Passage.Zekerheid.ZEKER)
        newest = self.within(gemeente).filter(pk__in=certain.newest().values("pk"))
        return newest.order_by("code", "laag", "regio_id")


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
    volgorde = models.FloatField(help_text="Tussen twee teksten is altijd plaats voor een derde")
    titel = models.CharField(max_length=120, blank=True)
    tekst = models.TextField(help_text="Markdown zonder koppen; {gemeente} wordt de naam")
    bron = models.TextField()
    bron_url = models.URLField(blank=True)
    gecontroleerd_op = models.DateField()
    zekerheid = models.CharField(max_length=12, choices=Zekerheid)
    kort = models.BooleanField(default=False, help_text="Staat ook in de korte vorm van het plan")
    ingetrokken = models.BooleanField(default=False, help_text="Met deze versie stopte de tekst")
    vervangen_door = models.CharField(
        max_length=60, blank=True, default="", db_default="", help_text="Code van wat er bij het intrekken voor kwam"
    )
    geldig_vanaf = models.DateField(
        null=True, blank=True, help_text="Vanaf deze dag staat de versie in plannen; leeg: vanaf het uitgeven"
    )
    reden = models.TextField(
        blank=True, default="", db_default="", help_text="Waarom de tekst veranderde, voor gemeenten"
    )
    # Of what came from the fixture nobody; of its first versions no moment either.
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.UUIDField(null=True, blank=True)
    written_by = models.UUIDField(null=True, blank=True)  # who offered it to whom published it

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
                name="passage_ingetrokken_is_zeker", condition=Q(ingetrokken=False) | Q(zekerheid="zeker")
            ),
            models.CheckConstraint(
                name="passage_read_by_another",
                condition=Q(laag="regionaal") | Q(written_by__isnull=True) | ~Q(written_by=F("published_by")),
                violation_error_message="Wie een landelijke tekst schreef, geeft hem niet zelf uit.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} versie {self.versie}"

    @property
    def is_in_force(self) -> bool:
        return self.geldig_vanaf is None or self.geldig_vanaf <= timezone.localdate()

    @property
    def since(self) -> date | None:
        """The day from which plans print it; None for what was there from the beginning."""
        published = timezone.localdate(self.published_at) if self.published_at else None
        return max(filter(None, [published, self.geldig_vanaf]), default=None)

    def stand_where(self, landelijk: "Passage | None") -> None:
        """What takes the place of a landelijke text stands where that one does, also after it moved; not saved."""
        if landelijk and self.regio_id:
            self.onderdeel, self.volgorde = landelijk.onderdeel, landelijk.volgorde

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


class Tekstgebruik(models.Model):
    """In how many plans a landelijke text is printed: a sum, rounded, of what each gemeente found in its own schema.

    Fewer than ten is no row, so that no gemeente can be told from it.
    """

    class Soort(models.TextChoices):
        CONCEPT = "concept", "concepten"
        VASTGESTELD = "vastgesteld", "vastgestelde plannen"

    MINIMUM = 10
    STEP = 5

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="gebruik")
    soort = models.CharField(max_length=12, choices=Soort)
    aantal = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "tekstgebruik"
        constraints = [
            models.UniqueConstraint(fields=["passage", "soort"], name="tekstgebruik_one_per_kind"),
            models.CheckConstraint(name="tekstgebruik_not_small", condition=Q(aantal__gte=10)),
        ]

    def __str__(self) -> str:
        return f"{self.passage}: ongeveer {self.aantal} {self.get_soort_display()}"


class SourcedQuerySet(models.QuerySet[Row]):
    def standing(self) -> Self:
        """Without what a redacteur withdrew."""
        return self.filter(ingetrokken_op=None)


class Sourced(models.Model):
    """A row of a choice list (keuzelijst) that everybody shares: where it comes from, and whether that was checked.

    `versie` counts what redacteuren published of it; what they touched, no fixture changes any more.
    """

    class Zekerheid(models.TextChoices):
        ZEKER = "zeker", "gecontroleerd"
        CONTROLEREN = "controleren", "nog te controleren"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bron = models.TextField()
    bron_url = models.URLField(blank=True)
    gecontroleerd_op = models.DateField()
    zekerheid = models.CharField(max_length=12, choices=Zekerheid)
    versie = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="0: zoals meegekomen met Kompas")
    ingetrokken_op = models.DateField(null=True, blank=True)
    ingetrokken_reden = models.TextField(blank=True, default="", db_default="", help_text="Voor gemeenten")
    vervangen_door = models.CharField(
        max_length=120, blank=True, default="", db_default="", help_text="Wat er in de plaats komt, als dat er is"
    )

    objects = SourcedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_certain(self) -> bool:
        return self.zekerheid == self.Zekerheid.ZEKER


class Instrument(Sourced):
    """What a gemeente can put in the way of an offender. What it does with it, each gemeente keeps itself."""

    class Barriere(models.TextChoices):
        ENTREE_IDENTITEIT = "entree_identiteit", "Entree en identiteit"
        ARBEID = "arbeid", "Arbeid"
        HUISVESTING = "huisvesting", "Huisvesting"

    class Orgaan(models.TextChoices):
        BURGEMEESTER = "burgemeester", "burgemeester"
        COLLEGE = "college", "college"
        RAAD = "raad", "raad"

    code = models.CharField(max_length=40, unique=True)
    volgorde = models.PositiveSmallIntegerField()
    barriere = models.CharField(max_length=20, choices=Barriere)
    vraag = models.CharField(max_length=10, help_text="Code van de aanvullende vraag waar het bij hoort")
    onderdeel = models.CharField(max_length=20, help_text="Code van het planonderdeel")
    titel = models.CharField(max_length=120)
    uitleg = models.TextField()
    bevoegd = ArrayField(models.CharField(max_length=20, choices=Orgaan))
    grondslag = models.CharField(max_length=200)

    class Meta:
        ordering = ["volgorde"]
        verbose_name_plural = "instrumenten"

    def __str__(self) -> str:
        return self.titel

    @property
    def bevoegd_tekst(self) -> str:
        return " en ".join(self.Orgaan(orgaan).label for orgaan in self.bevoegd)


class Vorm(Sourced):
    """A form of mensenhandel. The Kader has four; the list may grow without changing what the Kader counts."""

    code = models.CharField(max_length=40, unique=True)
    volgorde = models.PositiveSmallIntegerField()
    titel = models.CharField(max_length=80)
    uitleg = models.TextField()
    kader = models.BooleanField(help_text="Een van de vier vormen van het Kader")

    class Meta:
        ordering = ["volgorde"]
        verbose_name_plural = "vormen"

    def __str__(self) -> str:
        return self.titel


class VoorbeeldstapQuerySet(SourcedQuerySet["Voorbeeldstap"]):
    def for_gemeente(self, gemeente: Gemeente) -> "VoorbeeldstapQuerySet":
        """The checked example routes: that of the country, and of the regio's it belongs to today."""
        here = Q(regio=None) | Q(regio__in=regios_of(gemeente))
        return self.standing().filter(here, zekerheid=Voorbeeldstap.Zekerheid.ZEKER).select_related("regio")


class Voorbeeldstap(Sourced):
    """A step of an example of the meldroute, which a gemeente copies and then changes as it likes."""

    class Melder(models.TextChoices):
        MEDEWERKER = "medewerker", "Medewerkers van de gemeente"
        PROFESSIONAL = "professional", "Professionals buiten de gemeente"
        BURGER = "burger", "Inwoners en ondernemers"

    regio = models.ForeignKey(Regio, null=True, blank=True, on_delete=models.PROTECT)
    melder = models.CharField(max_length=20, choices=Melder)
    volgorde = models.PositiveSmallIntegerField()
    wat = models.CharField(max_length=200)
    wie = models.CharField(max_length=120, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    website = models.URLField(blank=True)
    spoed = models.BooleanField(default=False)

    objects = VoorbeeldstapQuerySet.as_manager()

    class Meta:
        ordering = ["melder", "volgorde"]
        verbose_name_plural = "voorbeeldstappen"
        constraints = [
            models.UniqueConstraint(
                fields=["regio", "melder", "volgorde"], name="voorbeeldstap_order_unique", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.wat
