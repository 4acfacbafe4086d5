import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("samenwerking", "0002_mijn_view")]

    operations = [
        migrations.AddField(
            model_name="deelname",
            name="gewist_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="deelname",
            name="gewist_sha256",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=64), blank=True, null=True, size=None
            ),
        ),
    ]
