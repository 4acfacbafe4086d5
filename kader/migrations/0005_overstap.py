import uuid

import django.utils.timezone
from django.db import migrations, models
from django.db.models import deletion


def version():
    return models.ForeignKey(on_delete=deletion.PROTECT, related_name="+", to="kader.kaderversie")


class Migration(migrations.Migration):

    dependencies = [("kader", "0004_omzettingen"), ("tenants", "0007_definitief_wissen")]

    operations = [
        migrations.CreateModel(
            name="Overstap",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "staat",
                    models.CharField(
                        choices=[
                            ("gedaan", "overgestapt"),
                            ("terug", "teruggedraaid"),
                            ("mislukt", "mislukt, niets veranderd"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "acties",
                    models.PositiveIntegerField(
                        default=0, help_text="Hoeveel er meegingen naar een nieuwe plaats"
                    ),
                ),
                (
                    "fout",
                    models.CharField(
                        blank=True, help_text="Welke soort fout, zonder wat er in een rij staat", max_length=80
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_by", models.UUIDField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.UUIDField(blank=True, null=True)),
                (
                    "gemeente",
                    models.ForeignKey(on_delete=deletion.CASCADE, related_name="+", to="tenants.gemeente"),
                ),
                ("naar", version()),
                ("van", version()),
            ],
            options={
                "verbose_name_plural": "overstappen",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("staat", "gedaan")),
                        fields=("gemeente", "naar"),
                        name="overstap_once_at_a_time",
                    )
                ],
            },
        ),
    ]
