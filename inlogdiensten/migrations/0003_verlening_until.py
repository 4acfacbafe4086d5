from django.db import migrations, models

# What was given until now ends on the day that its Toegang does: nobody changed it yet.
FILL = """
UPDATE inlogdiensten_verlening v SET until = t.valid_until FROM accounts_toegang t WHERE t.id = v.toegang_id
"""


class Migration(migrations.Migration):
    dependencies = [("inlogdiensten", "0002_what_opens")]

    operations = [
        migrations.AddField(
            model_name="verlening",
            name="until",
            field=models.DateField(blank=True, help_text="Tot wanneer de inlogdienst haar gaf", null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
