"""What gemeenten share with others: snapshots in the public schema (ADR 0005), never their own tables.

A Meetronde asks; an Indiening answers it, or is shared with a regio at any time, without a Meetronde. Groepscijfers are
what others than the ticked recipients may see.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Toegang
from kader.models import KaderVersie, Status
from metingen.adres_models import Gemeenteadres as Gemeenteadres  # noqa: PLC0414  exported, as the next
from metingen.antwoord_models import Antwoordlink as Antwoordlink  # noqa: PLC0414
from metingen.days import against_submitting, start_of_today
from metingen.enquete import Beleidsplan, JaNee
from metingen.grootteklasse import Grootteklasse
from metingen.publicatie_models import Groepscijfer as Groepscijfer  # noqa: PLC0414
from metingen.publicatie_models import Publicatie as Publicatie  # noqa: PLC0414
from metingen.publicatie_models import Publicatielid as Publicatielid  # noqa: PLC0414
from metingen.thema_models import Groepsantwoord as Groepsantwoord  # noqa: PLC0414
from metingen.thema_models import Themavraag as Themavraag  # noqa: PLC0414
from metingen.verzoek_models import Rondeverzoek as Rondeverzoek  # noqa: PLC0414
from saving.models import Revision, Versioned
from tenants.models import Gemeente, GemeenteQuerySet, Regio

Organisatie = Toegang.Organisatie
ERASE_AFTER = timedelta(days=30)  # from the withdrawal; number, hash and dates stay


class MeetrondeQuerySet(models.QuerySet["Meetronde"]):
    def for_gemeente(self, gemeente: Gemeente) -> "MeetrondeQuerySet":
        """An invented gemeente takes part in invented rounds alone, and a real one in real rounds."""
        return self.exclude(staat=Meetronde.Staat.CONCEPT).filter(voorbeeld=gemeente.is_invented)

    def accepting(self) -> "MeetrondeQuerySet":
        """Into which a gemeente can submit today: as Meetronde.accepts."""
        return self.filter(staat=Meetronde.Staat.OPEN, periode_tot__gte=timezone.localdate())


class Meetronde(Versioned, models.Model):
    """One time that VNG and CoMensha ask all gemeenten where they stand."""

    FIELDS = ("titel", "kaderversie", "jaar", "doel", "periode_van", "periode_tot", "peildatum", "voorbeeld")
    BOUND = (("periode_van", "periode_tot", "peildatum"),)

    class Staat(models.TextChoices):
        CONCEPT = "concept", "nog niet open"
        OPEN = "open", "open"
        GESLOTEN = "gesloten", "gesloten"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    titel = models.CharField("titel", max_length=80)
    kaderversie = models.ForeignKey(KaderVersie, on_delete=models.PROTECT, related_name="+")
    # Over which year it asks; null: the year that a gemeente has open.
    jaar = models.PositiveSmallIntegerField("jaar", null=True, blank=True)
    doel = models.TextField("doel", max_length=1_000, help_text="Waarvoor de antwoorden worden gebruikt")
    periode_van = models.DateField("van")
    periode_tot = models.DateField("tot en met", help_text="Laatste dag waarop een gemeente kan indienen")
    peildatum = models.DateField("peildatum", help_text="Dag van inwonertal en indeling in regio's")
    voorbeeld = models.BooleanField(default=False, help_text="Alleen voor gemeenten die niet bestaan")
    staat = models.CharField(max_length=10, choices=Staat, default=Staat.CONCEPT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MeetrondeQuerySet.as_manager()

    class Meta:
        ordering = ["-periode_van"]
        get_latest_by = "periode_van"
        verbose_name_plural = "meetrondes"
        constraints = [
            models.UniqueConstraint(
                fields=["voorbeeld"],
                condition=Q(staat="open"),
                name="meetronde_one_open",
                violation_error_message="Er is al een meetronde open. Sluit die eerst.",
            ),
            models.CheckConstraint(
                condition=Q(periode_tot__gte=F("periode_van")),
                name="meetronde_dates_in_order",
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def validate_constraints(self, exclude: Any = None) -> None:
        """Not here: the form says the same at the field, and the database checks when writing."""

    @property
    def is_open(self) -> bool:
        return self.staat == self.Staat.OPEN

    @property
    def is_over(self) -> bool:
        """Its last day is past, on the calendar of the Netherlands: nobody can submit, open or not."""
        return self.periode_tot < timezone.localdate()

    @property
    def accepts(self) -> bool:
        return self.is_open and not self.is_over

    @property
    def reason_against(self) -> str:
        """Why nobody can submit now: the same words on every page. Empty while one can."""
        return against_submitting(self.staat, self.periode_tot)

    @property
    def may_remind(self) -> bool:
        """At most once a day, while gemeenten can submit."""
        return self.accepts and (self.reminded_at is None or self.reminded_at < start_of_today())

    def gemeenten(self) -> GemeenteQuerySet:
        """All that are asked: real or invented, as they were on the peildatum."""
        return Gemeente.objects.invented(self.voorbeeld).on(self.peildatum)


class MeetrondeRevision(Revision):
    """Of a Meetronde and its themavragen while they were made ready, and of each later last day."""

    class Meta(Revision.Meta):
        verbose_name_plural = "eerdere versies"


class Toezegging(models.Model):
    """The gemeente's own tick that it will submit into this round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meetronde = models.ForeignKey(Meetronde, on_delete=models.CASCADE, related_name="toezeggingen")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "toezeggingen"
        constraints = [models.UniqueConstraint(fields=["meetronde", "gemeente"], name="toezegging_once")]

    def __str__(self) -> str:
        return f"{self.gemeente} in {self.meetronde}"


