"""Identity providers (OpenID Connect): who set one up, who approved it, and who lets it open what.

Whose identity is whose stands in allauth's SocialAccount: `provider` is the issuer, `uid` its `sub`. What a session of
a provider opens is asked on every request by accounts/entrance.py, of the view `inlogdiensten_opent` (migrations/0002).
"""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from tenants.models import Gemeente, Regio

URL_MAX = 255


def one_scope(**more: Any) -> Q:
    """Of one gemeente, one regio or one organisatie."""
    return (
        Q(gemeente__isnull=False, regio=None, organisatie="", **more)
        | Q(gemeente=None, regio__isnull=False, organisatie="", **more)
        | Q(gemeente=None, regio=None, **more) & ~Q(organisatie="")
    )


class Scoped(models.Model):
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    regio = models.ForeignKey(Regio, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    organisatie = models.CharField(max_length=10, blank=True, choices=Toegang.Organisatie)

    class Meta:
        abstract = True

    @property
    def where(self) -> str:
        """`Stadskanaal`, `Provincie Groningen` or `CoMensha`."""
        return str(self.gemeente or self.regio or self.get_organisatie_display())  # type: ignore[attr-defined]

    @property
    def scope(self) -> dict[str, Any]:
        """As Toegang has it."""
        return {"gemeente": self.gemeente, "regio": self.regio, "organisatie": self.organisatie}


class InlogdienstQuerySet(models.QuerySet["Inlogdienst"]):
    def working(self) -> "InlogdienstQuerySet":
        """Approved and not ended: through these somebody can come in."""
        return self.filter(approved_at__isnull=False, ended_at=None)


class Inlogdienst(Scoped):
    """An identity provider and how Kompas is known there. The scope is whose it is; whom it opens: Aanvaarding."""

    class Bewijs(models.TextChoices):
        """How Kompas proves at the provider that it is Kompas."""

        SLEUTEL = "sleutel", "met een sleutel die Kompas maakt (private_key_jwt)"
        GEHEIM = "geheim", "met een geheim van de inlogdienst (client secret)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    naam = models.CharField("naam", max_length=80)
    issuer = models.CharField("adres van de inlogdienst (issuer)", max_length=200)  # fits SocialAccount.provider
    hosts = models.CharField("andere adressen", max_length=500, blank=True, help_text="Die de inlogdienst zelf noemt")
    client_id = models.CharField("nummer van Kompas bij de inlogdienst (client id)", max_length=191)
    bewijs = models.CharField(max_length=10, choices=Bewijs, default=Bewijs.SLEUTEL)
    tweede_stap = models.CharField(
        max_length=300, blank=True, help_text="Waarden van acr of amr die als tweede stap tellen; leeg: geen"
    )
    certificate = models.TextField(blank=True, help_text="Bij een sleutel: het openbare deel, als certificaat (PEM)")
    created_at = models.DateTimeField(auto_now_add=True)
    set_up_by = models.UUIDField(null=True, blank=True, help_text="Wie koos waar Kompas mee praat")
    set_up_at = models.DateTimeField(default=timezone.now)
    approved_by = models.UUIDField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)

    objects = InlogdienstQuerySet.as_manager()

    class Meta:
        ordering = ["naam", "pk"]
        verbose_name_plural = "inlogdiensten"
        constraints = [
            models.CheckConstraint(name="inlogdienst_one_scope", condition=one_scope()),
            models.CheckConstraint(
                name="inlogdienst_approved_by_another",
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False) & ~Q(approved_by=models.F("set_up_by")),
                violation_error_message="Wie een inlogdienst instelt, keurt hem niet zelf goed.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def is_working(self) -> bool:
        return self.approved_at is not None and self.ended_at is None

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """The only ones that Kompas fetches something from, for this provider; with a port where it is not 443."""
        return frozenset({urlsplit(self.issuer).netloc.lower(), *self.hosts.lower().split()})

    @property
    def second_steps(self) -> frozenset[str]:
        return frozenset(self.tweede_stap.split())

    @property
    def callback_url(self) -> str:
        """One for each provider, so that the answer of one is never taken for that of another (RFC 9700)."""
        return settings.PUBLIEK_URL + reverse("inlogdienst_terug", settings.PUBLIC_SCHEMA_URLCONF, args=[self.pk])

    @property
    def keys_url(self) -> str:
        return settings.PUBLIEK_URL + reverse("inlogdienst_sleutels", settings.PUBLIC_SCHEMA_URLCONF, args=[self.pk])


class Inloggeheim(models.Model):
    """Of a provider its client secret, or our private key for it; encrypted (inlogdiensten/secrets.py)."""

    inlogdienst = models.OneToOneField(Inlogdienst, primary_key=True, on_delete=models.CASCADE, related_name="geheim")
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    token = models.TextField()

    class Meta:
        verbose_name_plural = "inloggeheimen"

    def __str__(self) -> str:
        return "[versleuteld]"


class AanvaardingQuerySet(models.QuerySet["Aanvaarding"]):
    def open(self) -> "AanvaardingQuerySet":
        """By which somebody can come in today."""
        working = Q(inlogdienst__approved_at__isnull=False, inlogdienst__ended_at=None)
        return self.filter(working, accepted_at__isnull=False, ended_at=None)


class Aanvaarding(Scoped):
    """That a gemeente, regio or organisatie was offered a provider, whether it takes it, and what it lets it do.

    Who has the provider has one too, accepted from the start.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inlogdienst = models.ForeignKey(Inlogdienst, on_delete=models.CASCADE, related_name="aanvaardingen")
    eigenaar = models.ForeignKey(
        Gemeente, null=True, blank=True, on_delete=models.CASCADE, related_name="+", help_text="Die hem aanbiedt"
    )
    claim = models.CharField(max_length=80, blank=True, help_text="Waaraan Kompas een functie herkent; leeg: niet")
    functies = models.JSONField(default=dict, blank=True, help_text="Per waarde van die claim een functie")
    verplicht = models.BooleanField(default=False)
    noodaccount = models.ForeignKey(
        Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AanvaardingQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name_plural = "aanvaardingen"
        constraints = [
            models.CheckConstraint(name="aanvaarding_one_scope", condition=one_scope()),
            models.UniqueConstraint(
                name="aanvaarding_once",
                fields=["inlogdienst", "gemeente", "regio", "organisatie"],
                nulls_distinct=False,
                violation_error_message="Deze inlogdienst is hier al aangeboden.",
            ),
            models.UniqueConstraint(
                name="aanvaarding_verplicht_once",
                fields=["gemeente", "regio", "organisatie"],
                condition=Q(verplicht=True),
                nulls_distinct=False,
                violation_error_message="Inloggen met een inlogdienst is hier al verplicht.",
            ),
            models.CheckConstraint(
                name="aanvaarding_noodaccount_if_verplicht",
                condition=Q(verplicht=False, noodaccount=None) | Q(verplicht=True, noodaccount__isnull=False),
                violation_error_message="Verplicht inloggen met een inlogdienst kan alleen met één noodaccount.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inlogdienst}: {self.where}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is not None and self.ended_at is None


class Verlening(models.Model):
    """A Toegang that came from a claim of a provider, and ends when the claim is not there any more.

    What a person changed since is hers: then `until` is not its last day any more, and no claim touches it again.
    """

    toegang = models.OneToOneField(Toegang, primary_key=True, on_delete=models.CASCADE, related_name="+")
    aanvaarding = models.ForeignKey(Aanvaarding, on_delete=models.CASCADE, related_name="verleningen")
    until = models.DateField(null=True, blank=True, help_text="Tot wanneer de inlogdienst haar gaf")

    class Meta:
        verbose_name_plural = "verleningen"

    def __str__(self) -> str:
        return str(self.toegang)
