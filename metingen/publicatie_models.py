"""What was made of a round at one moment: whom it counted, and what it says of groups."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import Toegang
from metingen.printed import Share
from tenants.models import Gemeente


class PublicatieQuerySet(models.QuerySet["Publicatie"]):
    def newest(self) -> "PublicatieQuerySet":
        """Of each round and soort the last alone: an earlier one may count who withdrew since."""
        return self.order_by("meetronde_id", "soort", "-nummer").distinct("meetronde_id", "soort")

    def published(self) -> "PublicatieQuerySet":
        """The Groepscijfers that everybody may see."""
        return self.filter(soort=Publicatie.Soort.GROEPSCIJFERS, published_at__isnull=False)

    def counting(self) -> "PublicatieQuerySet":
        """All that may leave with figures of groups, and so can be subtracted from one another."""
        return self.filter(soort__in=(Publicatie.Soort.GROEPSCIJFERS, Publicatie.Soort.TUSSENSTAND))


class Publicatie(models.Model):
    """What was made of a round at one moment: its Groepscijfers, which stay as they were, or a national PDF, of which a
    trigger takes the file away once a gemeente that it counts takes back what it shared: see migration 0006."""

    class Soort(models.TextChoices):
        GROEPSCIJFERS = "groepscijfers", "groepscijfers"
        TUSSENSTAND = "tussenstand", "tussenstand"  # as those, of the country alone, while the round is open
        STAND = "stand", "Stand van het land (PDF)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meetronde = models.ForeignKey("metingen.Meetronde", on_delete=models.PROTECT, related_name="publicaties")
    soort = models.CharField(max_length=20, choices=Soort)
    nummer = models.PositiveSmallIntegerField(help_text="Telt door per ronde, soort en voor wie het is")
    rekenregel = models.PositiveSmallIntegerField(db_default=1, help_text="Waarmee groepscijfers zijn afgerond")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, help_text="Vanaf dan kan iedereen het zien")
    organisaties = ArrayField(
        models.CharField(max_length=10, choices=Toegang.Organisatie),
        default=list,
        blank=True,
        help_text="Wier cijfers erin staan: wat met deze is gedeeld",
    )
    bestand = models.BinaryField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="Het bestand is weg: een gemeente die erin meetelde, deelt dat niet meer"
    )

    objects = PublicatieQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        get_latest_by = "created_at"
        verbose_name_plural = "publicaties"
        constraints = [
            models.UniqueConstraint(
                fields=["meetronde", "soort", "organisaties", "nummer"], name="publicatie_numbered"
            ),
            models.CheckConstraint(
                name="publicatie_file_has_hash",
                condition=Q(bestand=None, sha256="") | Q(bestand__isnull=False) & ~Q(sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.nummer} van {self.meetronde}"


class Publicatielid(models.Model):
    """Which Indieningen a Publicatie of Groepscijfers counted, and in which groups: no gemeente may read it.

    It outlives the content of an Indiening: without it we could not tell what a next Publicatie would give away.
    """

    id = models.BigAutoField(primary_key=True)
    publicatie = models.ForeignKey(Publicatie, on_delete=models.CASCADE, related_name="leden")
    indiening = models.ForeignKey("metingen.Indiening", on_delete=models.CASCADE, related_name="+")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    provincie = models.CharField(max_length=60, blank=True)
    veiligheidsregio = models.CharField(max_length=60, blank=True)
    grootteklasse = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name_plural = "publicatieleden"
        constraints = [models.UniqueConstraint(fields=["publicatie", "gemeente"], name="publicatielid_once")]

    def __str__(self) -> str:
        return f"{self.gemeente_id} in {self.publicatie_id}"


class Groepscijfer(models.Model):
    """How many of a group of at least ten gave one answer: a number, or a share in words. See printed.py."""

    class Soort(models.TextChoices):
        LAND = "land", "Nederland"
        PROVINCIE = "provincie", "Provincie"
        VEILIGHEIDSREGIO = "veiligheidsregio", "Veiligheidsregio"
        GROOTTEKLASSE = "grootteklasse", "Grootteklasse"

    MINIMUM = 10

    id = models.BigAutoField(primary_key=True)
    publicatie = models.ForeignKey(Publicatie, on_delete=models.CASCADE, related_name="groepscijfers")
    soort = models.CharField(max_length=20, choices=Soort)
    groep = models.CharField(max_length=60, blank=True, help_text="Code; leeg bij het land")
    groep_naam = models.CharField(max_length=80)
    onderwerp = models.CharField(max_length=30, help_text="Code van een bouwsteen of naam van een enquêtevraag")
    waarde = models.CharField(max_length=20, blank=True, help_text="Status of antwoord; leeg is niet ingevuld")
    aantal = models.PositiveIntegerField(null=True, blank=True, help_text="Leeg als er een aandeel staat")
    aandeel = models.CharField(max_length=20, choices=Share, blank=True, db_default="")
    n = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "groepscijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["publicatie", "soort", "groep", "onderwerp", "waarde"], name="groepscijfer_once"
            ),
            models.CheckConstraint(name="groepscijfer_group_is_large", condition=Q(n__gte=10)),
            models.CheckConstraint(name="groepscijfer_fits_group", condition=Q(aantal__lte=F("n"))),
            models.CheckConstraint(
                name="groepscijfer_number_or_words",
                condition=Q(aantal=None) & ~Q(aandeel="") | Q(aantal__isnull=False, aandeel=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.groep_naam} {self.onderwerp} {self.waarde}"
