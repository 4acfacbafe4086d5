import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenants", "0004_wisjournaal")]

    operations = [
        migrations.CreateModel(
            name="BackupRun",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(help_text="Bestand of map van de kopie", max_length=80)),
                ("started_at", models.DateTimeField(help_text="Wat hierna is opgeslagen, staat er niet in")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("tables", models.PositiveIntegerField(default=0)),
                ("size", models.PositiveBigIntegerField(default=0, help_text="Bytes")),
                ("is_sealed", models.BooleanField(default=False, help_text="Versleuteld")),
                ("is_elsewhere", models.BooleanField(default=False, help_text="Ook op een andere plaats gezet")),
                ("error", models.CharField(blank=True, max_length=500)),
            ],
            options={"ordering": ["-started_at"]},
        ),
        migrations.AddConstraint(
            model_name="backuprun",
            constraint=models.UniqueConstraint(fields=("started_at",), name="backup_run_unique_moment"),
        ),
    ]
