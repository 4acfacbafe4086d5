import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

VERSIONED = [
    ("version", models.PositiveIntegerField(default=0)),
    ("updated_at", models.DateTimeField(blank=True, null=True)),
    ("updated_by", models.UUIDField(blank=True, null=True)),
    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
]


def ticks(nummer):
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=36),
        blank=True,
        default=list,
        help_text=f"Wat in scenario {nummer} zit: ids van acties, en van bouwstenen zonder actie",
        size=None,
    )


def in_order(name, what):
    low, high = f"{name}_van", f"{name}_tot"
    return models.CheckConstraint(
        condition=Q(**{low: None, high: None})
        | Q(**{f"{low}__isnull": False, f"{high}__isnull": False, f"{low}__gte": 0, f"{high}__gte": F(low)}),
        name=f"raming_{name}_in_order",
        violation_error_message=f"Het hoogste {what} is niet lager dan het laagste.",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("aanpak", "0008_actie_values_are_known"),
        ("kader", "0001_initial"),
        ("zelfevaluatie", "0005_kadergebruik"),
        ("reports", "0017_nieuwe_standaardteksten"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rapport",
            name="formaat",
            field=models.CharField(
                choices=[
                    ("pdf", "PDF"),
                    ("docx", "Word"),
                    ("odt", "ODT"),
                    ("html", "webpagina"),
                    ("metadata", "metadata"),
                    ("bestuurder", "voor de bestuurder"),
                    ("collegevoorstel", "collegevoorstel in Word"),
                    ("collegevoorstel_pdf", "collegevoorstel"),
                    ("collegevoorstel_odt", "collegevoorstel in ODT"),
                    ("uitvoeringsplan", "uitvoeringsplan"),
                    ("uitvoeringsplan_docx", "uitvoeringsplan in Word"),
                    ("voortgang_pdf", "voortgang"),
                    ("evaluatie_pdf", "evaluatie"),
                    ("evaluatie_docx", "evaluatie in Word"),
                    ("evaluatie_odt", "evaluatie in ODT"),
                    ("raadsbrief_pdf", "raadsinformatiebrief"),
                    ("raadsbrief_docx", "raadsinformatiebrief in Word"),
                    ("raadsbrief_odt", "raadsinformatiebrief in ODT"),
                    ("wijzigingsblad", "wijzigingsblad"),
                    ("wijzigingsblad_docx", "wijzigingsblad in Word"),
                    ("wijzigingsblad_odt", "wijzigingsblad in ODT"),
                ],
                default="pdf",
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Scenarios",
            fields=[
                *VERSIONED,
                ("included", models.BooleanField(default=True, help_text="Of zij in het collegevoorstel staan")),
                ("in_plan", models.BooleanField(default=False, help_text="Of zij ook in het plan zelf staan")),
                ("naam_1", models.CharField(blank=True, max_length=60)),
                ("naam_2", models.CharField(blank=True, max_length=60)),
                ("naam_3", models.CharField(blank=True, max_length=60)),
                ("acties_1", ticks(1)),
                ("acties_2", ticks(2)),
                ("acties_3", ticks(3)),
                (
                    "advies",
                    models.PositiveSmallIntegerField(blank=True, help_text="Nummer van het scenario", null=True),
                ),
                ("reden", models.TextField(blank=True, max_length=500)),
                (
                    "zelfevaluatie",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scenarios",
                        to="zelfevaluatie.zelfevaluatie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "scenarios",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(advies=None, reden="") | (Q(advies__in=[1, 2, 3]) & ~Q(reden="")),
                        name="scenarios_advies_has_reden",
                        violation_error_message="Schrijf bij het advies ook de reden.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Raming",
            fields=[
                *VERSIONED,
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
                ("uren_van", models.PositiveIntegerField(blank=True, null=True)),
                ("uren_tot", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "urensoort",
                    models.CharField(
                        blank=True,
                        choices=[("eenmalig", "één keer"), ("structureel", "elk jaar")],
                        max_length=12,
                    ),
                ),
                ("dekking", models.CharField(blank=True, max_length=120)),
                ("bron", models.CharField(blank=True, max_length=200)),
                (
                    "actie",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="aanpak.actie",
                    ),
                ),
                (
                    "bouwsteen",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kader.bouwsteen",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ramingen",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(actie=None, bouwsteen__isnull=False) | Q(actie__isnull=False, bouwsteen=None),
                        name="raming_of_one_thing",
                    ),
                    in_order("kosten", "bedrag"),
                    in_order("uren", "aantal uren"),
                ],
            },
        ),
    ]
