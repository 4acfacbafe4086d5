from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils import timezone

from reports.document import enums
from reports.document.enums import BIJLAGEN, Orgaan, PlanStatus
from reports.document.naming import days_label
from reports.keuzes.archief_models import Archief as Archief  # noqa: PLC0414  so that Django finds it here
from reports.keuzes.samenvatting_models import Samenvatting  # noqa: F401, so that Django finds it here
from reports.keuzes.scenarios.models import Raming, Scenarios  # noqa: F401, likewise
from reports.passages.lezer.models import KloptZo as KloptZo  # noqa: PLC0414  exported
from reports.passages.nieuw.models import Tekstbesluit as Tekstbesluit  # noqa: PLC0414  exported
from reports.passages.oudplan.models import Alinea as Alinea  # noqa: PLC0414  exported
from reports.passages.oudplan.models import OudPlan as OudPlan  # noqa: PLC0414  exported
from reports.versions.evaluatie.models import Evaluatie as Evaluatie  # noqa: PLC0414
from reports.versions.evaluatie.models import Evaluatieversie as Evaluatieversie  # noqa: PLC0414
from samenwerking.models import GezamenlijkPlan
from saving.models import Revision, Versioned
from sjablonen.models import Passage
from tenants.rows import TenantModel, TenantQuerySet
from zelfevaluatie.models import Zelfevaluatie

PASSAGE_MAX = 6_000
FINANCIERING_MAX = 600
TITEL_MAX = 100


def of_joint_plan() -> models.ForeignKey:
    """To the joint plan whose text this is; null for a plan of this gemeente alone. No constraint: it is in public."""
    return models.ForeignKey(
        GezamenlijkPlan, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )


