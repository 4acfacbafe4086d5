import hashlib
import json
import uuid
from importlib import import_module
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import (
    FUNCTIES,
    GEMEENTE_FUNCTIES,
    LANDELIJKE_FUNCTIES,
    REGIO_FUNCTIES,
)
from accounts.uitnodiging_models import Uitnodiging as Uitnodiging  # noqa: PLC0414  exported
from tenants.connection import connection
from tenants.models import Gemeente, Regio, Valid

# As accounts/entrance.py asks it on every request, of somebody who is known already.
WITH_TOEGANG = """
SELECT gebruiker.*, held.toegangen, held.has_second_step
FROM accounts_gebruiker gebruiker, public.toegang_of(gebruiker.id, %(inlogdienst)s, %(second_step)s, %(today)s) held
WHERE gebruiker.id = %(pk)s AND is_active
"""

NAAM_MAX = 80


class GebruikerManager(BaseUserManager["Gebruiker"]):
    def create_user(self, email: str, naam: str, password: str | None = None) -> "Gebruiker":
        user = self.model(email=self.normalize_email(email).lower(), naam=naam)
        user.set_password(password)
        user.save()
        return user

    def with_toegang(self, pk: Any, *, inlogdienst: Any = None, second_step: bool = False) -> "Gebruiker | None":
        """Who may be logged in, with `toegangen`, a list of dicts of what is valid today and counts in a session that
        came by way of `inlogdienst` (None: of our own login), and `has_second_step`."""
        came = {"inlogdienst": inlogdienst, "second_step": second_step}
        for gebruiker in self.raw(WITH_TOEGANG, {"pk": pk, "today": timezone.localdate(), **came}):
            gebruiker.take(cast(str, gebruiker.toegangen))
            return gebruiker
        return None