class IndieningQuerySet(models.QuerySet["Indiening"]):
    def current(self) -> "IndieningQuerySet":
        """The last of each gemeente that it did not take back."""
        return self.filter(staat=Indiening.Staat.GELDIG)

    def shared_with(self, *organisaties: str) -> "IndieningQuerySet":
        """What VNG or CoMensha, or one of both, may see by name, because the gemeente ticked it."""
        return self.current().filter(organisaties__overlap=list(organisaties))

    def shared_with_regio(self, regio: Regio) -> "IndieningQuerySet":
        return self.current().filter(regios__contains=[regio.pk])


class Indiening(models.Model):
    """What a gemeente shared, as it was then. A trigger keeps it: see migration 0002.

    `inhoud` is the canonical JSON of metingen/inhoud.py; the columns from `naam` on are derived from it, so that a
    dashboard need not open it. Nothing here refers to a row of the gemeente.
    """

    class Staat(models.TextChoices):
        GELDIG = "geldig", "ingediend"
        VERVANGEN = "vervangen", "vervangen door een nieuwe"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meetronde = models.ForeignKey(
        Meetronde, null=True, blank=True, on_delete=models.PROTECT, related_name="indieningen"
    )
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    nummer = models.PositiveIntegerField(help_text="Telt per gemeente door")
    staat = models.CharField(max_length=20, choices=Staat, default=Staat.GELDIG)
    organisaties = ArrayField(models.CharField(max_length=10, choices=Organisatie), default=list, blank=True)
    regios = ArrayField(models.UUIDField(), default=list, blank=True)
    formaat = models.PositiveSmallIntegerField()
    inhoud = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, help_text="Van de canonieke JSON van `inhoud`")
    mandaat_functie = models.CharField("wie besloot", max_length=120, blank=True)
    mandaat_datum = models.DateField("wanneer", null=True, blank=True)
    ingediend_at = models.DateTimeField()
    ingediend_by = models.UUIDField(null=True, blank=True, help_text="Leeg bij een eenmalige link")
    antwoordlink_by = models.UUIDField(null=True, blank=True, help_text="Wie bij VNG of CoMensha die link maakte")
    antwoordlink_organisatie = models.CharField(max_length=10, choices=Organisatie, blank=True, db_default="")
    ingetrokken_at = models.DateTimeField(null=True, blank=True)
    ingetrokken_by = models.UUIDField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    # Derived, and emptied with the content.
    naam = models.CharField(max_length=80, blank=True)
    inwoners = models.PositiveIntegerField(null=True, blank=True)
    grootteklasse = models.CharField(max_length=10, choices=Grootteklasse, blank=True)
    provincie = models.CharField(max_length=60, blank=True, help_text="Code van de regio")
    veiligheidsregio = models.CharField(max_length=60, blank=True, help_text="Code van de regio")
    begroting = models.CharField(max_length=10, choices=JaNee, blank=True)
    beleidsplan = models.CharField(max_length=20, choices=Beleidsplan, blank=True)
    beleidsplan_geldig_tot = models.DateField(null=True, blank=True)
    aandachtsfunctionaris = models.CharField(max_length=10, choices=JaNee, blank=True)
    aandachtsfunctionaris_uren = models.PositiveSmallIntegerField(null=True, blank=True)
    zorgcoordinatie = models.CharField(max_length=10, choices=JaNee, blank=True)

    objects = IndieningQuerySet.as_manager()

    class Meta:
        ordering = ["-ingediend_at"]
        get_latest_by = "ingediend_at"
        verbose_name_plural = "indieningen"
        indexes = [
            models.Index(fields=["meetronde", "staat"], name="indiening_of_round"),
            # All that the national pages count, and by which rows of its answers are shown: a hundredth of the table.
            models.Index(
                fields=["meetronde", "gemeente"],
                include=[
                    *("id", "organisaties", "provincie", "ingediend_at", "begroting"),
                    *("beleidsplan", "beleidsplan_geldig_tot"),
                    *("aandachtsfunctionaris", "aandachtsfunctionaris_uren", "zorgcoordinatie"),
                ],
                condition=Q(staat="geldig"),
                name="indiening_counted",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "nummer"], name="indiening_numbered"),
            models.UniqueConstraint(
                fields=["gemeente", "meetronde"],
                condition=Q(staat="geldig"),
                name="indiening_one_current",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="indiening_withdrawn_is_recorded",
                condition=Q(staat="ingetrokken", ingetrokken_at__isnull=False)
                | ~Q(staat="ingetrokken") & Q(ingetrokken_at=None),
            ),
            models.CheckConstraint(
                name="indiening_erased_is_empty",
                condition=Q(erased_at=None, inhoud__isnull=False) | Q(erased_at__isnull=False, inhoud=None),
            ),
            # Without a round it is for a regio alone.
            models.CheckConstraint(
                name="indiening_without_round_for_regio",
                condition=Q(meetronde__isnull=False) | Q(organisaties=[]) & ~Q(regios=[]),
            ),
        ]

    def __str__(self) -> str:
        return f"Indiening {self.nummer} van {self.naam or self.gemeente_id}"


