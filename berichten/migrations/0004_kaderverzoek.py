from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("berichten", "0003_antwoord")]

    operations = [
        migrations.AlterField(
            model_name="bericht",
            name="soort",
            field=models.CharField(
                choices=[
                    ("herinnering", "herinnering aan een meetronde"),
                    ("uitnodiging", "uitnodiging voor een meetronde"),
                    ("verlenging", "een meetronde duurt langer"),
                    ("wachtwoord", "nieuw wachtwoord kiezen"),
                    ("toegang", "welkom bij Kompas"),
                    ("wissing", "verzoek om wissen te bevestigen"),
                    ("login", "verandering in hoe iemand inlogt"),
                    ("verzoek", "verzoek aan een tweede persoon bij een meetronde"),
                    ("kaderverzoek", "verzoek om een Kader uit te geven"),
                    ("antwoordlink", "eenmalige link voor een gemeente"),
                    ("antwoord", "antwoord met een eenmalige link"),
                ],
                max_length=20,
            ),
        ),
    ]
