"""The Kader as data. Per KaderVersie code, thema, plateau, order and tekst never change; the rest is our editorial
layer, which may improve at any time and keeps its former wordings in RedactieRevision.

Ids are derived from version and code (see actions.py), so that they are the same in every installation.
"""

import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kader.enums import Organisatieniveau, Status  # noqa: F401 - for who has the models too
from tenants.models import Gemeente

OORSPRONG = "Zijn code in de eerste versie, zolang het alleen is hernoemd; daaraan herkent Kompas wat het betekent"
WAITS = timedelta(days=7)  # publishing, for a second person


class KaderModel(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class KaderVersieQuerySet(models.QuerySet["KaderVersie"]):
    def published(self) -> "KaderVersieQuerySet":
        """Which gemeenten and rounds may use; what is only loaded, nobody sees but who publishes it."""
        return self.exclude(published_at=None)


class KaderVersie(KaderModel):
    """One edition of the Kader. It takes effect when published, by a second person (kader/redactie_actions.py)."""

    versie = models.CharField(max_length=20, unique=True)
    titel = models.CharField(max_length=200)
    uitgever = models.CharField(max_length=120)
    datum = models.DateField()
    bron = models.CharField(max_length=300)
    status_citaat = models.CharField(max_length=300)
    vorige = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="volgende")
    loaded_at = models.DateTimeField(auto_now=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="Wanneer iemand vroeg om haar uit te geven")
    asked_by = models.UUIDField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.UUIDField(null=True, blank=True, help_text="Leeg: de eerste, bij het installeren")

    objects = KaderVersieQuerySet.as_manager()

    class Meta:
        ordering = ["-versie"]
        get_latest_by = "versie"
        verbose_name_plural = "kaderversies"
        constraints = [
            models.CheckConstraint(
                name="kaderversie_second_person",
                condition=Q(published_by=None) | ~Q(published_by=F("asked_by")),
                violation_error_message="Een ander dan wie het vroeg, moet bevestigen.",
            ),
        ]

    def __str__(self) -> str:
        return self.versie

    @property
    def waits(self) -> bool:
        """Whether somebody asked to publish it, and a second person still may."""
        return self.published_at is None and self.asked_at is not None and self.asked_at > timezone.now() - WAITS


class Omzetting(KaderModel):
    """What a bouwsteen or extra question of `kaderversie.vorige` became: a row per pair of codes, many to many."""

    class Soort(models.TextChoices):
        ONGEWIJZIGD = "ongewijzigd", "ongewijzigd"
        HERNOEMD = "hernoemd", "hernoemd"
        GESPLITST = "gesplitst", "gesplitst"
        SAMENGEVOEGD = "samengevoegd", "samengevoegd"
        NIEUW = "nieuw", "nieuw"
        VERVALLEN = "vervallen", "vervallen"

    kaderversie = models.ForeignKey(KaderVersie, on_delete=models.CASCADE, related_name="omzettingen")
    soort = models.CharField(max_length=12, choices=Soort)
    van = models.CharField(max_length=10, blank=True, help_text="Code in de vorige versie; leeg bij nieuw")
    naar = models.CharField(max_length=10, blank=True, help_text="Code in deze versie; leeg bij vervallen")

    class Meta:
        ordering = ["van", "naar"]
        verbose_name_plural = "omzettingen"
        constraints = [
            models.UniqueConstraint(fields=["kaderversie", "van", "naar", "soort"], name="omzetting_once"),
            models.CheckConstraint(
                name="omzetting_has_its_sides",
                condition=Q(soort="nieuw", van="") & ~Q(naar="")
                | Q(soort="vervallen", naar="") & ~Q(van="")
                | ~Q(soort__in=["nieuw", "vervallen"]) & ~Q(van="") & ~Q(naar=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.van} → {self.naar} {self.soort}"


class Kadergebruik(KaderModel):
    """With which version a gemeente works: that of its open zelfevaluatie, for who stands below that app."""

    gemeente = models.OneToOneField(Gemeente, on_delete=models.CASCADE, related_name="kadergebruik")
    kaderversie = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="kadergebruik")

    class Meta:
        verbose_name_plural = "kadergebruik"

    def __str__(self) -> str:
        return f"{self.gemeente_id} {self.kaderversie_id}"


class Overstap(KaderModel):
    """That a gemeente went over to a next version, and whether it went back; or that it did not work."""

    class Staat(models.TextChoices):
        GEDAAN = "gedaan", "overgestapt"
        TERUG = "terug", "teruggedraaid"
        MISLUKT = "mislukt", "mislukt, niets veranderd"

    gemeente = models.ForeignKey(Gemeente, on_delete=models.CASCADE, related_name="+")
    van = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="+")
    naar = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="+")
    staat = models.CharField(max_length=10, choices=Staat)
    acties = models.PositiveIntegerField(default=0, help_text="Hoeveel er meegingen naar een nieuwe plaats")
    fout = models.CharField(max_length=80, blank=True, help_text="Welke soort fout, zonder wat er in een rij staat")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "overstappen"
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "naar"], condition=Q(staat="gedaan"), name="overstap_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.van} → {self.naar}: {self.get_staat_display()}"


