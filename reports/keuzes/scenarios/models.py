from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from aanpak.enums import Kostensoort
from aanpak.models import Actie
from kader.models import Bouwsteen
from saving.models import Versioned
from tenants.rows import TenantModel
from zelfevaluatie.models import Zelfevaluatie

NUMBERS = (1, 2, 3)
NAAM_MAX, REDEN_MAX, BRON_MAX, DEKKING_MAX = 60, 500, 200, 120
ID = 36  # of a UUID as text


def ticks(nummer: int) -> ArrayField:
    return ArrayField(
        models.CharField(max_length=ID),
        default=list,
        blank=True,
        help_text=f"Wat in scenario {nummer} zit: ids van acties, en van bouwstenen zonder actie",
    )


class Scenarios(TenantModel, Versioned):
    """Between what the college can choose. Without a row there are none, anywhere; an option without a name is none."""

    FIELDS = (
        *("included", "in_plan"),
        *(f"naam_{nummer}" for nummer in NUMBERS),
        *(f"acties_{nummer}" for nummer in NUMBERS),
        *("advies", "reden"),
    )
    BOUND = (("advies", "reden"),)

    zelfevaluatie = models.OneToOneField(Zelfevaluatie, on_delete=models.CASCADE, related_name="scenarios")
    included = models.BooleanField(default=True, help_text="Of zij in het collegevoorstel staan")
    in_plan = models.BooleanField(default=False, help_text="Of zij ook in het plan zelf staan")
    naam_1 = models.CharField(max_length=NAAM_MAX, blank=True)
    naam_2 = models.CharField(max_length=NAAM_MAX, blank=True)
    naam_3 = models.CharField(max_length=NAAM_MAX, blank=True)
    acties_1 = ticks(1)
    acties_2 = ticks(2)
    acties_3 = ticks(3)
    advies = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Nummer van het scenario")
    reden = models.TextField(max_length=REDEN_MAX, blank=True)

    class Meta:
        verbose_name_plural = "scenarios"
        constraints = [
            models.CheckConstraint(
                name="scenarios_advies_has_reden",
                condition=Q(advies=None, reden="") | (Q(advies__in=list(NUMBERS)) & ~Q(reden="")),
                violation_error_message="Schrijf bij het advies ook de reden.",
            )
        ]

    def __str__(self) -> str:
        return f"Scenario’s bij {self.zelfevaluatie}"


def both_or_none(name: str, what: str) -> models.CheckConstraint:
    low, high = f"{name}_van", f"{name}_tot"
    return models.CheckConstraint(
        name=f"raming_{name}_in_order",
        # That both are there is said too: of what is not there SQL does not know whether it is in order.
        condition=Q(**{low: None, high: None})
        | Q(**{f"{low}__isnull": False, f"{high}__isnull": False, f"{low}__gte": 0, f"{high}__gte": F(low)}),
        violation_error_message=f"Het hoogste {what} is niet lager dan het laagste.",
    )


class Raming(TenantModel, Versioned):
    """What the gemeente thinks that an actie asks, from so much to so much: of one in its list, or of the one that
    Kompas proposes at a bouwsteen. Empty: the amount in the list counts, and where there is none it is not known."""

    FIELDS = (
        *("kosten_van", "kosten_tot", "kostensoort"),
        *("uren_van", "uren_tot", "urensoort"),
        *("dekking", "bron"),
    )
    BOUND = (("kosten_van", "kosten_tot", "kostensoort"), ("uren_van", "uren_tot", "urensoort"))

    actie = models.OneToOneField(Actie, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    bouwsteen = models.OneToOneField(Bouwsteen, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kosten_van = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    kosten_tot = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    kostensoort = models.CharField(max_length=12, choices=Kostensoort, blank=True)
    uren_van = models.PositiveIntegerField(null=True, blank=True)
    uren_tot = models.PositiveIntegerField(null=True, blank=True)
    urensoort = models.CharField(max_length=12, choices=Kostensoort, blank=True)
    dekking = models.CharField(max_length=DEKKING_MAX, blank=True)
    bron = models.CharField(max_length=BRON_MAX, blank=True)

    class Meta:
        verbose_name_plural = "ramingen"
        constraints = [
            models.CheckConstraint(
                name="raming_of_one_thing",
                condition=Q(actie=None, bouwsteen__isnull=False) | Q(actie__isnull=False, bouwsteen=None),
            ),
            both_or_none("kosten", "bedrag"),
            both_or_none("uren", "aantal uren"),
        ]

    def __str__(self) -> str:
        return f"Raming bij {self.place}"

    @property
    def place(self) -> object:
        return self.actie_id or self.bouwsteen_id

    @property
    def wat(self) -> str:
        """What it is about, in words."""
        if self.actie:
            return self.actie.wat
        return (self.bouwsteen.actie or self.bouwsteen.titel) if self.bouwsteen else ""

    @property
    def code(self) -> str:
        """Of the bouwsteen or question that it is about, if it is."""
        found = self.actie.place if self.actie else self.bouwsteen
        return found.code if found else ""

    def between(self, name: str) -> tuple[Decimal, Decimal] | None:
        """The least and the most of `kosten` or `uren`."""
        low, high = (getattr(self, f"{name}_{end}") for end in ("van", "tot"))
        return None if low is None else (Decimal(low), Decimal(high))
