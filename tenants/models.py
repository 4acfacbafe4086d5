import uuid
from datetime import date
from typing import NoReturn, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django_tenants.models import DomainMixin, TenantMixin

INVENTED_FROM = "GM9000"  # the CBS gives no codes from here on; those are the demo's


Row = TypeVar("Row", bound=models.Model)


class Valid(models.QuerySet[Row]):
    """Of rows with `valid_from` and `valid_until`, both included; open ends are unknown or still running."""

    def on(self, day: date) -> Self:
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day))

    def today(self) -> Self:
        return self.on(timezone.localdate())


class GemeenteQuerySet(Valid["Gemeente"]):
    def opened(self) -> "GemeenteQuerySet":
        return self.filter(opened_at__isnull=False)

    def at_work(self) -> "GemeenteQuerySet":
        """Whose tables are there and up to date, for what is done in each of them."""
        return self.opened().filter(maintenance_since=None)

    def not_over(self) -> "GemeenteQuerySet":
        """Who may still write; of the others tenants_end_writes() takes that away."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=timezone.localdate()))

    def invented(self, invented: bool = True) -> "GemeenteQuerySet":
        """Those of the demo, or with False the real ones; see Gemeente.is_invented."""
        return self.filter(code__gte=INVENTED_FROM) if invented else self.filter(code__lt=INVENTED_FROM)

    def in_regio(self, soort: str, code: str, day: date) -> "GemeenteQuerySet":
        """Those that belonged to this regio on that day."""
        indelingen = Indeling.objects.on(day).filter(regio__soort=soort, regio__code=code)
        return self.filter(pk__in=indelingen.values("gemeente"))


class Gemeente(TenantMixin):
    """A gemeente, whether or not it uses Kompas; once opened, its answers live in schema `schema_name`."""

    class Opening(models.TextChoices):
        """How far the opening of a gemeente got; see actions.open_gemeente, which goes on from any of these."""

        NONE = "", "niet geopend"
        REQUESTED = "requested", "gevraagd"
        SCHEMA = "schema", "schema en rol gemaakt"
        TABLES = "tables", "tabellen gemaakt"
        SEEDED = "seeded", "webadres gemaakt"
        ACTIVE = "active", "open"

    auto_create_schema = False  # see actions.open_gemeente; django-tenants' own way may drop a schema with its data
    auto_drop_schema = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=6, unique=True, help_text="CBS-code, zoals GM0037")
    naam = models.CharField(max_length=80, help_text="Schrijfwijze van het CBS")
    korte_naam = models.CharField(max_length=80)
    sorteernaam = models.CharField(max_length=80, db_index=True, help_text="Zonder accenten en lidwoord-apostrof")
    slug = models.SlugField(max_length=60, unique=True, help_text="Naam in het webadres")
    inwoners = models.PositiveIntegerField(null=True, blank=True)
    inwoners_peildatum = models.DateField(null=True, blank=True)
    herkomst = models.CharField(
        max_length=200, blank=True, help_text="Staat op elke pagina en elk document als de antwoorden niet echt zijn"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    opening = models.CharField(max_length=10, choices=Opening, default=Opening.NONE, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    verwerkersovereenkomst_on = models.DateField(
        null=True, blank=True, help_text="Vanaf deze dag krijgen haar mensen een account; zie has_agreement"
    )
    has_voorgangers = models.BooleanField(
        default=False, db_default=False, help_text="Of er ooit een gemeente in haar is overgegaan; zie Opvolging"
    )
    maintenance_since = models.DateTimeField(
        null=True, blank=True, help_text="Haar tabellen zijn niet bijgewerkt; wie komt, ziet een pagina die dat zegt"
    )

    objects = GemeenteQuerySet.as_manager()

    class Meta:
        ordering = ["sorteernaam"]
        verbose_name_plural = "gemeenten"

    def __str__(self) -> str:
        return self.naam

    def __enter__(self) -> NoReturn:
        raise TypeError("`with gemeente:` werkt niet met threads; gebruik tenants.context.in_gemeente.")

    @property
    def url(self) -> str:
        """Of its own host."""
        return settings.PUBLIEK_URL.replace("://", f"://{self.slug}.", 1) + "/"

    @property
    def is_invented(self) -> bool:
        return self.code >= INVENTED_FROM

    @property
    def has_agreement(self) -> bool:
        """Whether people of hers may get an account: who writes real answers here has agreed on who processes them.

        `toegang_agreed` in the database says the same (accounts/migrations).
        """
        agreed = self.verwerkersovereenkomst_on
        return bool(self.herkomst) or self.is_invented or (agreed is not None and agreed <= timezone.localdate())

    @property
    def is_over(self) -> bool:
        """Whether it is no gemeente any more: what it wrote is read and not changed (accounts/ended.py)."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @cached_property
    def opvolgers(self) -> "list[Gemeente]":
        """Into which it went over."""
        return list(Gemeente.objects.filter(voorgangers__predecessor=self))

    @property
    def may_adopt(self) -> bool:
        """A real gemeente whose answers others wrote (`herkomst`) must never seem to have decided on them.

        An invented one may: nobody takes it for a decision, and so the demo can show how it goes.
        """
        return not self.herkomst or self.is_invented


