from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indienen", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="voorbereiding",
            name="uitleg",
            field=models.JSONField(
                blank=True, db_default={}, default=dict, help_text="Per code van een tegenspraak"
            ),
        )
    ]
