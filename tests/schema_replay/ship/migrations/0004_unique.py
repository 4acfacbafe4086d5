"""Fails where two sails have one name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ship", "0003_names")]
    operations = [
        migrations.AddField("sail", "colour", models.CharField(max_length=10, null=True)),
        migrations.AddConstraint("sail", models.UniqueConstraint(fields=["name"], name="sail_name_unique")),
    ]
