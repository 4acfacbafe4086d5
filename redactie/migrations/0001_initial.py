import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

OF_WHAT = [
    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
    ("soort", models.CharField(max_length=20)),
    ("sleutel", models.CharField(max_length=60)),
]


def regio():
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenants.regio"
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [("tenants", "0015_wissing_days_of_figures")]

    operations = [
        migrations.CreateModel(
            name="Voorstel",
            fields=[
                *OF_WHAT,
                (
                    "wat",
                    models.CharField(
                        choices=[("nieuw", "nieuw"), ("wijziging", "wijziging"), ("intrekken", "intrekken")],
                        max_length=10,
                    ),
                ),
                ("velden", models.JSONField(default=dict)),
                ("was", models.JSONField(default=dict)),
                ("naam", models.CharField(blank=True, max_length=120)),
                (
                    "basis",
                    models.PositiveIntegerField(
                        default=0, help_text="Nummer van de versie waar het op voortbouwt"
                    ),
                ),
                (
                    "nummer",
                    models.PositiveIntegerField(blank=True, help_text="Van de versie die het werd", null=True),
                ),
                ("reden", models.TextField(blank=True)),
                ("geldig_vanaf", models.DateField(blank=True, null=True)),
                ("vervangen_door", models.CharField(blank=True, max_length=60)),
                (
                    "stand",
                    models.CharField(
                        choices=[
                            ("concept", "concept"),
                            ("wacht", "wacht op een tweede lezer"),
                            ("terug", "teruggegeven"),
                            ("gepland", "gelezen, gaat later in"),
                            ("uitgegeven", "uitgegeven"),
                        ],
                        default="concept",
                        max_length=10,
                    ),
                ),
                (
                    "opmerking",
                    models.TextField(blank=True, help_text="Van wie het teruggaf, voor wie het schreef"),
                ),
                (
                    "schrijvers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("updated_by", models.UUIDField(blank=True, null=True)),
                ("offered_at", models.DateTimeField(blank=True, null=True)),
                ("offered_by", models.UUIDField(blank=True, null=True)),
                ("returned_by", models.UUIDField(blank=True, null=True)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("released_by", models.UUIDField(blank=True, null=True)),
                ("regio", regio()),
            ],
            options={
                "verbose_name_plural": "voorstellen",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stand", "uitgegeven"), _negated=True),
                        fields=("soort", "sleutel", "regio"),
                        name="voorstel_one_open",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stand__in", ["gepland", "uitgegeven"]), _negated=True),
                            models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="voorstel_released_is_read",
                        violation_error_message="Wat niet is gelezen, wordt niet uitgegeven.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("regio__isnull", False),
                            ("released_by__isnull", True),
                            models.Q(("schrijvers__contains", [models.F("released_by")]), _negated=True),
                            _connector="OR",
                        ),
                        name="voorstel_read_by_another",
                        violation_error_message="Wie meeschreef, geeft het niet zelf uit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stand__in", ["concept", "wacht", "terug"]), _negated=True),
                            models.Q(("nummer__isnull", True), ("released_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="voorstel_waiting_is_not_released",
                        violation_error_message="Wat op een tweede lezer wacht, is niet uitgegeven.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voorstelversie",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(help_text="Naam van het model, zoals antwoord", max_length=40)),
                ("row", models.UUIDField(help_text="Van welke rij; die kan weg zijn")),
                (
                    "version",
                    models.PositiveIntegerField(help_text="Die ermee ontstond; van wat verloor, die ervoor gold"),
                ),
                ("accepted", models.BooleanField(default=True)),
                ("data", models.JSONField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("created_by", models.UUIDField(null=True)),
            ],
            options={
                "verbose_name_plural": "voorstelversies",
                "ordering": ["-created_at", "-version"],
                "get_latest_by": "created_at",
                "abstract": False,
                "indexes": [models.Index(fields=["kind", "row", "-created_at"], name="voorstelversie_of_row")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted", True)),
                        fields=("kind", "row", "version"),
                        name="voorstelversie_version_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Onderhoud",
            fields=[
                *OF_WHAT,
                ("eigenaar", models.UUIDField(blank=True, null=True)),
                ("volgende_controle", models.DateField(blank=True, null=True)),
                ("notitie", models.TextField(blank=True)),
                ("after", models.UUIDField(blank=True, help_text="De rij die de schrijver las", null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("created_by", models.UUIDField()),
                ("regio", regio()),
            ],
            options={
                "verbose_name_plural": "onderhoud",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(fields=["soort", "sleutel", "regio", "-created_at"], name="onderhoud_newest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("soort", "sleutel", "regio", "after"),
                        name="onderhoud_one_after_another",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
