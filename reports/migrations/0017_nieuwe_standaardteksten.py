import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0016_oud_plan")]

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
                    ("collegevoorstel", "collegevoorstel"),
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
            name="Tekstbesluit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=60)),
                (
                    "laag",
                    models.CharField(
                        choices=[("landelijk", "landelijk"), ("regionaal", "regionaal")], max_length=10
                    ),
                ),
                ("versie", models.PositiveSmallIntegerField()),
                (
                    "besluit",
                    models.CharField(
                        choices=[
                            ("gezien", "gezien"),
                            ("laat_zo", "laat zo"),
                            ("wijzigingsblad", "op een wijzigingsblad"),
                        ],
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("created_by", models.UUIDField()),
                (
                    "planversie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tekstbesluiten",
                        to="reports.planversie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tekstbesluiten",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("planversie", "code"), name="tekstbesluit_one_per_text", nulls_distinct=False
                    )
                ],
            },
        ),
    ]
