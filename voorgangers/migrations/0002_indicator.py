from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voorgangers", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="voorgangersrij",
            name="soort",
            field=models.CharField(
                choices=[
                    ("bouwsteen", "Bouwstenen van het Kader"),
                    ("vraag", "Vragen buiten het Kader"),
                    ("instrument", "Instrumenten"),
                    ("vorm", "Vormen met nadruk"),
                    ("routestap", "Meldroute"),
                    ("indicator", "Indicatoren"),
                    ("passage", "Eigen teksten in het plan"),
                ],
                max_length=20,
            ),
        ),
    ]