class IndieningAntwoord(models.Model):
    """One status of an Indiening, derived from its content and deleted with it. '' is not answered."""

    id = models.BigAutoField(primary_key=True)
    indiening = models.ForeignKey(Indiening, on_delete=models.CASCADE, related_name="antwoorden")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=10, help_text="Van de bouwsteen")
    status = models.CharField(max_length=20, choices=Status, blank=True)
    organisatieniveau = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    class Meta:
        verbose_name_plural = "indieningantwoorden"
        constraints = [
            models.UniqueConstraint(
                fields=["indiening", "code"], include=["status"], name="indieningantwoord_one_per_bouwsteen"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.status}"


class Inzage(models.Model):
    """That somebody of VNG, CoMensha or a regio saw what gemeenten shared, by name or in a group of fewer than ten, or
    took a file with it. The gemeente can see which."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.CharField(max_length=10, blank=True, choices=Organisatie)
    regio = models.ForeignKey(Regio, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    gemeente = models.ForeignKey(
        Gemeente, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Leeg: alle gemeenten"
    )
    meetronde = models.ForeignKey(Meetronde, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    wat = models.CharField(max_length=60, help_text="Naam van het adres, zoals dashboards:export_gemeenten")
    # Of a list without gemeente: to what it was narrowed, in the codes of an Indiening.
    provincie = models.CharField(max_length=60, blank=True, db_default="")
    veiligheidsregio = models.CharField(max_length=60, blank=True, db_default="")
    grootteklasse = models.CharField(max_length=10, blank=True, db_default="")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "inzages"

    def __str__(self) -> str:
        return f"{self.wat} {timezone.localdate(self.created_at):%d-%m-%Y}"
