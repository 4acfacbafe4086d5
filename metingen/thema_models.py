"""Questions of one round that are not in the Kader: at most five, asked once, and never how many people there are."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import F, Q

from metingen.enquete import JaNee
from saving.fields import number
from saving.models import Versioned
from tenants.models import Gemeente

MOST = 5
UNITS: dict[str, Callable[[int], str]] = {
    "jaar": str,
    "uren": lambda value: f"{number(value)} uur",
    "geld": lambda value: f"{number(value)} euro",
}
# Numbers are counted in classes, each from its first number on; of a year they follow from the peildatum.
CLASSES: dict[str, tuple[tuple[int, str], ...]] = {
    "uren": ((0, "geen"), (1, "minder dan 8 uur"), (8, "8 tot 16 uur"), (16, "16 tot 36 uur"), (36, "36 uur of meer")),
    "geld": (
        (0, "geen"),
        (1, "minder dan 5.000 euro"),
        (5_000, "5.000 tot 25.000 euro"),
        (25_000, "25.000 tot 100.000 euro"),
        (100_000, "100.000 euro of meer"),
    ),
}


class Themavraag(Versioned, models.Model):
    """One question. A trigger keeps it as it was when its round opened: see migration 0010.

    `alleen_groep`: the answer is only for figures of groups; it is kept as a Groepsantwoord and never with a name.
    """

    FIELDS = ("vraag", "uitleg", "soort", "keuzes", "alleen_groep")
    BOUND = (("soort", "keuzes"),)

    class Soort(models.TextChoices):
        JA_NEE = "ja_nee", "ja, nee of weten we niet"
        KEUZE = "keuze", "een keuze uit een lijst"
        JAAR = "jaar", "een jaartal"
        UREN = "uren", "een aantal uren"
        GELD = "geld", "een bedrag in hele euro’s"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meetronde = models.ForeignKey("metingen.Meetronde", on_delete=models.CASCADE, related_name="themavragen")
    nummer = models.PositiveSmallIntegerField()
    vraag = models.CharField(max_length=200)
    uitleg = models.TextField(max_length=500, blank=True)
    soort = models.CharField(max_length=10, choices=Soort)
    keuzes = models.TextField(max_length=600, blank=True, help_text="Op elke regel een")
    alleen_groep = models.BooleanField(default=False)
    vorige = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Dezelfde, eerder gesteld"
    )
    gelezen_by = models.UUIDField(null=True, blank=True, help_text="De tweede lezer, toen de meetronde opende")
    gelezen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["nummer"]
        verbose_name_plural = "themavragen"
        constraints = [
            models.UniqueConstraint(fields=["meetronde", "nummer"], name="themavraag_numbered"),
            models.CheckConstraint(name="themavraag_at_most_five", condition=Q(nummer__gte=1, nummer__lte=MOST)),
            models.CheckConstraint(
                name="themavraag_second_reader",
                condition=Q(gelezen_by=None) | ~Q(gelezen_by=F("updated_by")),
                violation_error_message="Een ander dan wie de vraag schreef, moet haar lezen.",
            ),
        ]

    def __str__(self) -> str:
        return self.vraag

    def validate_constraints(self, exclude: Any = None) -> None:
        """Not here: the database checks when writing."""

    @property
    def name(self) -> str:
        """Of its field in a form, and of its column of a Voorbereiding."""
        return f"thema{self.nummer}"

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.keuzes.splitlines() if line.strip()]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Of a question that one answers by choosing."""
        if self.soort == self.Soort.JA_NEE:
            return [(value, str(label)) for value, label in JaNee.choices]
        return [(str(place), line) for place, line in enumerate(self.lines, start=1)]

    @property
    def is_choice(self) -> bool:
        return self.soort in (self.Soort.JA_NEE, self.Soort.KEUZE)

    def in_words(self, waarde: str) -> str:
        """`4.500 euro`; empty for no answer."""
        if not waarde or self.is_choice:
            return dict(self.choices).get(waarde, waarde)
        return UNITS[self.soort](int(waarde)) if waarde.isascii() and waarde.isdigit() else waarde

    @property
    def classes(self) -> list[tuple[int, str]]:
        """Of a number: from which on, and what it is called."""
        if self.soort != self.Soort.JAAR:
            return list(CLASSES[self.soort])
        year = self.meetronde.peildatum.year
        return [
            (0, f"vóór {year - 4}"),
            (year - 4, f"{year - 4} tot en met {year - 1}"),
            (year, f"{year} of later"),
        ]

    @property
    def counted(self) -> list[tuple[str, str]]:
        """What Groepscijfers count: each waarde with its words."""
        if self.is_choice:
            return self.choices
        return [(str(place), words) for place, (_, words) in enumerate(self.classes, start=1)]

    def counted_as(self, waarde: str) -> str:
        """Which of those an answer is; '' when there is none."""
        if not waarde or self.is_choice:
            return waarde
        return str(sum(int(waarde) >= first for first, _ in self.classes))


class Groepsantwoord(models.Model):
    """An answer to a themavraag, for the figures of groups; of a question that is for those alone it stands nowhere
    else. Apart from the Indiening and its content, so that nobody who reads those by name can read this: VNG and
    CoMensha have no right on it (tenants/rechten.py). Frozen as they are."""

    id = models.BigAutoField(primary_key=True)
    indiening = models.ForeignKey("metingen.Indiening", on_delete=models.CASCADE, related_name="groepsantwoorden")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    themavraag = models.ForeignKey(Themavraag, on_delete=models.PROTECT, related_name="+")
    waarde = models.CharField(max_length=20)

    class Meta:
        verbose_name_plural = "groepsantwoorden"
        constraints = [models.UniqueConstraint(fields=["indiening", "themavraag"], name="groepsantwoord_once")]

    def __str__(self) -> str:
        return f"antwoord op {self.themavraag_id}"
