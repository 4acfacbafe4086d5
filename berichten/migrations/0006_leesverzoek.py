from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('berichten', '0005_uitgenodigd'),
    ]

    operations = [
        migrations.AlterField(
            model_name='bericht',
            name='soort',
            field=models.CharField(choices=[('herinnering', 'herinnering aan een meetronde'), ('uitnodiging', 'uitnodiging voor een meetronde'), ('verlenging', 'een meetronde duurt langer'), ('wachtwoord', 'nieuw wachtwoord kiezen'), ('toegang', 'welkom bij Kompas'), ('herstel', 'login opnieuw instellen'), ('uitgenodigd', 'uitnodiging om met Kompas te werken'), ('wissing', 'verzoek om wissen te bevestigen'), ('login', 'verandering in hoe iemand inlogt'), ('verzoek', 'verzoek aan een tweede persoon bij een meetronde'), ('kaderverzoek', 'verzoek om een Kader uit te geven'), ('leesverzoek', 'verzoek om te lezen wat een redacteur schreef'), ('antwoordlink', 'eenmalige link voor een gemeente'), ('antwoord', 'antwoord met een eenmalige link')], max_length=20),
        ),
    ]
