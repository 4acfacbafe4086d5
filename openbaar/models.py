"""Copies of what gemeenten made public. Whoever comes by reads these and nothing else, in a role of its own."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from tenants.models import Gemeente

GEMEENTEBLAD = r"^(gmb-[0-9]{4}-[0-9]{1,7})?$"
BEKENDMAKING = "https://zoek.officielebekendmakingen.nl/{}.html"


class OpenbaarPlanQuerySet(models.QuerySet["OpenbaarPlan"]):
    def light(self) -> "OpenbaarPlanQuerySet":
        """Without the text of the plan."""
        return self.defer("tekst")

    def real(self) -> "OpenbaarPlanQuerySet":
        """Of gemeenten that exist and wrote it themselves: what search engines and the Woo-index are told of."""
        return self.filter(herkomst="")


class OpenbaarPlan(models.Model):
    """An adopted plan as everybody can read it. It says for itself whose it is: its reader opens no other table, so a
    gemeente that is renamed keeps the name of that day on it until she makes it public anew.

    `planversie` is the id of the version that it is a copy of, in the schema of the gemeente; `sha256` is of its text.
    A plan of several gemeenten has a copy of each that made it public.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    gemeente_code = models.CharField(max_length=6)
    gemeente_naam = models.CharField(max_length=80)
    gemeente_slug = models.SlugField(max_length=60)
    herkomst = models.CharField(max_length=200, blank=True, help_text="Als van Gemeente; leeg als het echt is")
    planversie = models.UUIDField()
    gezamenlijk_plan = models.UUIDField(
        null=True, blank=True, help_text="Van welk plan van meer gemeenten; leeg is van deze alleen"
    )
    adres = models.SlugField(max_length=40, help_text="Het laatste deel van het webadres; blijft bij deze versie")
    titel = models.CharField(max_length=250)
    tekst = models.TextField(
        help_text="HTML, gemaakt door sjablonen van Kompas; zie reports/versions/openbaar_actions.py"
    )
    accent = models.CharField(max_length=6, blank=True, help_text="Als 0d5665; leeg is de kleur van Kompas")
    sha256 = models.CharField(max_length=64)
    vastgesteld_op = models.DateField()
    periode_van = models.DateField(null=True, blank=True)
    periode_tot = models.DateField(null=True, blank=True)
    vervangen_op = models.DateField(null=True, blank=True, help_text="Op deze dag is een ander plan vastgesteld")
    gemeenteblad = models.CharField(max_length=20, blank=True, help_text="Als gmb-2027-12345")
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = OpenbaarPlanQuerySet.as_manager()

    class Meta:
        ordering = ["gemeente_naam", "-vastgesteld_op"]
        verbose_name = "openbaar plan"
        verbose_name_plural = "openbare plannen"
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "planversie"], name="openbaarplan_one_per_version"),
            models.UniqueConstraint(fields=["gemeente_slug", "adres"], name="openbaarplan_one_per_address"),
            models.CheckConstraint(
                name="openbaarplan_gemeenteblad_is_a_number", condition=models.Q(gemeenteblad__regex=GEMEENTEBLAD)
            ),
            models.CheckConstraint(
                name="openbaarplan_accent_is_hex", condition=models.Q(accent__regex=r"^([0-9a-f]{6})?$")
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def html(self) -> SafeString:
        """Our own templates made it, and escaped whatever the gemeente had typed; and a page here runs no script."""
        return mark_safe(self.tekst)  # noqa: S308

    @property
    def path(self) -> str:
        """On the public host, which need not be the one that asks."""
        places = [self.gemeente_slug, self.adres]
        return reverse("openbaar:plan_detail", args=places, urlconf=settings.PUBLIC_SCHEMA_URLCONF)

    @property
    def check_path(self) -> str:
        places = [self.gemeente_slug, self.adres]
        return reverse("openbaar:plan_check", args=places, urlconf=settings.PUBLIC_SCHEMA_URLCONF)

    @property
    def url(self) -> str:
        """The address to hand on."""
        return settings.PUBLIEK_URL + self.path

    @property
    def check_url(self) -> str:
        return settings.PUBLIEK_URL + self.check_path

    @property
    def short_url(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.netloc}{parts.path}"

    @property
    def is_over(self) -> bool:
        return self.periode_tot is not None and self.periode_tot < timezone.localdate()

    @property
    def bekendmaking(self) -> str:
        """Where the official text stands; empty as long as the gemeente did not say."""
        return BEKENDMAKING.format(self.gemeenteblad) if self.gemeenteblad else ""

    @property
    def gemeenteblad_naam(self) -> str:
        _, year, number = self.gemeenteblad.split("-")
        return f"Gemeenteblad {year}, nummer {number}"

    @property
    def looptijd(self) -> str:
        since = f"vanaf {date_format(self.periode_van, 'j F Y')}" if self.periode_van else ""
        until = f"tot en met {date_format(self.periode_tot, 'j F Y')}" if self.periode_tot else ""
        return f"{since} {until}".strip()


class OpenbaarBestand(models.Model):
    """A file of such a plan, byte for byte as it was made of the adoption."""

    class Formaat(models.TextChoices):
        PDF = "pdf", "pdf"
        ODT = "odt", "ODT, om te bewerken"
        HTML = "html", "webpagina"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(OpenbaarPlan, on_delete=models.CASCADE, related_name="bestanden")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    formaat = models.CharField(max_length=10, choices=Formaat)
    mimetype = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField(help_text="Bytes")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "openbaar bestand"
        verbose_name_plural = "openbare bestanden"
        constraints = [models.UniqueConstraint(fields=["plan", "formaat"], name="openbaarbestand_one_per_form")]

    def __str__(self) -> str:
        return f"{self.get_formaat_display()} van {self.plan_id}"
