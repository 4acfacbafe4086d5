from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aanpak", "0006_vorm_waarom_niet")]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="waarde",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddField(
            model_name="indicator",
            name="waardejaar",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
