import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aanpak", "0004_kostensoort_en_dekking")]

    operations = [
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=0)),
                ("updated_at", models.DateTimeField(blank=True, null=True)),
                ("updated_by", models.UUIDField(blank=True, null=True)),
                (
                    "ambitie",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1. Voorkomen van slachtoffer- en daderschap"),
                            (2, "2. Signaleren, melden en monitoren"),
                            (3, "3. Passende opvang en ondersteuning"),
                            (4, "4. Aandacht en deskundigheid"),
                            (5, "5. Daderaanpak"),
                            (6, "6. Bevorderen van samenwerking"),
                        ]
                    ),
                ),
                ("wat", models.CharField(max_length=200)),
                ("nulwaarde", models.CharField(blank=True, max_length=60)),
                ("nuljaar", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("streefwaarde", models.CharField(max_length=60)),
                ("streefjaar", models.PositiveSmallIntegerField()),
                ("bron", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"verbose_name_plural": "indicatoren", "ordering": ["ambitie", "created_at", "id"]},
        ),
    ]
