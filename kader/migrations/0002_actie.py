from django.db import migrations, models

FIELD = {"max_length": 200, "default": "", "db_default": "", "help_text": "Voorstel voor een actie, wij-vorm"}


class Migration(migrations.Migration):
    dependencies = [("kader", "0001_initial")]

    operations = [
        migrations.AddField(model, "actie", models.CharField(**FIELD))
        for model in ("bouwsteen", "aanvullendevraag")
    ]
