import uuid

import django.db.models.deletion
from django.db import migrations, models

FORMATEN = [
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
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0014_archief")]

    operations = [
        migrations.CreateModel(
            name="Evaluatie",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=0)),
                ("updated_at", models.DateTimeField(blank=True, null=True)),
                ("updated_by", models.UUIDField(blank=True, null=True)),
                ("jaar", models.PositiveSmallIntegerField(unique=True)),
                ("inleiding", models.TextField(blank=True, max_length=1200)),
                ("conclusie", models.TextField(blank=True, max_length=1200)),
                ("geld", models.TextField(blank=True, help_text="Wat er is uitgegeven", max_length=600)),
                ("vervolg", models.TextField(blank=True, max_length=600)),
            ],
            options={"verbose_name_plural": "evaluaties"},
        ),
        migrations.CreateModel(
            name="Evaluatieversie",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("jaar", models.PositiveSmallIntegerField()),
                (
                    "planversie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluatieversies",
                        to="reports.planversie",
                    ),
                ),
                ("plan", models.JSONField(help_text="Zie reports/document/plan.py")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("created_by", models.UUIDField()),
            ],
            options={
                "verbose_name_plural": "evaluatieversies",
                "ordering": ["-created_at"],
                "get_latest_by": "created_at",
            },
        ),
        migrations.AlterField(
            model_name="rapport",
            name="formaat",
            field=models.CharField(choices=FORMATEN, default="pdf", max_length=20),
        ),
    ]
