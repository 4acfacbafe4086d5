import uuid

from django.db import models
from django.db.models import F, Q


class KengetalQuerySet(models.QuerySet["Kengetal"]):
    def current(self) -> "KengetalQuerySet":
        return self.filter(ingetrokken_op=None)


def both_or_none(name: str) -> models.Q:
    low, high = f"{name}_van", f"{name}_tot"
    there = Q(**{f"{low}__isnull": False, f"{high}__isnull": False, f"{low}__gte": 0, f"{high}__gte": F(low)})
    return Q(**{low: None, high: None}) | there


class Kengetal(models.Model):
    """What somebody else says that an actie costs or takes, from so much to so much. Without a source there is none."""

    class Kostensoort(models.TextChoices):
        EENMALIG = "eenmalig", "één keer"
        STRUCTUREEL = "structureel", "elk jaar"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    plek = models.CharField(max_length=10, help_text="Code van de bouwsteen of aanvullende vraag")
    omschrijving = models.CharField(max_length=200, help_text="Waarover het bedrag gaat, en voor wie het geldt")
    kosten_van = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    kosten_tot = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    kostensoort = models.CharField(max_length=12, choices=Kostensoort, blank=True)
    uren_van = models.PositiveIntegerField(null=True, blank=True, help_text="Per jaar")
    uren_tot = models.PositiveIntegerField(null=True, blank=True)
    bron = models.CharField(max_length=160)
    bron_url = models.CharField(max_length=200, blank=True)
    stand_op = models.DateField(help_text="Van welke dag het bedrag is")
    versie = models.PositiveIntegerField(default=0)
    ingetrokken_op = models.DateField(null=True, blank=True)

    objects = KengetalQuerySet.as_manager()

    class Meta:
        ordering = ["plek", "code"]
        verbose_name_plural = "kengetallen"
        constraints = [
            models.CheckConstraint(name="kengetal_has_source", condition=~Q(bron="") & ~Q(omschrijving="")),
            models.CheckConstraint(
                name="kengetal_has_amount", condition=Q(kosten_van__isnull=False) | Q(uren_van__isnull=False)
            ),
            models.CheckConstraint(name="kengetal_kosten_in_order", condition=both_or_none("kosten")),
            models.CheckConstraint(name="kengetal_uren_in_order", condition=both_or_none("uren")),
            models.CheckConstraint(
                name="kengetal_kostensoort_is_said", condition=Q(kosten_van=None) | ~Q(kostensoort="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plek}: {self.omschrijving}"
