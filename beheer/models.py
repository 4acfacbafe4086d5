import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tenants.models import Gemeente

KEPT_YEARS = 2  # enforced by beheer_remove_old in the database, see migrations/0002


class HandelingQuerySet(models.QuerySet["Handeling"]):
    def in_order(self) -> "HandelingQuerySet":
        """The newest first."""
        return self.order_by("-created_at", "-pk")


class Handeling(models.Model):
    """That somebody of VNG, CoMensha, a regio or the platform did something; never what was typed. Append-only.

    As logboek.Gebeurtenis, which each gemeente has of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.UUIDField()
    action = models.CharField(max_length=80, help_text="Naam van het webadres, zie beheer/words.py")
    object = models.CharField(max_length=120, blank=True, help_text="Code of nummer uit het webadres")
    status = models.PositiveSmallIntegerField(help_text="Van het antwoord (HTTP)")
    reference = models.CharField(max_length=9, help_text="Nummer van het verzoek, zie monitoring/context.py")
    network = models.CharField(max_length=43, blank=True, help_text="Het adres zonder het laatste deel")

    objects = HandelingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "handelingen"
        indexes = [models.Index(fields=["-created_at", "-id"], name="handeling_newest")]

    def __str__(self) -> str:
        return f"{self.action} {self.object}".strip()


class OpeningsverzoekQuerySet(models.QuerySet["Openingsverzoek"]):
    def waiting(self) -> "OpeningsverzoekQuerySet":
        return self.filter(done_at=None)


class Openingsverzoek(models.Model):
    """That an operator asked to open a gemeente, and whom to invite once it is open.

    The web may make no schema: whoever works as owner of the database carries it out (`manage.py open_requested`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(
        max_length=254, blank=True, help_text="Van de eerste beheerder; leeg zodra zij is uitgenodigd"
    )
    naam = models.CharField(max_length=80, blank=True)
    created_by = models.UUIDField()
    created_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True, help_text="Waarom het de laatste keer niet lukte")
    done_at = models.DateTimeField(null=True, blank=True)

    objects = OpeningsverzoekQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "openingsverzoeken"
        constraints = [
            models.UniqueConstraint(fields=["gemeente"], condition=Q(done_at=None), name="openingsverzoek_waits_once"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(email="", naam="", error=""), name="openingsverzoek_done_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} openen"
