"""Mail as rows (ADR 0007): a row per recipient, written with its cause; the broker only hints that it is there.

A row is marked before its mail goes over the wire, so that nothing is sent twice: what died there is *onzeker*, and
only a person sends it again. What holds a token or may be untrue by then is composed at the moment of sending
(`settings.BERICHTEN`) and stands in no table; what has to be kept until then is cleared as soon as it is not waiting.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tenants.models import Gemeente

# How long to wait after a temporary error; the last one again and again, until the day is over.
BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
KEEP_TRYING = timedelta(days=1)
# Longer than Celery lets any task live (settings): whoever marked it is not there any more.
LOST_AFTER = timedelta(minutes=2)


class BerichtQuerySet(models.QuerySet["Bericht"]):
    def due(self) -> "BerichtQuerySet":
        """Waiting, and its time has come. The clock is that of the database: workers stand on several machines."""
        return self.filter(staat=Bericht.Staat.WACHT, next_at__lte=Now())

    def lost(self) -> "BerichtQuerySet":
        return self.filter(staat=Bericht.Staat.BEZIG, marked_at__lt=Now() - LOST_AFTER)

    def under_way(self) -> "BerichtQuerySet":
        return self.filter(staat__in=[Bericht.Staat.WACHT, Bericht.Staat.BEZIG])

    def failed(self) -> "BerichtQuerySet":
        """What a person has to look at: nobody knows whether it arrived, or that it did not."""
        return self.filter(staat__in=[Bericht.Staat.MISLUKT, Bericht.Staat.ONZEKER])

    def with_result(self) -> "BerichtQuerySet":
        """The columns that a gemeente may read of its own rows (tenants/rechten.py): not the text."""
        return self.only(*RESULT)


class Bericht(models.Model):
    """One mail to one person, for one gemeente or (gemeente null) about somebody's login."""

    class Soort(models.TextChoices):
        HERINNERING = "herinnering", "herinnering aan een meetronde"
        UITNODIGING = "uitnodiging", "uitnodiging voor een meetronde"
        VERLENGING = "verlenging", "een meetronde duurt langer"
        WACHTWOORD = "wachtwoord", "nieuw wachtwoord kiezen"
        TOEGANG = "toegang", "welkom bij Kompas"
        HERSTEL = "herstel", "login opnieuw instellen"
        UITGENODIGD = "uitgenodigd", "uitnodiging om met Kompas te werken"
        WISSING = "wissing", "verzoek om wissen te bevestigen"
        LOGIN = "login", "verandering in hoe iemand inlogt"
        VERZOEK = "verzoek", "verzoek aan een tweede persoon bij een meetronde"
        KADERVERZOEK = "kaderverzoek", "verzoek om een Kader uit te geven"
        LEESVERZOEK = "leesverzoek", "verzoek om te lezen wat een redacteur schreef"
        ANTWOORDLINK = "antwoordlink", "eenmalige link voor een gemeente"
        ANTWOORD = "antwoord", "antwoord met een eenmalige link"

    MASS = (Soort.HERINNERING, Soort.UITNODIGING, Soort.VERLENGING)  # to the country

    class Staat(models.TextChoices):
        WACHT = "wacht", "wordt verstuurd"
        BEZIG = "bezig", "wordt nu verstuurd"
        VERSTUURD = "verstuurd", "verstuurd"
        MISLUKT = "mislukt", "niet aangekomen"
        ONZEKER = "onzeker", "misschien aangekomen"
        VERVALLEN = "vervallen", "niet meer nodig"

    class Reden(models.TextChoices):
        """Why it did not arrive, in words that quote no server."""

        ONBEKEND = "onbekend", "Dit adres bestaat niet (meer)."
        VOL = "vol", "De mailbox is vol."
        GEWEIGERD = "geweigerd", "De mailserver van de ontvanger neemt deze mail niet aan."
        UITGESTELD = "uitgesteld", "De mailserver van de ontvanger nam de mail een dag lang niet aan."
        ONBEREIKBAAR = "onbereikbaar", "Onze mailserver was een dag lang niet te bereiken."
        AFGEBROKEN = "afgebroken", "De verbinding brak af tijdens het versturen."
        FOUT = "fout", "Kompas kon deze mail niet maken."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    soort = models.CharField(max_length=20, choices=Soort)
    about = models.UUIDField(null=True, blank=True, help_text="De rij die de aanleiding is, zoals een meetronde")
    address = models.EmailField(max_length=254)
    functie = models.CharField(max_length=20, blank=True, help_text="Van de ontvanger, in deze gemeente")
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    staat = models.CharField(max_length=10, choices=Staat, default=Staat.WACHT)
    reden = models.CharField(max_length=12, choices=Reden, blank=True)
    smtp_code = models.PositiveSmallIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(db_default=Now())
    next_at = models.DateTimeField(db_default=Now())
    marked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at"]
        verbose_name_plural = "berichten"
        indexes = [
            models.Index("next_at", name="bericht_under_way", condition=Q(staat__in=["wacht", "bezig"])),
            models.Index("gemeente", "queued_at", name="bericht_failed", condition=Q(staat__in=["mislukt", "onzeker"])),
        ]
        constraints = [
            models.CheckConstraint(
                name="bericht_text_only_while_waiting",
                condition=Q(staat__in=["wacht", "bezig"]) | Q(subject="", body=""),
            ),
            models.CheckConstraint(
                name="bericht_failed_has_reden", condition=~Q(staat__in=["mislukt", "onzeker"]) | ~Q(reden="")
            ),
            models.CheckConstraint(name="bericht_bezig_is_marked", condition=~Q(staat="bezig") | ~Q(marked_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.staat}"

    @property
    def may_resend(self) -> bool:
        """Only what is composed anew; a text that was written with its row is gone."""
        return self.staat == self.Staat.ONZEKER and self.soort in settings.BERICHTEN

    @property
    def advice(self) -> str:
        return ADVICE[self.Reden(self.reden)].format(sender=settings.DEFAULT_FROM_EMAIL)


class Mailtekst(models.Model):
    """What redacteuren published in place of the text of Kompas. Empty: that counts again. See berichten/mails.py."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    versie = models.PositiveSmallIntegerField(default=0)
    onderwerp = models.CharField(max_length=200, blank=True)
    tekst = models.TextField(blank=True)
    gelezen_op = models.DateField(help_text="Wanneer iemand haar voor het laatst uitgaf")

    class Meta:
        verbose_name_plural = "mailteksten"
        constraints = [
            models.CheckConstraint(
                name="mailtekst_whole_or_none",
                condition=Q(onderwerp="", tekst="") | (~Q(onderwerp="") & ~Q(tekst="")),
                violation_error_message="Een mail heeft een onderwerp en een tekst.",
            ),
        ]

    def __str__(self) -> str:
        return self.code


RESULT = (
    "id", "gemeente", "soort", "address", "functie", "staat", "reden", "smtp_code", "queued_at", "ended_at",
)  # fmt: skip


# What the beheerder of a gemeente can do about it.
ASK_ICT = "Vraag jullie ICT-afdeling of zij mail van Kompas tegenhouden. De afzender is {sender}."
OURS = "Dit ligt aan Kompas; wie Kompas beheert, ziet het ook. Moet je collega iets weten? Zeg het zelf even."
ADVICE = {
    Bericht.Reden.ONBEKEND: "Klopt dit adres? Onder Mensen trek je een uitnodiging in, laat je de toegang van dit adres"
    " stoppen, en nodig je je collega uit op het goede adres.",
    Bericht.Reden.VOL: "Vraag je collega om de mailbox op te ruimen. Een volgende mail proberen we gewoon weer.",
    Bericht.Reden.GEWEIGERD: ASK_ICT,
    Bericht.Reden.UITGESTELD: ASK_ICT,
    Bericht.Reden.ONBEREIKBAAR: OURS,
    Bericht.Reden.AFGEBROKEN: "Misschien is de mail toch aangekomen. Vraag het je collega.",
    Bericht.Reden.FOUT: OURS,
}
