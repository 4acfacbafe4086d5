from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_rondebeheerder")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="inlogdienst_id",
            field=models.UUIDField(help_text="Waarmee iemand inlogde; leeg: met Kompas zelf", null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="second_step",
            field=models.BooleanField(db_default=False, default=False, help_text="Of de inlogdienst die vroeg"),
        ),
    ]
