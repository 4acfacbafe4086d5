"""What came from gemeenten that went over into this one. It is read beside what she writes herself, and never
changed."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenants.rows import TenantModel, TenantQuerySet


class Voorganger(TenantModel):
    """Of which gemeente it came, as she was called on her last day."""

    gemeente_code = models.CharField(max_length=6)
    gemeente_naam = models.CharField(max_length=80)

    class Meta:
        abstract = True


class Voorgangersrij(Voorganger):
    """What a predecessor answered to one thing that a gemeente answers once. Nothing is chosen for who comes after
    her: it stands beside her own answer."""

    class Soort(models.TextChoices):
        BOUWSTEEN = "bouwsteen", "Bouwstenen van het Kader"
        VRAAG = "vraag", "Vragen buiten het Kader"
        INSTRUMENT = "instrument", "Instrumenten"
        VORM = "vorm", "Vormen met nadruk"
        ROUTESTAP = "routestap", "Meldroute"
        INDICATOR = "indicator", "Indicatoren"
        PASSAGE = "passage", "Eigen teksten in het plan"

    soort = models.CharField(max_length=20, choices=Soort)
    code = models.CharField(max_length=60, help_text="Van de bouwsteen, vraag, keuze, melder of passage")
    titel = models.CharField(max_length=500)
    velden = models.JSONField(default=list, help_text="Paren van opschrift en tekst, zoals ze er stonden")
    volgorde = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["soort", "volgorde", "gemeente_naam"]
        verbose_name_plural = "rijen van voorgangers"
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente_code", "soort", "code", "volgorde"], name="voorgangersrij_once_per_gemeente"
            )
        ]

    def __str__(self) -> str:
        return f"{self.titel} ({self.gemeente_naam})"


class VoorgangersplanQuerySet(TenantQuerySet["Voorgangersplan"]):
    def light(self) -> "VoorgangersplanQuerySet":
        """Without the file, with whether there is one."""
        return self.defer("bestand").annotate(has_file=Q(bestand__isnull=False))

    def in_force(self, day: date) -> "VoorgangersplanQuerySet":
        return self.filter(geldt_tot__gte=day, vervangen_op=None)


class Voorgangersplan(Voorganger):
    """A plan that a predecessor adopted. It holds for her own area until a new one is adopted, and no longer than
    `geldt_tot` (docs/herindeling.md says why)."""

    citeertitel = models.CharField(max_length=200)
    vastgesteld_op = models.DateField()
    besluiten = ArrayField(models.CharField(max_length=300), default=list)
    periode_tot = models.DateField(null=True, blank=True)
    geldt_tot = models.DateField()
    vervangen_op = models.DateField(null=True, blank=True, help_text="Toen deze gemeente zelf een plan vaststelde")
    bestand = models.BinaryField(null=True)

    objects = VoorgangersplanQuerySet.as_manager()

    class Meta:
        ordering = ["gemeente_naam", "-vastgesteld_op"]
        verbose_name_plural = "plannen van voorgangers"

    def __str__(self) -> str:
        return f"{self.citeertitel} ({self.gemeente_naam})"

    @property
    def is_past(self) -> bool:
        return self.geldt_tot < timezone.localdate()


class Herkomst(Voorganger):
    """Of which predecessor a row came that is now one of ours, such as an actie."""

    rij = models.UUIDField(unique=True)
    soort = models.CharField(max_length=20)

    class Meta:
        verbose_name_plural = "herkomsten"

    def __str__(self) -> str:
        return f"{self.soort} van {self.gemeente_naam}"

    @classmethod
    def mark(cls, rows: Any, gemeente: Any) -> None:
        """Give each row its `herkomst`. Asks nothing in a gemeente into which none ever went over."""
        if not getattr(gemeente, "has_voorgangers", False):
            return
        found = dict(cls.objects.filter(rij__in=[row.pk for row in rows]).values_list("rij", "gemeente_naam"))
        for row in rows:
            row.herkomst = found.get(row.pk, "")
