"""What redacteuren work on, of whatever kind: what is not released yet, and who keeps what is.

The content itself stands with the app that it belongs to (redactie/soorten.py); no gemeente has a right on these
tables.
"""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from saving.models import Revision
from tenants.models import Regio


class Stuk(models.Model):
    """Of which piece of content a row is: of the country, or of one regio."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=20)
    sleutel = models.CharField(max_length=60)
    regio = models.ForeignKey(Regio, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class VoorstelQuerySet(models.QuerySet["Voorstel"]):
    def open(self) -> "VoorstelQuerySet":
        """What does not count yet."""
        return self.exclude(stand=Voorstel.Stand.UITGEGEVEN)

    def released(self) -> "VoorstelQuerySet":
        return self.filter(stand=Voorstel.Stand.UITGEGEVEN)

    def decided(self) -> "VoorstelQuerySet":
        """Released, or read and waiting for its day."""
        return self.filter(stand__in=[Voorstel.Stand.UITGEGEVEN, Voorstel.Stand.GEPLAND])


class Voorstel(Stuk):
    """A piece of content as somebody wants it: a concept, then for a second reader, then released.

    `velden` and `was` hold what the form sends, per field a list: what is wanted, and what counted when it began.
    A row that is released stays: it is the history of its content.
    """

    class Wat(models.TextChoices):
        NIEUW = "nieuw", "nieuw"
        WIJZIGING = "wijziging", "wijziging"
        INTREKKEN = "intrekken", "intrekken"

    class Stand(models.TextChoices):
        CONCEPT = "concept", "concept"
        WACHT = "wacht", "wacht op een tweede lezer"
        TERUG = "terug", "teruggegeven"
        GEPLAND = "gepland", "gelezen, gaat later in"
        UITGEGEVEN = "uitgegeven", "uitgegeven"

    wat = models.CharField(max_length=10, choices=Wat)
    velden = models.JSONField(default=dict)
    was = models.JSONField(default=dict)
    naam = models.CharField(max_length=120, blank=True)
    basis = models.PositiveIntegerField(default=0, help_text="Nummer van de versie waar het op voortbouwt")
    nummer = models.PositiveIntegerField(null=True, blank=True, help_text="Van de versie die het werd")
    reden = models.TextField(blank=True)
    geldig_vanaf = models.DateField(null=True, blank=True)
    vervangen_door = models.CharField(max_length=60, blank=True)
    stand = models.CharField(max_length=10, choices=Stand, default=Stand.CONCEPT)
    opmerking = models.TextField(blank=True, help_text="Van wie het teruggaf, voor wie het schreef")
    schrijvers = ArrayField(models.UUIDField(), default=list)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.UUIDField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    offered_by = models.UUIDField(null=True, blank=True)
    returned_by = models.UUIDField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.UUIDField(null=True, blank=True)

    objects = VoorstelQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "voorstellen"
        constraints = [
            models.UniqueConstraint(
                fields=["soort", "sleutel", "regio"],
                condition=~Q(stand="uitgegeven"),
                nulls_distinct=False,
                name="voorstel_one_open",
            ),
            models.CheckConstraint(
                name="voorstel_released_is_read",
                condition=~Q(stand__in=["gepland", "uitgegeven"])
                | Q(released_by__isnull=False, released_at__isnull=False),
                violation_error_message="Wat niet is gelezen, wordt niet uitgegeven.",
            ),
            models.CheckConstraint(
                name="voorstel_read_by_another",
                condition=Q(regio__isnull=False)
                | Q(released_by__isnull=True)
                | ~Q(schrijvers__contains=[F("released_by")]),
                violation_error_message="Wie meeschreef, geeft het niet zelf uit.",
            ),
            models.CheckConstraint(
                name="voorstel_waiting_is_not_released",
                condition=~Q(stand__in=["concept", "wacht", "terug"])
                | Q(released_by__isnull=True, nummer__isnull=True),
                violation_error_message="Wat op een tweede lezer wacht, is niet uitgegeven.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_wat_display()} van {self.naam or self.sleutel}"

    @property
    def can_be_written(self) -> bool:
        return self.stand in {self.Stand.CONCEPT, self.Stand.TERUG}

    @property
    def is_waiting(self) -> bool:
        return self.stand == self.Stand.WACHT

    @property
    def is_planned(self) -> bool:
        return self.stand == self.Stand.GEPLAND

    def written_by(self, person: Any) -> bool:
        return person.pk in self.schrijvers


class Voorstelversie(Revision):
    """Every save of a concept."""

    class Meta(Revision.Meta):
        verbose_name_plural = "voorstelversies"


class OnderhoudQuerySet(models.QuerySet["Onderhoud"]):
    def newest(self) -> "OnderhoudQuerySet":
        """Of every piece of content what counts now."""
        return self.order_by("soort", "sleutel", "regio_id", "-created_at").distinct("soort", "sleutel", "regio_id")


class Onderhoud(Stuk):
    """Who keeps a piece of content, when it is checked next, and what redacteuren tell each other about it.

    Each save is a row; the newest counts, and the others are its history.
    """

    eigenaar = models.UUIDField(null=True, blank=True)
    volgende_controle = models.DateField(null=True, blank=True)
    notitie = models.TextField(blank=True)
    after = models.UUIDField(null=True, blank=True, help_text="De rij die de schrijver las")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()

    objects = OnderhoudQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "onderhoud"
        indexes = [models.Index(fields=["soort", "sleutel", "regio", "-created_at"], name="onderhoud_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["soort", "sleutel", "regio", "after"], nulls_distinct=False, name="onderhoud_one_after_another"
            )
        ]

    def __str__(self) -> str:
        return f"Onderhoud van {self.sleutel}"