class Rol(KaderModel):
    """One of the four rollen of a gemeente; not to be confused with somebody's functie."""

    kaderversie = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="rollen")
    code = models.CharField(max_length=30)
    volgorde = models.PositiveSmallIntegerField()
    titel = models.CharField(max_length=80)
    tekst = models.TextField()

    class Meta:
        ordering = ["volgorde"]
        verbose_name_plural = "rollen"
        constraints = [models.UniqueConstraint(fields=["kaderversie", "code"], name="rol_code_unique")]

    def __str__(self) -> str:
        return self.titel


class Thema(KaderModel):
    kaderversie = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="themas")
    code = models.CharField(max_length=4)
    volgorde = models.PositiveSmallIntegerField()
    titel = models.CharField(max_length=120)
    titel_kort = models.CharField(max_length=60)
    omschrijving = models.TextField()

    class Meta:
        ordering = ["volgorde"]
        verbose_name_plural = "thema's"
        constraints = [models.UniqueConstraint(fields=["kaderversie", "code"], name="thema_code_unique")]

    def __str__(self) -> str:
        return self.titel_kort


class PlanOnderdeel(KaderModel):
    """A place in the beleidsplan to which a bouwsteen or extra question contributes."""

    kaderversie = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="plan_onderdelen")
    code = models.CharField(max_length=20)
    volgorde = models.PositiveSmallIntegerField()
    titel = models.CharField(max_length=120)

    class Meta:
        ordering = ["volgorde"]
        verbose_name_plural = "planonderdelen"
        constraints = [models.UniqueConstraint(fields=["kaderversie", "code"], name="planonderdeel_code_unique")]

    def __str__(self) -> str:
        return self.titel


class Bouwsteen(KaderModel):
    # Immutable per version.
    kaderversie = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="bouwstenen")
    thema = models.ForeignKey(Thema, on_delete=models.PROTECT, related_name="bouwstenen")
    code = models.CharField(max_length=10)
    plateau = models.PositiveSmallIntegerField()
    volgorde = models.PositiveSmallIntegerField(help_text="Over het hele Kader heen, in de volgorde van de bron")
    tekst = models.TextField()
    oorsprong = models.CharField(max_length=10, default="", db_default="", help_text=OORSPRONG)
    # Editorial layer: help of Kompas, not a norm of VNG.
    titel = models.CharField(max_length=60)
    uitleg = models.TextField()
    voorbeelden = ArrayField(models.TextField())
    wie = ArrayField(models.TextField())
    norm = models.CharField(max_length=120, blank=True)
    actie = models.CharField(max_length=200, default="", db_default="", help_text="Voorstel voor een actie, wij-vorm")
    statusvoorbeelden = models.JSONField(help_text="Per status een voorbeeld bij deze bouwsteen")
    rol = models.ForeignKey(Rol, on_delete=models.PROTECT, related_name="bouwstenen")
    ook_rollen = models.ManyToManyField(Rol, related_name="ook_bouwstenen")
    plan = models.ForeignKey(PlanOnderdeel, on_delete=models.PROTECT, related_name="bouwstenen")
    ook_plan = ArrayField(models.CharField(max_length=20), default=list)
    gekoppeld = ArrayField(models.CharField(max_length=10), default=list)

    class Meta:
        ordering = ["volgorde"]
        verbose_name_plural = "bouwstenen"
        constraints = [
            models.UniqueConstraint(fields=["kaderversie", "code"], name="bouwsteen_code_unique"),
            models.CheckConstraint(condition=models.Q(plateau__in=[1, 2]), name="bouwsteen_plateau_1_or_2"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.titel}"


class Deelcriterium(KaderModel):
    """A part of a bouwsteen to tick. Its code is never used again for another text."""

    bouwsteen = models.ForeignKey(Bouwsteen, on_delete=models.PROTECT, related_name="deelcriteria")
    code = models.CharField(max_length=12)
    tekst = models.TextField()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "deelcriteria"
        constraints = [models.UniqueConstraint(fields=["bouwsteen", "code"], name="deelcriterium_code_unique")]

    def __str__(self) -> str:
        return f"{self.code} {self.tekst}"


class AanvullendeVraag(KaderModel):
    """A question outside the Kader that fills a chapter of the plan; it never counts in a score."""

    kaderversie = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="aanvullende_vragen")
    code = models.CharField(max_length=10)
    volgorde = models.PositiveSmallIntegerField()
    oorsprong = models.CharField(max_length=10, default="", db_default="", help_text=OORSPRONG)
    titel = models.CharField(max_length=80)
    vraag = models.TextField()
    uitleg = models.TextField()
    wie = ArrayField(models.TextField())
    actie = models.CharField(max_length=200, default="", db_default="", help_text="Voorstel voor een actie, wij-vorm")
    statusvoorbeelden = models.JSONField()
    plan = models.ForeignKey(PlanOnderdeel, on_delete=models.PROTECT, related_name="aanvullende_vragen")

    class Meta:
        ordering = ["volgorde"]
        verbose_name_plural = "aanvullende vragen"
        constraints = [models.UniqueConstraint(fields=["kaderversie", "code"], name="aanvullendevraag_code_unique")]

    def __str__(self) -> str:
        return f"{self.code} {self.titel}"


class RedactieRevision(KaderModel):
    """A former wording of the editorial layer, kept when a newer fixture replaced it."""

    code = models.CharField(max_length=12)
    kaderversie = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="redactie_revisions")
    data = models.JSONField()
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-replaced_at"]

    def __str__(self) -> str:
        return f"{self.code} tot {timezone.localdate(self.replaced_at):%d-%m-%Y}"
