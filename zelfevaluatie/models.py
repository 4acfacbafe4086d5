import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from kader.models import AanvullendeVraag, Bouwsteen, KaderVersie, Organisatieniveau, Status
from saving.models import Revision, Versioned
from tenants.rows import TenantModel, TenantQuerySet

PLAN_ZIN_MAX = 2_000
TOELICHTING_MAX = 5_000
BESTAND_MAX_MB = 20
LINK_MAX = 2_000
TERUGBLIK_MAX = 500
REMOVED_KEPT = timedelta(days=30)
BYTES = models.IntegerField()


class Zelfevaluatie(TenantModel, Versioned):
    """How this gemeente answers one version of the Kader in one year. One is open at a time.

    What is closed stays as it is: a trigger keeps it and its answers (migration 0004).
    """

    FIELDS = ("gezagsdriehoek", "ambtelijk")

    class Staat(models.TextChoices):
        OPEN = "open", "open"
        GESLOTEN = "gesloten", "gesloten"

    kaderversie = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="+")
    jaar = models.PositiveSmallIntegerField()
    staat = models.CharField(max_length=10, choices=Staat, default=Staat.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    # Shared by AB-P1-1 and AB-P2-1: how often mensenhandel was on the agenda this year; null is unknown.
    gezagsdriehoek = models.PositiveSmallIntegerField(null=True, blank=True)
    ambtelijk = models.PositiveSmallIntegerField(null=True, blank=True)
    # Written by reports, for the suggestion at AB-P1-4: '', 'concept' or 'vastgesteld'.
    plan_status = models.CharField(max_length=20, blank=True)
    # The one that it continues, whose answers stand beside its own; see Beantwoording.vorige.
    vorige = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    terugblik = models.CharField(max_length=TERUGBLIK_MAX, blank=True, default="", db_default="")

    class Meta:
        ordering = ["-jaar", "-opened_at"]
        verbose_name_plural = "zelfevaluaties"
        constraints = [
            models.UniqueConstraint(fields=["jaar", "kaderversie"], name="zelfevaluatie_unique_per_year"),
            models.UniqueConstraint(
                fields=["staat"],
                condition=Q(staat="open"),
                name="zelfevaluatie_one_open",
                violation_error_message="Er is al een zelfevaluatie open.",
            ),
        ]

    def __str__(self) -> str:
        return f"Zelfevaluatie {self.jaar}"

    @property
    def is_open(self) -> bool:
        return self.staat == self.Staat.OPEN

    @property
    def url(self) -> str:
        return reverse("zelfevaluatie:zelfevaluatie_detail") if self.is_open else self.closed_url("detail")

    def url_of(self, kind: str, code: str) -> str:
        """The page of an answer (`bouwsteen` or `vraag`) in this year."""
        return reverse(f"zelfevaluatie:{kind}_detail", args=[code]) if self.is_open else self.closed_url(kind, code)

    def closed_url(self, kind: str, *args: str) -> str:
        """A closed year has pages of its own, and of one year there can be two, each of another Kader."""
        query = urlencode({"kader": self.kaderversie.versie})
        return f"{reverse(f'zelfevaluatie:jaar_{kind}', args=[self.jaar, *args])}?{query}"


class Beantwoording(TenantModel, Versioned):
    """What an answer to a bouwsteen and to an extra question have in common."""

    # Saved and revised together.
    FIELDS: ClassVar[tuple[str, ...]] = ("status", "nvt_reden", "plan_zin", "toelichting")
    BOUND: ClassVar[tuple[tuple[str, ...], ...]] = (("status", "nvt_reden"),)
    zelfevaluatie_id: uuid.UUID

    status = models.CharField(max_length=20, choices=Status, blank=True)
    nvt_reden = models.CharField(max_length=500, blank=True)
    plan_zin = models.TextField(max_length=PLAN_ZIN_MAX, blank=True)
    toelichting = models.TextField(max_length=TOELICHTING_MAX, blank=True)
    # Ids of the answers that this one goes on from, of `zelfevaluatie.vorige`: one, or more where a next Kader joined
    # bouwstenen. While `status` is empty and theirs is not, it is *te bevestigen*. Statuses are never copied unseen.
    vorige = ArrayField(models.UUIDField(), default=list, db_default=[], blank=True)

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Any = None) -> None:
        """Not here, where each would cost a query: the form checks the same, and the database does when writing."""


