from django.db import migrations, models

SOORTEN = [
    ("herinnering", "herinnering aan een meetronde"),
    ("uitnodiging", "uitnodiging voor een meetronde"),
    ("verlenging", "een meetronde duurt langer"),
    ("wachtwoord", "nieuw wachtwoord kiezen"),
    ("toegang", "welkom bij Kompas"),
    ("wissing", "verzoek om wissen te bevestigen"),
    ("login", "verandering in hoe iemand inlogt"),
    ("verzoek", "verzoek aan een tweede persoon bij een meetronde"),
    ("antwoordlink", "eenmalige link voor een gemeente"),
    ("antwoord", "antwoord met een eenmalige link"),
]


class Migration(migrations.Migration):
    dependencies = [("berichten", "0002_mail_of_rounds")]

    operations = [
        migrations.AlterField(
            model_name="bericht", name="soort", field=models.CharField(choices=SOORTEN, max_length=20)
        )
    ]
