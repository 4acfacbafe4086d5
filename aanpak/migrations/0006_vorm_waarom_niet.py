from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aanpak", "0005_indicator")]

    operations = [
        migrations.AddField(
            model_name="vormkeuze",
            name="waarom_niet",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
    ]
