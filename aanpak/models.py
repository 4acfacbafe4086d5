from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from aanpak import enums
from aanpak.enums import Ambitie
from aanpak.moment import moment_of
from aanpak.stappen import said_once
from kader.models import AanvullendeVraag, Bouwsteen
from saving.fields import LinkField
from saving.models import Revision, Versioned
from sjablonen.models import Instrument, Voorbeeldstap, Vorm
from tenants.rows import TenantModel, TenantQuerySet


def chosen_from(**choices: Sequence[str]) -> list[models.CheckConstraint]:
    """That these fields of an actie hold one of their choices, in the database too: documents sort and word by them."""
    return [
        models.CheckConstraint(name=f"actie_{name}_is_known", condition=Q(**{f"{name}__in": list(values)}))
        for name, values in choices.items()
    ]


class ActieQuerySet(TenantQuerySet["Actie"]):
    def unfinished(self) -> "ActieQuerySet":
        return self.filter(staat__in=[Actie.Staat.OPEN, Actie.Staat.BEZIG])

    def ongoing(self) -> "ActieQuerySet":
        """What somebody works at, also when it never ends."""
        return self.exclude(staat__in=[Actie.Staat.GEREED, Actie.Staat.VERVALLEN])

    def told(self) -> "ActieQuerySet":
        """What the plan says: what is planned, and what is not done and why."""
        return self.exclude(staat=Actie.Staat.VERVALLEN, niet_gedaan="")


