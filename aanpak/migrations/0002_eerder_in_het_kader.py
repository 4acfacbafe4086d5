import django.db.models.deletion
from django.db import migrations, models


def former(kind):
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=f"kader.{kind}"
    )


class Migration(migrations.Migration):

    dependencies = [("aanpak", "0001_initial"), ("kader", "0004_omzettingen")]

    operations = [
        migrations.AddField("actie", "eerder_bouwsteen", former("bouwsteen")),
        migrations.AddField("actie", "eerder_vraag", former("aanvullendevraag")),
    ]