class Beleidsplan(TenantModel):
    """The plan that grows out of a zelfevaluatie. Its text is gathered anew each time; see plan.py."""

    Status = enums.PlanStatus

    zelfevaluatie = models.OneToOneField(Zelfevaluatie, on_delete=models.PROTECT, related_name="beleidsplan")
    status = models.CharField(max_length=20, choices=Status, default=Status.CONCEPT)
    voorstel = models.ForeignKey("Planversie", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "beleidsplannen"
        constraints = [
            models.CheckConstraint(
                name="beleidsplan_voorstel_when_offered",
                condition=(Q(status="ter_vaststelling") & Q(voorstel__isnull=False))
                | (~Q(status="ter_vaststelling") & Q(voorstel=None)),
            ),
            models.CheckConstraint(name="beleidsplan_verlopen_is_computed", condition=~Q(status="verlopen")),
        ]

    def __str__(self) -> str:
        return f"Beleidsplan bij {self.zelfevaluatie}"


class RapportQuerySet(TenantQuerySet["Rapport"]):
    def light(self) -> "RapportQuerySet":
        """Without plan and content, which may be large; with the year that it is about, if it is, and its bytes."""
        return self.defer("plan", "content").annotate(
            uitvoering_jaar=F("plan__uitvoering__jaar"),
            evaluatie_jaar=F("plan__evaluatie__jaar"),
            size=Length("content"),
        )

    def asked(self) -> "RapportQuerySet":
        return self.exclude(requested_by=None)

    def unasked(self) -> "RapportQuerySet":
        """Made ahead; see files/ahead.py."""
        return self.filter(requested_by=None)


class Rapport(TenantModel):
    """The Plan as it was when asked for, or as a Planversie keeps it, and the file once the worker made it.

    `id` is the id of its Job in public, so that a job can never have two rapporten. What was made before anybody asked
    has no Job and no `requested_by`, and is on no page.
    """

    Formaat = enums.Formaat

    id = models.UUIDField(primary_key=True)
    beleidsplan = models.ForeignKey(Beleidsplan, on_delete=models.CASCADE, related_name="rapporten")
    planversie = models.ForeignKey(
        "Planversie", null=True, blank=True, on_delete=models.PROTECT, related_name="rapporten"
    )
    gezamenlijk_plan = of_joint_plan()
    plan = models.JSONField(help_text="Zie reports/document/plan.py")
    formaat = models.CharField(max_length=20, choices=Formaat, default=Formaat.PDF)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(null=True)
    made_of_sha256 = models.CharField(
        max_length=64, blank=True, default="", db_default="", help_text="Zie reports/files/made_of.py"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.UUIDField(null=True, blank=True, help_text="Leeg: vooraf gemaakt, nog door niemand gevraagd")
    finished_at = models.DateTimeField(null=True)

    objects = RapportQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at"]
        get_latest_by = "requested_at"
        verbose_name_plural = "rapporten"
        constraints = [
            models.CheckConstraint(
                name="rapport_content_with_hash",
                condition=Q(content=None, sha256="") | (Q(content__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Rapport {timezone.localtime(self.requested_at):%d-%m-%Y %H:%M}"


class LokalePassage(TenantModel, Versioned):
    """What this gemeente wrote in the place of a standard text, or where there is none. Empty: the standard counts.

    A row is made on the first save and stays, so that its version goes on counting after a reset.
    """

    FIELDS = ("tekst", "standard_laag", "standard_versie")
    BOUND = (FIELDS,)

    zelfevaluatie = models.ForeignKey(Zelfevaluatie, on_delete=models.CASCADE, related_name="lokale_passages")
    code = models.CharField(max_length=60, help_text="Van de standaardtekst, of van een lokale tekst")
    tekst = models.TextField(max_length=PASSAGE_MAX, blank=True, help_text="Markdown, zie reports/gather/layers.py")
    # The standard text that the writer had beside her; null where there is none.
    standard_laag = models.CharField(max_length=10, choices=Passage.Laag, blank=True)
    standard_versie = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "lokale passages"
        constraints = [
            models.UniqueConstraint(fields=["zelfevaluatie", "code"], name="lokalepassage_one_per_code"),
            models.CheckConstraint(
                name="lokalepassage_standard_complete",
                condition=Q(standard_laag="", standard_versie=None)
                | (~Q(standard_laag="") & Q(standard_versie__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} lokaal"


class LokalePassageRevision(TenantModel, Revision):
    """Of the texts of the gemeente, and of what it chose about its plan and its look."""

    class Meta(Revision.Meta): ...


def all_bijlagen() -> list[int]:
    return list(BIJLAGEN)


class Keuzes(TenantModel, Versioned):
    """What the gemeente wants in its plan. Without a row all is as the defaults say; see document/choices.py."""

    class Vorm(models.TextChoices):
        VOLLEDIG = "volledig", "volledig plan"
        KORT = "kort", "kort plan"

    class Financiering(models.TextChoices):
        VERREKENING = "verrekening", "Eén gemeente betaalt en rekent door"
        VERDEELSLEUTEL = "verdeelsleutel", "Alle gemeenten betalen mee, met een verdeelsleutel"
        UITKERING = "uitkering", "De centrumgemeente betaalt uit haar uitkering en rekent niet door"
        VEILIGHEIDSBUDGET = "veiligheidsbudget", "Uit het veiligheidsbudget van de regio"
        VEILIGHEIDSHUIS = "veiligheidshuis", "Het Zorg- en Veiligheidshuis betaalt"
        ONBEKEND = "onbekend", "Nog niet bekend"
        ANDERS = "anders", "Anders"

    FIELDS = (
        *("titel", "periode_van", "periode_tot", "vorm", "bijlagen", "hele_bijlagen", "stand", "codes"),
        *("financiering", "financiering_tekst", "controleren"),
    )
    BOUND = (("financiering", "financiering_tekst"), ("periode_van", "periode_tot"))

    zelfevaluatie = models.OneToOneField(Zelfevaluatie, on_delete=models.CASCADE, related_name="keuzes")
    titel = models.CharField(max_length=TITEL_MAX, blank=True, default="", db_default="")
    periode_van = models.DateField(null=True, blank=True)
    periode_tot = models.DateField(null=True, blank=True)
    vorm = models.CharField(max_length=10, choices=Vorm, default=Vorm.VOLLEDIG)
    bijlagen = ArrayField(models.PositiveSmallIntegerField(), default=all_bijlagen, blank=True)
    hele_bijlagen = models.BooleanField(
        default=False, db_default=False, help_text="Ook wat deze gemeente niet gebruikt, zie reports/document/used.py"
    )
    stand = models.BooleanField(default=False, help_text="Of de stand per thema een bijlage is")
    codes = models.BooleanField(
        default=False, db_default=False, help_text="Of de codes van bouwstenen ook buiten Word staan"
    )
    controleren = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text="Codes van passages die meedoen, al zijn ze nog niet gecontroleerd",
    )
    financiering = models.CharField(max_length=20, choices=Financiering, blank=True)
    financiering_tekst = models.TextField(max_length=FINANCIERING_MAX, blank=True)

    class Meta:
        verbose_name_plural = "keuzes"
        constraints = [
            models.CheckConstraint(name="keuzes_bijlagen_exist", condition=Q(bijlagen__contained_by=list(BIJLAGEN))),
            models.CheckConstraint(
                name="keuzes_periode_in_order",
                condition=Q(periode_tot__gte=F("periode_van")) | Q(periode_tot=None) | Q(periode_van=None),
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
            models.CheckConstraint(
                name="keuzes_anders_is_explained",
                condition=~Q(financiering="anders") | ~Q(financiering_tekst=""),
                violation_error_message="Schrijf op hoe de zorgcoördinatie dan wordt betaald.",
            ),
        ]

    def __str__(self) -> str:
        return f"Keuzes bij {self.zelfevaluatie}"


class Huisstijl(TenantModel, Versioned):
    """Logo and colour of the gemeente, on its plans. At most one row; the logo is what printing/logo.py made of it.

    A save is of the hash of the logo; the file comes with it in the same transaction, and no revision keeps it.
    """

    FIELDS = ("logo_tekst", "logo_sha256", "accent")
    BOUND = (("logo_tekst", "logo_sha256"),)

    logo = models.BinaryField(null=True)
    logo_mimetype = models.CharField(max_length=20, blank=True)
    logo_sha256 = models.CharField(max_length=64, blank=True)
    logo_tekst = models.CharField(max_length=150, blank=True, help_text="Wat er staat voor wie het niet ziet")
    accent = models.CharField(max_length=7, blank=True, help_text="Als #0d5665; leeg is die van Kompas")

    class Meta:
        verbose_name_plural = "huisstijlen"
        constraints = [
            models.UniqueConstraint(models.Value(True), name="huisstijl_one_row"),
            models.CheckConstraint(
                name="huisstijl_logo_complete",
                condition=Q(logo=None, logo_mimetype="")
                | Q(logo__isnull=False, logo_mimetype__in=["image/png", "image/svg+xml"]),
            ),
            models.CheckConstraint(
                name="huisstijl_logo_is_said",
                condition=Q(logo_sha256="", logo_tekst="") | (~Q(logo_sha256="") & ~Q(logo_tekst="")),
            ),
            models.CheckConstraint(name="huisstijl_accent_is_hex", condition=Q(accent__regex=r"^(#[0-9a-f]{6})?$")),
        ]

    def __str__(self) -> str:
        return "Huisstijl"


class PlanversieQuerySet(TenantQuerySet["Planversie"]):
    def adopted(self) -> "PlanversieQuerySet":
        """The latest first, so that the first is the plan that counts now."""
        return self.filter(vastgesteld_at__isnull=False).order_by("-vastgesteld_at")


class Planversie(TenantModel):
    """A named Plan that stays as it is (ADR 0008). A trigger keeps its text, and once adopted the whole row."""

    beleidsplan = models.ForeignKey(Beleidsplan, on_delete=models.PROTECT, related_name="versies")
    gezamenlijk_plan = of_joint_plan()
    naam = models.CharField("naam", max_length=80)
    toelichting = models.TextField("toelichting", max_length=1_000, blank=True)
    plan = models.JSONField(help_text="Zie reports/document/plan.py")
    formaat = models.PositiveSmallIntegerField()
    sha256 = models.CharField(
        max_length=64, help_text="Van de canonieke JSON van `plan`, zie reports/gather/version.py"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()
    # Filled by the adoption, all at once.
    citeertitel = models.CharField("citeertitel", max_length=200, blank=True)
    periode_van = models.DateField("geldt vanaf", null=True, blank=True)
    periode_tot = models.DateField("geldt tot en met", null=True, blank=True)
    evaluatiedatum = models.DateField("datum van de evaluatie", null=True, blank=True)
    vastgesteld_at = models.DateTimeField(null=True, blank=True)
    vastgesteld_by = models.UUIDField(null=True, blank=True)

    objects = PlanversieQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        get_latest_by = "created_at"
        verbose_name_plural = "planversies"
        constraints = [
            models.UniqueConstraint(
                fields=["beleidsplan", "naam"],
                name="planversie_naam_unique",
                violation_error_message="Er is al een versie met deze naam.",
            ),
            models.CheckConstraint(
                name="planversie_periode_in_order",
                condition=Q(periode_tot__gte=F("periode_van")) | Q(periode_tot=None) | Q(periode_van=None),
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
            models.CheckConstraint(
                name="planversie_adopted_has_title_and_person",
                condition=Q(vastgesteld_at=None, vastgesteld_by=None, citeertitel="")
                | (Q(vastgesteld_at__isnull=False, vastgesteld_by__isnull=False) & ~Q(citeertitel="")),
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def looptijd(self) -> str:
        return days_label(self.periode_van, self.periode_tot)

    def status_on(self, today: date, *, latest: "Planversie | None") -> PlanStatus:
        """Where this version stands; `latest` is the one that was adopted last. Needs its beleidsplan."""
        if self.vastgesteld_at is None:
            offered = self.beleidsplan.voorstel_id == self.pk
            return PlanStatus.TER_VASTSTELLING if offered else PlanStatus.CONCEPT
        if self != latest:
            return PlanStatus.VERVANGEN
        over = self.periode_tot is not None and self.periode_tot < today
        return PlanStatus.VERLOPEN if over else PlanStatus.VASTGESTELD


class VaststellingQuerySet(TenantQuerySet["Vaststelling"]):
    def in_order(self) -> "list[Vaststelling]":
        """As they are printed: college, burgemeester, raad."""
        return sorted(self, key=lambda row: Orgaan.values.index(row.orgaan))


class Vaststelling(TenantModel):
    """What one orgaan decided about a version. A trigger keeps it from the moment the version is adopted."""

    Orgaan = enums.Orgaan

    Besluit = enums.Besluit

    planversie = models.ForeignKey(Planversie, on_delete=models.PROTECT, related_name="vaststellingen")
    orgaan = models.CharField(max_length=20, choices=Orgaan)
    besluit = models.CharField(max_length=20, choices=Besluit)
    datum = models.DateField()
    kenmerk = models.CharField(max_length=80, blank=True)
    portefeuillehouder = models.CharField(max_length=120, blank=True, help_text="Een functie, geen naam")

    objects = VaststellingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vaststellingen"
        constraints = [
            models.UniqueConstraint(fields=["planversie", "orgaan"], name="vaststelling_one_per_orgaan"),
        ]

    def __str__(self) -> str:
        return f"{self.get_orgaan_display()} {self.get_besluit_display()}"


class Overgang(TenantModel):
    """That a version went from one status to the next, when and by whom. Append-only by right."""

    beleidsplan = models.ForeignKey(Beleidsplan, on_delete=models.PROTECT, related_name="overgangen")
    planversie = models.ForeignKey(Planversie, on_delete=models.PROTECT, related_name="overgangen")
    van = models.CharField(max_length=20, choices=PlanStatus)
    naar = models.CharField(max_length=20, choices=PlanStatus)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "overgangen"

    def __str__(self) -> str:
        return f"{self.get_van_display()} → {self.get_naar_display()}"