class Antwoord(Beantwoording):
    FIELDS = (
        *Beantwoording.FIELDS,
        "deelcriteria",
        "organisatieniveau",
        "georganiseerd_door",
        "streefdoel_status",
        "streefdoel_datum",
        "zo_houden",
        "trekker",
    )
    BOUND = (*Beantwoording.BOUND, ("streefdoel_status", "streefdoel_datum", "zo_houden"))

    codes: list[str]  # of the deelcriteria of its bouwsteen; see queries.antwoord_for

    zelfevaluatie = models.ForeignKey(Zelfevaluatie, on_delete=models.CASCADE, related_name="antwoorden")
    bouwsteen = models.ForeignKey(Bouwsteen, on_delete=models.PROTECT, related_name="+")
    deelcriteria = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    organisatieniveau = ArrayField(models.CharField(max_length=20, choices=Organisatieniveau), default=list, blank=True)
    georganiseerd_door = models.CharField(max_length=200, blank=True)
    streefdoel_status = models.CharField(max_length=20, choices=Status, blank=True)
    streefdoel_datum = models.DateField(null=True, blank=True)
    zo_houden = models.BooleanField(default=False)
    trekker = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["bouwsteen__volgorde"]
        verbose_name_plural = "antwoorden"
        constraints = [
            models.UniqueConstraint(fields=["zelfevaluatie", "bouwsteen"], name="antwoord_one_per_bouwsteen"),
            models.CheckConstraint(
                condition=~Q(status=Status.NVT) | ~Q(nvt_reden=""),
                name="antwoord_nvt_has_reason",
                violation_error_message="Schrijf bij ‘n.v.t.’ kort de reden op.",
            ),
        ]

    def __str__(self) -> str:
        return f"Antwoord {self.bouwsteen_id}"

    @property
    def url(self) -> str:
        return self.zelfevaluatie.url_of("bouwsteen", self.bouwsteen.code)

    @property
    def waar(self) -> list[str]:
        """Where it is organised, in words."""
        labels = dict(Organisatieniveau.choices)
        return [str(labels.get(each, each)) for each in self.organisatieniveau]


class AanvullendAntwoord(Beantwoording):
    """An answer outside the Kader: it fills the plan and never counts in a score."""

    zelfevaluatie = models.ForeignKey(Zelfevaluatie, on_delete=models.CASCADE, related_name="aanvullende_antwoorden")
    vraag = models.ForeignKey(AanvullendeVraag, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["vraag__volgorde"]
        verbose_name_plural = "aanvullende antwoorden"
        constraints = [
            models.UniqueConstraint(fields=["zelfevaluatie", "vraag"], name="aanvullendantwoord_one_per_vraag"),
            models.CheckConstraint(
                condition=~Q(status=Status.NVT) | ~Q(nvt_reden=""),
                name="aanvullendantwoord_nvt_has_reason",
                violation_error_message="Schrijf bij ‘n.v.t.’ kort de reden op.",
            ),
        ]

    def __str__(self) -> str:
        return f"Antwoord {self.vraag_id}"

    @property
    def url(self) -> str:
        return self.zelfevaluatie.url_of("vraag", self.vraag.code)


class AntwoordRevision(TenantModel, Revision):
    """Of the answers, and of the counts of a Zelfevaluatie."""

    class Meta(Revision.Meta):
        indexes = [*Revision.Meta.indexes, models.Index(fields=["-created_at"], name="revision_recent")]


class OnderbouwingQuerySet(TenantQuerySet["Onderbouwing"]):
    def present(self) -> "OnderbouwingQuerySet":
        return self.filter(removed_at=None)

    def known(self) -> "OnderbouwingQuerySet":
        """Which are there, or may be put back."""
        return self.filter(Q(removed_at=None) | Q(removed_at__gt=timezone.now() - REMOVED_KEPT))

    def past_recovery(self) -> "OnderbouwingQuerySet":
        """But for a file that an answer of a later year rests on too."""
        return self.filter(removed_at__lte=timezone.now() - REMOVED_KEPT, overgenomen=None)

    def sized(self) -> "OnderbouwingQuerySet":
        """With how large each file is, and without the file."""
        content = Coalesce("bestand", "bron__bestand")
        return self.defer("bestand").annotate(size=Func(content, function="octet_length", output_field=BYTES))

    def total_size(self) -> int:
        """How much all files of the gemeente are, those that wait to be removed for good with them."""
        size = Func("bestand", function="octet_length", output_field=BYTES)
        return self.aggregate(total=Sum(size))["total"] or 0

    def with_content(self, size: int, sha256: bytes) -> "OnderbouwingQuerySet":
        """The same file; the database reads only those that are as large."""
        found = Func(Coalesce("bestand", "bron__bestand"), function="sha256", output_field=models.BinaryField())
        return self.sized().filter(size=size).annotate(found=found).filter(found=sha256)


class Onderbouwing(TenantModel):
    """What an answer rests on: a link, or a file kept as a row (ADR 0004). Removed, it waits for some weeks."""

    antwoord = models.ForeignKey(Antwoord, on_delete=models.CASCADE, related_name="onderbouwingen")
    titel = models.CharField(max_length=200)
    url = models.URLField(blank=True, max_length=LINK_MAX)
    bestand = models.BinaryField(null=True, blank=True)
    # Whose file this is, when it came along from another year: the bytes are kept once. PostgreSQL takes this row with
    # that one (migration 0003): a wiped file is gone from each year.
    bron = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, db_constraint=False, related_name="overgenomen"
    )
    bestandsnaam = models.CharField(max_length=200, blank=True)
    mimetype = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField(null=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.UUIDField(null=True, blank=True)

    objects = OnderbouwingQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "onderbouwingen"
        constraints = [
            models.CheckConstraint(
                name="onderbouwing_link_or_file",
                condition=(~Q(url="") & Q(bestand=None, bron=None))
                | (Q(url="", bestand__isnull=False, bron=None))
                | (Q(url="", bestand=None, bron__isnull=False)),
                violation_error_message="Geef een link of een bestand, niet allebei.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def content(self) -> bytes:
        """Of the file; of a link nothing."""
        found = self.bron.bestand if self.bron else self.bestand
        return bytes(found or b"")
