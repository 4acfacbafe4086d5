import uuid
from typing import Any

from django.db import models
from django.db.models.functions import Now

from accounts.models import Gebruiker, Toegang
from tenants.models import Gemeente

KEPT_DAYS = 90  # enforced by logins_remove_old in the database, see migrations/0002


class Soort(models.TextChoices):
    """What happened; logins/words.py says it in a sentence."""

    WACHTWOORD = "wachtwoord", "wachtwoord"  # the first step alone
    CODE = "code", "code uit een app"
    HERSTELCODE = "herstelcode", "herstelcode"
    PASSKEY = "passkey", "passkey"
    WERKACCOUNT = "werkaccount", "werkaccount"  # by way of an inlogdienst
    INGELOGD = "ingelogd", "ingelogd"  # all steps done
    OPNIEUW = "opnieuw", "opnieuw laten zien wie je bent"
    UITGELOGD = "uitgelogd", "uitgelogd"
    ELDERS = "elders", "elders uitgelogd"
    BEHEER = "beheer", "uitgelogd door het beheer"
    VERLOPEN = "verlopen", "sessie verlopen"
    VERGETEN = "vergeten", "nieuw wachtwoord gevraagd"
    HERSTELD = "hersteld", "nieuw wachtwoord gekozen met een link"
    GEWIJZIGD = "gewijzigd", "wachtwoord gewijzigd"
    TOEGEVOEGD = "toegevoegd", "tweede stap toegevoegd"
    VERWIJDERD = "verwijderd", "tweede stap verwijderd"
    VERNIEUWD = "vernieuwd", "herstelcodes gemaakt"
    BEKEKEN = "bekeken", "logins van anderen bekeken"


class Uitkomst(models.TextChoices):
    GELUKT = "gelukt", "gelukt"
    MISLUKT = "mislukt", "mislukt"
    TEGENGEHOUDEN = "tegengehouden", "tegengehouden"


CHANGES = (Soort.HERSTELD, Soort.GEWIJZIGD, Soort.TOEGEVOEGD, Soort.VERWIJDERD, Soort.VERNIEUWD)


class LoginQuerySet(models.QuerySet[Any]):
    def in_order(self) -> "LoginQuerySet":
        """The newest first."""
        return self.order_by("-created_at", "-pk")


class Login(models.Model):
    """One step of logging in or out, or a change in how somebody does. Append-only by right (tenants/rechten.py).

    Never what was typed: of an unknown address there is no word, only that somebody tried.
    """

    Soort, Uitkomst = Soort, Uitkomst

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(db_default=Now())
    soort = models.CharField(max_length=12, choices=Soort)
    uitkomst = models.CharField(max_length=13, choices=Uitkomst)
    gebruiker = models.ForeignKey(
        Gebruiker, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    gemeente = models.ForeignKey(
        Gemeente,
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Waar iemand heen wilde",
    )
    organisatie = models.CharField(max_length=10, blank=True, choices=Toegang.Organisatie)
    network = models.CharField(max_length=43, blank=True, help_text="Het adres zonder het laatste deel")
    device = models.CharField(max_length=40, help_text="Browser en systeem, in woorden: zie logins/device.py")
    notified = models.BooleanField(default=False, help_text="Of Kompas hierom een mail stuurde")

    objects = LoginQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "logins"
        indexes = [
            models.Index(fields=["gebruiker", "-created_at"], name="login_of_gebruiker"),
            models.Index(fields=["-created_at"], name="login_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.uitkomst}"


class CollegaLogin(models.Model):
    """What a gemeente may know of the logins of her people: a view of those who have Toegang there today, and of the
    days on which they had. Not for which other gemeente or organisatie somebody works."""

    id = models.UUIDField(primary_key=True)
    created_at = models.DateTimeField()
    soort = models.CharField(max_length=12, choices=Soort)
    uitkomst = models.CharField(max_length=13, choices=Uitkomst)
    gebruiker_id = models.UUIDField()
    network = models.CharField(max_length=43)
    device = models.CharField(max_length=40)

    objects = LoginQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "logins_collegalogin"

    def __str__(self) -> str:
        return f"{self.soort} {self.uitkomst}"


class CollegaStand(models.Model):
    """Who has Toegang today to the gemeente that asks, and whether they came in at all: no moment, no number."""

    class Ingelogd(models.TextChoices):
        NOOIT = "nooit", "nog nooit"
        JA = "ja", "ja"
        NEE = "nee", "nee"

    id = models.UUIDField(primary_key=True)
    naam = models.CharField(max_length=80)
    functies = models.CharField(max_length=200)
    ingelogd = models.CharField(max_length=5, choices=Ingelogd, help_text="In de laatste 90 dagen")

    class Meta:
        managed = False
        db_table = "logins_collegastand"

    def __str__(self) -> str:
        return self.naam
