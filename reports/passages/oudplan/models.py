import re

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tenants.rows import TenantModel, TenantQuerySet

NUMBER = re.compile(r"([A-Z]?\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s")
KOP_MAX, TEKST_MAX, CODE_MAX = 300, 3_000, 60


class OudPlan(TenantModel):
    """A plan from before Kompas that somebody had read. `id` is that of its Job.

    The file is here until it is read, and no longer; see actions.py and retention.py.
    """

    class Soort(models.TextChoices):
        DOCX = "docx", "Word"
        ODT = "odt", "ODT"
        PDF = "pdf", "PDF"
        HTML = "html", "webpagina"
        TEKST = "tekst", "geplakte tekst"

    id = models.UUIDField(primary_key=True)
    jaar = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=5, choices=Soort)
    bestand = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "oude plannen"
        constraints = [
            models.CheckConstraint(name="oudplan_file_only_until_read", condition=Q(read_at=None) | Q(bestand=None)),
        ]

    def __str__(self) -> str:
        return f"Ons plan {self.jaar}"


class AlineaQuerySet(TenantQuerySet["Alinea"]):
    def undecided(self) -> "AlineaQuerySet":
        return self.filter(besluit=Alinea.Besluit.OPEN)

    def decided(self) -> "AlineaQuerySet":
        return self.exclude(besluit=Alinea.Besluit.OPEN)


class Alinea(TenantModel):
    """A paragraph of an old plan: where Kompas would lay it, and what somebody decided about it."""

    class Als(models.TextChoices):
        ZIN = "zin", "zin"
        ACTIE = "actie", "actie"
        PASSAGE = "passage", "passage"
        WEG = "weg", "niet overnemen"

    class Besluit(models.TextChoices):
        OPEN = "open", "nog niet bekeken"
        ZIN = "zin", "overgenomen als zin"
        ACTIE = "actie", "overgenomen als actie"
        PASSAGE = "passage", "overgenomen als passage"
        WEG = "weg", "weggelaten"

    # Without an index of its own: that of the constraint begins with it.
    oudplan = models.ForeignKey(OudPlan, on_delete=models.CASCADE, related_name="alineas", db_index=False)
    volgorde = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=6, choices=[("alinea", "alinea"), ("punt", "punt"), ("rij", "rij")])
    kop = models.CharField(max_length=KOP_MAX, blank=True)
    tekst = models.TextField(max_length=TEKST_MAX)
    als = models.CharField(max_length=7, choices=Als, help_text="Voorstel van Kompas")
    plaatsen = ArrayField(
        models.CharField(max_length=CODE_MAX), default=list, blank=True, help_text="Codes; de beste eerst"
    )
    besluit = models.CharField(max_length=7, choices=Besluit, default=Besluit.OPEN)
    plaats = models.CharField(max_length=CODE_MAX, blank=True, help_text="Waar ze heen ging")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    objects = AlineaQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde"]
        verbose_name_plural = "alinea's"
        constraints = [
            models.UniqueConstraint(fields=["oudplan", "volgorde"], name="alinea_one_per_place"),
            models.CheckConstraint(
                name="alinea_decided_by_somebody",
                condition=Q(besluit="open", decided_at=None, decided_by=None, plaats="")
                | (~Q(besluit="open") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.tekst[:60]

    @property
    def voorstel(self) -> str:
        """Code of the place that Kompas proposes; empty when it proposes none."""
        return "" if self.als == self.Als.WEG or not self.plaatsen else self.plaatsen[0]

    @property
    def paragraaf(self) -> str:
        """`§3.2`, or `§3.2 (‘Acties’)` below a heading without a number, or that heading alone."""
        koppen = self.kop.split(" › ")
        last = f"‘{koppen[-1]}’" if koppen[-1] else ""
        number = next((found[1] for kop in reversed(koppen) if (found := NUMBER.match(kop))), "")
        if not number:
            return last
        return f"§{number}" if NUMBER.match(koppen[-1]) else f"§{number} ({last})"

    @property
    def herkomst(self) -> str:
        """`uit ons plan 2022, §3.2`. Needs its oudplan."""
        return ", ".join(filter(None, [f"uit ons plan {self.oudplan.jaar}", self.paragraaf]))
