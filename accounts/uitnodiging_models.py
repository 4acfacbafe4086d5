import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import FUNCTIES
from tenants.models import Gemeente, Regio

VALID = timedelta(days=14)


def in_words(functies: Iterable[str]) -> str:
    """`bewerker en indiener`, in the order of accounts/permissions.py."""
    found = set(functies)
    *others, last = [naam for naam in FUNCTIES if naam in found] or [""]
    return f"{', '.join(others)} en {last}" if others else last


class UitnodigingQuerySet(models.QuerySet["Uitnodiging"]):
    def waiting(self) -> "UitnodigingQuerySet":
        """Neither accepted nor withdrawn; it may be too old."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def without_secret(self) -> "UitnodigingQuerySet":
        """The columns that a gemeente may read of its own rows (tenants/rechten.py)."""
        return self.defer("sha256")


class Uitnodiging(models.Model):
    """That somebody may come to work in one gemeente, one regio or one organisatie, until 14 days after it was sent.

    The link is mailed and kept nowhere: who invited never sees it. What accepting it gives: uitnodiging_actions.py.
    """

    class Staat(models.TextChoices):
        WACHT = "wacht", "nog niet aangenomen"
        VERLOPEN = "verlopen", "verlopen"
        AANGENOMEN = "aangenomen", "aangenomen"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    regio = models.ForeignKey(Regio, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    organisatie = models.CharField(max_length=10, blank=True, db_default="")
    email = models.EmailField(max_length=254)
    naam = models.CharField(max_length=80, blank=True, db_default="")
    functies = ArrayField(models.CharField(max_length=20))
    toegang_until = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, db_default="", help_text="Eigen regel in de mail")
    sha256 = models.CharField(
        max_length=64, unique=True, null=True, blank=True, help_text="Van het geheim in de link; leeg tot de mail"
    )
    created_by = models.UUIDField(null=True, blank=True, help_text="Leeg: wie Kompas beheert, met een opdracht")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, help_text="Toen de laatste mail werd gemaakt")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True, blank=True)

    objects = UitnodigingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "uitnodigingen"
        constraints = [
            models.CheckConstraint(
                name="uitnodiging_one_scope",
                condition=Q(gemeente__isnull=False, regio=None, organisatie="")
                | Q(gemeente=None, regio__isnull=False, organisatie="")
                | Q(gemeente=None, regio=None) & ~Q(organisatie=""),
                violation_error_message="Een uitnodiging is voor precies één gemeente, regio of organisatie.",
            ),
            models.CheckConstraint(
                name="uitnodiging_has_functies",
                condition=Q(functies__len__gt=0),
                violation_error_message="Kies ten minste één functie.",
            ),
            models.UniqueConstraint(
                name="uitnodiging_waits_once",
                fields=["email", "gemeente", "regio", "organisatie"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                nulls_distinct=False,
                violation_error_message="Voor dit adres staat hier al een uitnodiging.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {in_words(self.functies)} van {self.where}"

    @property
    def staat(self) -> "Uitnodiging.Staat":
        if self.withdrawn_at:
            return self.Staat.INGETROKKEN
        if self.accepted_at:
            return self.Staat.AANGENOMEN
        return self.Staat.VERLOPEN if self.expires_at <= timezone.now() else self.Staat.WACHT

    @property
    def where(self) -> str:
        """`Stadskanaal`, `Provincie Groningen` or `CoMensha`."""
        from accounts.models import Toegang  # noqa: PLC0415  which stands above this file

        return str(self.gemeente or self.regio or Toegang.Organisatie(self.organisatie).label)

    @property
    def scope(self) -> dict[str, object]:
        """As Toegang has it."""
        return {"gemeente": self.gemeente, "regio": self.regio, "organisatie": self.organisatie}

    @property
    def functies_in_words(self) -> str:
        return in_words(self.functies)

    @property
    def url(self) -> str:
        """Where to work once it is accepted."""
        return self.gemeente.url if self.gemeente else f"{settings.PUBLIEK_URL}/start/?verder"
