import uuid

from django.db import migrations, models
from django.db.models import F, Q


def in_order(name):
    low, high = f"{name}_van", f"{name}_tot"
    return models.CheckConstraint(
        condition=Q(**{low: None, high: None})
        | Q(**{f"{low}__isnull": False, f"{high}__isnull": False, f"{low}__gte": 0, f"{high}__gte": F(low)}),
        name=f"kengetal_{name}_in_order",
    )


class Migration(migrations.Migration):
    dependencies = [("sjablonen", "0007_keuzelijsten_redactie")]

    operations = [
        migrations.CreateModel(
            name="Kengetal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("plek", models.CharField(help_text="Code van de bouwsteen of aanvullende vraag", max_length=10)),
                (
                    "omschrijving",
                    models.CharField(help_text="Waarover het bedrag gaat, en voor wie het geldt", max_length=200),
                ),
                ("kosten_van", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ("kosten_tot", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                (
                    "kostensoort",
                    models.CharField(
                        blank=True,
                        choices=[("eenmalig", "één keer"), ("structureel", "elk jaar")],
                        max_length=12,
                    ),
                ),
                ("uren_van", models.PositiveIntegerField(blank=True, help_text="Per jaar", null=True)),
                ("uren_tot", models.PositiveIntegerField(blank=True, null=True)),
                ("bron", models.CharField(max_length=160)),
                ("bron_url", models.CharField(blank=True, max_length=200)),
                ("stand_op", models.DateField(help_text="Van welke dag het bedrag is")),
                ("versie", models.PositiveIntegerField(default=0)),
                ("ingetrokken_op", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "kengetallen",
                "ordering": ["plek", "code"],
                "constraints": [
                    models.CheckConstraint(condition=~Q(bron="") & ~Q(omschrijving=""), name="kengetal_has_source"),
                    models.CheckConstraint(
                        condition=Q(kosten_van__isnull=False) | Q(uren_van__isnull=False), name="kengetal_has_amount"
                    ),
                    in_order("kosten"),
                    in_order("uren"),
                    models.CheckConstraint(
                        condition=Q(kosten_van=None) | ~Q(kostensoort=""), name="kengetal_kostensoort_is_said"
                    ),
                ],
            },
        ),
    ]
