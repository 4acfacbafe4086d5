import uuid

from django.db import migrations, models
from django.db.models import F, Q, deletion

# What was loaded before this held for everybody.
PUBLISHED = "UPDATE kader_kaderversie SET published_at = loaded_at WHERE published_at IS NULL"


class Migration(migrations.Migration):

    dependencies = [
        ("kader", "0002_actie"),
        ("tenants", "0007_definitief_wissen"),
    ]

    operations = [
        migrations.AddField(
            model_name="kaderversie",
            name="asked_at",
            field=models.DateTimeField(
                blank=True, null=True, help_text="Wanneer iemand vroeg om haar uit te geven"
            ),
        ),
        migrations.AddField("kaderversie", "asked_by", models.UUIDField(blank=True, null=True)),
        migrations.AddField("kaderversie", "published_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            model_name="kaderversie",
            name="published_by",
            field=models.UUIDField(blank=True, null=True, help_text="Leeg: de eerste, bij het installeren"),
        ),
        migrations.AddConstraint(
            model_name="kaderversie",
            constraint=models.CheckConstraint(
                condition=Q(("published_by", None)) | ~Q(("published_by", F("asked_by"))),
                name="kaderversie_second_person",
                violation_error_message="Een ander dan wie het vroeg, moet bevestigen.",
            ),
        ),
        migrations.CreateModel(
            name="Kadergebruik",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "gemeente",
                    models.OneToOneField(
                        on_delete=deletion.CASCADE,
                        related_name="kadergebruik",
                        to="tenants.gemeente",
                    ),
                ),
                (
                    "kaderversie",
                    models.ForeignKey(
                        on_delete=deletion.PROTECT, related_name="kadergebruik", to="kader.kaderversie"
                    ),
                ),
            ],
            options={"verbose_name_plural": "kadergebruik"},
        ),
        migrations.RunSQL(PUBLISHED, migrations.RunSQL.noop),
    ]