class Domein(DomainMixin):
    """The first label of a gemeente's host: `stadskanaal` for stadskanaal.<KOMPAS_HOST>."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name_plural = "domeinen"


class Regio(models.Model):
    """A cooperation between gemeenten, of one kind. A scope for people and texts, never a tenant."""

    class Soort(models.TextChoices):
        PROVINCIE = "provincie", "Provincie"
        VEILIGHEIDSREGIO = "veiligheidsregio", "Veiligheidsregio"
        POLITIE_EENHEID = "politie_eenheid", "Politie-eenheid"
        BASISTEAM = "basisteam", "Basisteam van de politie"
        ZORGCOORDINATIE = "zorgcoordinatie", "Zorgcoördinatieregio"
        CENTRUMGEMEENTE_VO = "centrumgemeente_vo", "Centrumgemeente vrouwenopvang"
        KETENREGIE = "ketenregie", "Ketenregie"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=20, choices=Soort)
    code = models.CharField(max_length=60)
    naam = models.CharField(max_length=80)
    gemeenten = models.ManyToManyField(Gemeente, through="Indeling", related_name="regios")

    class Meta:
        ordering = ["soort", "naam"]
        verbose_name_plural = "regio's"
        constraints = [models.UniqueConstraint(fields=["soort", "code"], name="regio_code_unique_per_soort")]

    def __str__(self) -> str:
        """`Provincie Groningen`; not twice what kind it is."""
        soort = str(self.get_soort_display())
        return self.naam if soort.lower() in self.naam.lower() else f"{soort} {self.naam}"


class Indeling(models.Model):
    """That a gemeente belongs to a regio, from and until when; open ends are unknown or still running."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.CASCADE)
    regio = models.ForeignKey(Regio, on_delete=models.CASCADE)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    objects = Valid["Indeling"].as_manager()

    class Meta:
        verbose_name_plural = "indelingen"
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "regio", "valid_from"], name="indeling_unique", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="indeling_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} in {self.regio}"


class Opvolging(models.Model):
    """That one gemeente went over into another on a date: one row per pair, so merging and splitting are both rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    predecessor = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="opvolgingen")
    successor = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="voorgangers")
    datum = models.DateField()

    class Meta:
        verbose_name_plural = "opvolgingen"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="opvolging_unique"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="opvolging_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}, {self.datum:%d-%m-%Y}"


class EerdereNaam(models.Model):
    """What a gemeente was called before, until when: people go on looking for it by that name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.CASCADE, related_name="eerdere_namen")
    naam = models.CharField(max_length=80)
    valid_until = models.DateField()

    class Meta:
        ordering = ["-valid_until"]
        verbose_name_plural = "eerdere namen"
        constraints = [models.UniqueConstraint(fields=["gemeente", "naam"], name="eerderenaam_unique")]

    def __str__(self) -> str:
        return self.naam


class Gemeentelijst(models.Model):
    """That the gemeenten of one 1 January were taken in; see tenants/indeling/."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peildatum = models.DateField()
    voorbeeld = models.BooleanField(help_text="Of het gemeenten zijn die niet bestaan")
    bestand = models.CharField(max_length=200)
    gemeenten = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-loaded_at"]
        verbose_name_plural = "gemeentelijsten"

    def __str__(self) -> str:
        return f"{self.bestand} per {self.peildatum:%d-%m-%Y}"

    @classmethod
    def last_day(cls, *, voorbeeld: bool) -> date | None:
        """Of the newest list; of the country as it was before lists were noted, when its inwoners were counted."""
        found = cls.objects.filter(voorbeeld=voorbeeld).aggregate(last=Max("peildatum"))["last"]
        counted = Gemeente.objects.invented(voorbeeld).aggregate(last=Max("inwoners_peildatum"))["last"]
        return found or counted


class Wisjournaal(models.Model):
    """What a gemeente wiped for good, outside its schema, so that it can be wiped again after a restore (ADR 0010).

    Only the owner may read it: not the platform, and not the gemeente.
    """

    id = models.UUIDField(primary_key=True, editable=False)  # of the Wissing
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(help_text="Versleuteld, zie wissing/words.py")
    reden = models.CharField(max_length=20)
    created_at = models.DateTimeField()
    created_by = models.UUIDField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.UUIDField()

    class Meta:
        verbose_name_plural = "wisjournaals"

    def __str__(self) -> str:
        return f"{self.gemeente} {timezone.localdate(self.confirmed_at):%d-%m-%Y}"


class BackupRunQuerySet(models.QuerySet["BackupRun"]):
    def good(self) -> Self:
        """A copy came out of it, and it is wherever it had to be brought."""
        return self.filter(ended_at__isnull=False, error="")


class BackupRun(models.Model):
    """That a copy was made of everything, or that it failed and why; see tenants/backups/nightly.py."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80, help_text="Bestand of map van de kopie")
    started_at = models.DateTimeField(help_text="Wat hierna is opgeslagen, staat er niet in")
    ended_at = models.DateTimeField(null=True, blank=True)
    tables = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes")
    is_sealed = models.BooleanField(default=False, help_text="Versleuteld")
    is_elsewhere = models.BooleanField(default=False, help_text="Ook op een andere plaats gezet")
    error = models.CharField(max_length=500, blank=True)

    objects = BackupRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [models.UniqueConstraint(fields=["started_at"], name="backup_run_unique_moment")]

    def __str__(self) -> str:
        return self.name