class Gebruiker(AbstractBaseUser):
    """A person, for all gemeenten together. Anonymised when gone, never deleted, so that history keeps its author."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mailadres", max_length=254, unique=True)
    claimed_email = models.EmailField(
        max_length=254,
        blank=True,
        db_default="",
        help_text="Wat een inlogdienst zegt dat haar adres is; leeg als zij bewees dat zij de mail leest",
    )
    naam = models.CharField(max_length=NAAM_MAX)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    toegangen: list[dict[str, str | None]]  # see with_toegang, as the next
    withheld: list[dict[str, str | None]]  # what another way of logging in would open
    has_second_step: bool

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["naam"]

    objects = GebruikerManager()

    class Meta:
        verbose_name_plural = "gebruikers"

    def __str__(self) -> str:
        return self.naam

    def take(self, toegangen: str) -> None:
        """As the database gave them: apart what counts in this session, and what does not."""
        found = json.loads(toegangen)
        opened = [toegang.pop("opent") for toegang in found]
        self.toegangen = [toegang for toegang, opens in zip(found, opened, strict=True) if opens]
        self.withheld = [toegang for toegang, opens in zip(found, opened, strict=True) if not opens]

    @property
    def address(self) -> str:
        """To show. Mail and logins are for `email` alone; without a proved address that leads nowhere."""
        return self.claimed_email or self.email

    @property
    def has_choice(self) -> bool:
        """Of places to work: more than one, or pages of the country or a regio. Needs `with_toegang()`."""
        gemeenten = {toegang["gemeente"] for toegang in self.toegangen}
        return len(gemeenten) > 1 or gemeenten == {None}

    def functies_in(self, gemeente: Gemeente) -> set[str]:
        """The functies that are valid today in this gemeente. Needs `with_toegang()`."""
        return {str(toegang["functie"]) for toegang in self.toegangen if toegang["gemeente"] == str(gemeente.pk)}


class Session(AbstractBaseSession):
    """Django's, with whose it is and how she logged in. The encrypted data says so too; a row that says something else
    is of nobody. The columns are to find it by, and for what it opens (toegang_of, in migrations/0017).

    Its key is a hash of what the cookie holds: who reads the table, or a copy of it, is not logged in by that.
    """

    gebruiker = models.ForeignKey(Gebruiker, null=True, on_delete=models.CASCADE)
    inlogdienst_id = models.UUIDField(null=True, help_text="Waarmee iemand inlogde; leeg: met Kompas zelf")
    second_step = models.BooleanField(default=False, db_default=False, help_text="Of de inlogdienst die vroeg")

    def __str__(self) -> str:
        return f"sessie van {self.gebruiker_id}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore  # which needs this model

    @staticmethod
    def key_of(cookie: str | None) -> str:
        """Of the row that belongs to a cookie; empty, and so of no row, without one. Random enough to hash it once."""
        return hashlib.sha256(cookie.encode()).hexdigest()[:40] if cookie else ""


class Toegang(models.Model):
    """That someone holds a functie in one gemeente, one regio, or for VNG or CoMensha, until when."""

    class Organisatie(models.TextChoices):
        VNG = "vng", "VNG"
        COMENSHA = "comensha", "CoMensha"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="toegang_set")
    functie = models.CharField(max_length=20, choices=[(naam, naam) for naam in FUNCTIES])
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.CASCADE)
    regio = models.ForeignKey(Regio, null=True, blank=True, on_delete=models.CASCADE)
    organisatie = models.CharField(max_length=10, blank=True, choices=Organisatie)
    valid_from = models.DateField(default=timezone.localdate)
    valid_until = models.DateField(null=True, blank=True)
    ended_by = models.UUIDField(
        null=True, blank=True, help_text="Wie zei dat en wanneer zij eindigt; leeg: niemand, of een inlogdienst"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = Valid["Toegang"].as_manager()

    class Meta:
        verbose_name_plural = "toegangen"
        constraints = [
            models.CheckConstraint(
                name="toegang_functie_fits_scope",
                condition=Q(
                    functie__in=[f.naam for f in GEMEENTE_FUNCTIES], gemeente__isnull=False, regio=None, organisatie=""
                )
                | Q(functie__in=[f.naam for f in REGIO_FUNCTIES], regio__isnull=False, gemeente=None, organisatie="")
                | Q(functie__in=[f.naam for f in LANDELIJKE_FUNCTIES], gemeente=None, regio=None) & ~Q(organisatie=""),
                violation_error_message="Een functie hoort bij precies één gemeente, regio of organisatie.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}: {self.functie}"


class Collega(models.Model):
    """People with present or former Toegang to the gemeente whose role is asking: a view, the only one it may read."""

    id = models.UUIDField(primary_key=True)
    naam = models.CharField(max_length=80)
    email = models.EmailField()

    class Meta:
        managed = False
        db_table = "accounts_collega"

    def __str__(self) -> str:
        return self.naam

    @classmethod
    def names(cls, ids: set[Any]) -> dict[Any, str]:
        """By id. In SQL that is already written: nearly every page asks it."""
        if not ids:
            return {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, naam FROM accounts_collega WHERE id = ANY(%s)", [list(ids)])
            return dict(cursor.fetchall())


class CollegaToegang(models.Model):
    """Whoever has or had Toegang to the gemeente whose role is asking, and what they may there: a view, as Collega.

    Whether they came in at all, without a moment or a number, and whether their account is of this gemeente alone.
    """

    class Ingelogd(models.TextChoices):
        NOOIT = "nooit", "nog nooit"
        JA = "ja", "ja"
        NEE = "nee", "nee"

    id = models.UUIDField(primary_key=True)
    naam = models.CharField(max_length=80)
    email = models.EmailField()
    functies = ArrayField(models.CharField(max_length=20), help_text="Van nu en later; leeg van wie hier stopte")
    since = models.DateField()
    until = models.DateField(null=True)
    ingelogd = models.CharField(max_length=5, choices=Ingelogd, help_text="In de laatste 90 dagen")
    second_step = models.BooleanField()
    only_here = models.BooleanField()
    claimed = models.BooleanField(help_text="Het adres zegt een inlogdienst; bewezen is het niet")

    class Meta:
        managed = False
        db_table = "accounts_collegatoegang"
        ordering = ["naam", "id"]

    def __str__(self) -> str:
        return self.naam
