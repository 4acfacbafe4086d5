from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aanpak", "0003_prioriteit_jaar_en_resultaat")]

    operations = [
        migrations.AddField(
            model_name="actie",
            name="dekking",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="actie",
            name="kostensoort",
            field=models.CharField(
                blank=True,
                choices=[("eenmalig", "één keer"), ("structureel", "elk jaar")],
                db_default="",
                default="",
                max_length=12,
            ),
        ),
    ]