class Actie(TenantModel, Versioned):
    """What will be done, by whom and when. It belongs to a bouwsteen or extra question, or to neither, and outlives
    the zelfevaluatie in which it was noted."""

    FIELDS = (
        "wat",
        "ambitie",
        "bouwsteen",
        "vraag",
        "trekker",
        "prioriteit",
        "gereed",
        "jaar",
        "cadans",
        "kosten",
        "uren",
        "kostensoort",
        "dekking",
        "staat",
        "resultaat",
        "niet_gedaan",
        "toelichting",
    )
    BOUND = (("bouwsteen", "vraag"), ("gereed", "jaar"), ("kosten", "kostensoort"))

    Cadans = enums.Cadans

    Staat = enums.Staat

    Prioriteit = enums.Prioriteit

    Kostensoort = enums.Kostensoort

    wat = models.CharField(max_length=500)
    bouwsteen = models.ForeignKey(Bouwsteen, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    vraag = models.ForeignKey(AanvullendeVraag, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Where it hung in the version of the Kader before; empty for what was made in this one.
    eerder_bouwsteen = models.ForeignKey(Bouwsteen, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    eerder_vraag = models.ForeignKey(
        AanvullendeVraag, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ambitie = models.PositiveSmallIntegerField(choices=Ambitie)
    trekker = models.CharField(max_length=120, blank=True)
    prioriteit = models.CharField(max_length=10, choices=Prioriteit, blank=True, default="", db_default="")
    gereed = models.DateField(null=True, blank=True)
    # In which it is done as long as there is no day, and begins when it comes back.
    jaar = models.PositiveSmallIntegerField(null=True, blank=True)
    cadans = models.CharField(max_length=20, choices=Cadans, blank=True)
    kosten = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    uren = models.PositiveIntegerField(null=True, blank=True)
    # Of costs and hours alike; empty is not filled in, and then they count once.
    kostensoort = models.CharField(max_length=12, choices=Kostensoort, blank=True, default="", db_default="")
    dekking = models.CharField(max_length=120, blank=True, default="", db_default="")
    staat = models.CharField(max_length=10, choices=Staat, default=Staat.OPEN)
    resultaat = models.CharField(max_length=500, blank=True, default="", db_default="")
    niet_gedaan = models.CharField(
        max_length=500, blank=True, default="", db_default="", help_text="Waarom het niet is gedaan"
    )
    toelichting = models.TextField(max_length=2_000, blank=True)
    volgorde = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    herkomst = ""  # of which predecessor it came; see voorgangers.models.Herkomst.mark

    objects = ActieQuerySet.as_manager()

    class Meta:
        ordering = ["ambitie", "volgorde", F("gereed").asc(nulls_last=True), "created_at"]
        verbose_name_plural = "acties"
        constraints = [
            *chosen_from(
                **{"prioriteit": ("", *enums.Prioriteit.values), "cadans": ("", *enums.Cadans.values)},
                **{"kostensoort": ("", *enums.Kostensoort.values), "staat": enums.Staat.values},
            ),
            models.CheckConstraint(
                name="actie_bouwsteen_or_vraag",
                condition=Q(bouwsteen=None) | Q(vraag=None),
                violation_error_message="Kies een bouwsteen of een aanvullende vraag, niet allebei.",
            ),
            models.CheckConstraint(
                name="actie_costs_not_negative",
                condition=Q(kosten__gte=0) | Q(kosten=None),
                violation_error_message="Kosten kunnen niet lager zijn dan nul.",
            ),
        ]

    def __str__(self) -> str:
        return self.wat

    @property
    def place(self) -> Bouwsteen | AanvullendeVraag | None:
        """What it belongs to."""
        return self.bouwsteen or self.vraag

    @property
    def wanneer(self) -> str:
        return moment_of(self)

    @property
    def former_place(self) -> Bouwsteen | AanvullendeVraag | None:
        return self.eerder_bouwsteen or self.eerder_vraag

    def validate_constraints(self, exclude: Any = None) -> None:
        """Not here, where each would cost a query: the form checks the same, and the database does when writing."""


class InstrumentKeuze(TenantModel, Versioned):
    """What the gemeente does with one instrument. An empty answer is not filled in; *onbekend* is an answer."""

    class JaNee(models.TextChoices):
        JA = "ja", "ja"
        NEE = "nee", "nee"
        ONBEKEND = "onbekend", "weten we niet"

    OF: ClassVar = "instrument"
    FIELDS = ("beschikbaar", "in_beleid", "gebruikt", "plan_zin", "opmerking")

    instrument = models.OneToOneField(Instrument, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    beschikbaar = models.CharField(max_length=10, choices=JaNee, blank=True)
    in_beleid = models.CharField(max_length=10, choices=JaNee, blank=True)
    gebruikt = models.CharField(max_length=10, choices=JaNee, blank=True)
    plan_zin = models.CharField(max_length=300, blank=True)
    opmerking = models.TextField(max_length=1_000, blank=True, help_text="Voor onszelf; komt nooit in het plan")

    class Meta:
        ordering = ["instrument__volgorde"]
        verbose_name_plural = "instrumentkeuzes"

    def __str__(self) -> str:
        return f"Keuze {self.instrument_id}"

    @property
    def is_answered(self) -> bool:
        return bool(self.beschikbaar or self.in_beleid or self.gebruikt)


class VormKeuze(TenantModel, Versioned):
    """Whether a form of mensenhandel has the local emphasis, and why, or why not."""

    OF: ClassVar = "vorm"
    FIELDS = ("nadruk", "plan_zin", "waarom_niet")

    vorm = models.OneToOneField(Vorm, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    nadruk = models.BooleanField(default=False)
    plan_zin = models.CharField(max_length=300, blank=True)
    waarom_niet = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        ordering = ["vorm__volgorde"]
        verbose_name_plural = "vormkeuzes"

    def __str__(self) -> str:
        return f"Keuze {self.vorm_id}"


class Cijfer(TenantModel, Versioned):
    """A count of one year by one organisation, never of a person or a case. Without `aantal` it is not in view.

    Outside its own form print `aantal_tekst`: 1 to 4 would point at somebody.
    """

    class Onderwerp(models.TextChoices):
        SIGNALEN = "signalen", "Signalen bij de gemeente"
        AANMELDINGEN = "aanmeldingen", "Aanmeldingen bij CoMensha uit onze gemeente"
        ZORGCOORDINATIE = "zorgcoordinatie", "Mogelijke slachtoffers bij de zorgcoördinator"
        POLITIE = "politie", "Meldingen bij de politie"
        ANONIEM = "anoniem", "Meldingen bij Meld Misdaad Anoniem"
        CONTROLES = "controles", "Integrale controles"
        TRAININGEN = "trainingen", "Trainingen en voorlichting"
        ANDERS = "anders", "Anders"

    FIELDS = ("onderwerp", "omschrijving", "vorm", "jaar", "aantal", "bron")
    SMALL = range(1, 5)
    NOT_IN_VIEW = "niet in beeld"

    onderwerp = models.CharField(max_length=20, choices=Onderwerp)
    omschrijving = models.CharField(max_length=120, blank=True)
    vorm = models.ForeignKey(
        Vorm, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    jaar = models.PositiveSmallIntegerField()
    aantal = models.PositiveIntegerField(null=True, blank=True)
    bron = models.CharField(max_length=120)

    class Meta:
        ordering = ["-jaar", "onderwerp", "omschrijving", F("vorm__volgorde").asc(nulls_first=True), "bron"]
        verbose_name_plural = "cijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["onderwerp", "omschrijving", "vorm", "jaar", "bron"],
                name="cijfer_counted_once",
                nulls_distinct=False,
                violation_error_message="Dit cijfer staat er al, met hetzelfde onderwerp, jaar en dezelfde bron.",
            ),
            models.CheckConstraint(
                name="cijfer_anders_is_named",
                condition=~Q(onderwerp="anders") | ~Q(omschrijving=""),
                violation_error_message="Schrijf op wat er is geteld.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titel}, {self.jaar}"

    def validate_constraints(self, exclude: Any = None) -> None:
        """As of Actie; and a form that is sent twice must not be told that what it made is already there."""

    @property
    def titel(self) -> str:
        return self.omschrijving or self.get_onderwerp_display()

    @property
    def aantal_tekst(self) -> str:
        """As it may be printed and shared."""
        if self.aantal is None:
            return self.NOT_IN_VIEW
        return "minder dan 5" if self.aantal in self.SMALL else f"{self.aantal:,}".replace(",", ".")


class Indicator(TenantModel, Versioned):
    """By what the gemeente will see whether an ambitie comes closer: where it stands, what it wants, and by when.

    Values are short texts (`40%`, `twee keer`), because a gemeente measures in more ways than one.
    """

    FIELDS = (
        *("ambitie", "wat", "nulwaarde", "nuljaar", "streefwaarde", "streefjaar", "waarde", "waardejaar", "bron"),
    )
    BOUND = (("nulwaarde", "nuljaar"), ("streefwaarde", "streefjaar"), ("waarde", "waardejaar"))
    MAX = 3  # per ambitie; nobody follows more

    ambitie = models.PositiveSmallIntegerField(choices=Ambitie)
    wat = models.CharField(max_length=200)
    nulwaarde = models.CharField(max_length=60, blank=True)
    nuljaar = models.PositiveSmallIntegerField(null=True, blank=True)
    streefwaarde = models.CharField(max_length=60)
    streefjaar = models.PositiveSmallIntegerField()
    # How it stands since the plan, and of which year that is: for the evaluation.
    waarde = models.CharField(max_length=60, blank=True, default="", db_default="")
    waardejaar = models.PositiveSmallIntegerField(null=True, blank=True)
    bron = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["ambitie", "created_at", "id"]
        verbose_name_plural = "indicatoren"

    def __str__(self) -> str:
        return self.wat


class Routestap(TenantModel, Versioned):
    """A step of the meldroute: what a reporter does and with whom. A function or organisation, never a person."""

    FIELDS = ("melder", "wat", "wie", "telefoon", "website", "spoed")
    Melder = Voorbeeldstap.Melder
    MAX = 12  # per melder; more steps is no route that anybody remembers

    melder = models.CharField(max_length=20, choices=Voorbeeldstap.Melder)
    volgorde = models.PositiveIntegerField(default=0)
    wat = models.CharField(max_length=200)
    wie = models.CharField(max_length=120, blank=True)
    telefoon = models.CharField(
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\+?[0-9][0-9 ()-]*$", "Schrijf een telefoonnummer, zoals 0900-8844.")],
    )
    website = models.CharField(max_length=LinkField.MAX, blank=True)
    spoed = models.BooleanField(default=False)

    class Meta:
        ordering = ["melder", "-spoed", "volgorde", "id"]
        verbose_name_plural = "routestappen"

    def __str__(self) -> str:
        return self.wat

    @property
    def who(self) -> str:
        return said_once(self.wat, self.wie)


class AanpakRevision(TenantModel, Revision):
    """Of acties, choices, cijfers, indicatoren and steps alike."""

    class Meta(Revision.Meta):
        verbose_name_plural = "eerdere versies"
