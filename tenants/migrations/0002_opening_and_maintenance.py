from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="gemeente",
            name="maintenance_since",
            field=models.DateTimeField(
                blank=True,
                help_text="Haar tabellen zijn niet bijgewerkt; wie komt, ziet een pagina die dat zegt",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="gemeente",
            name="opening",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "niet geopend"),
                    ("requested", "gevraagd"),
                    ("schema", "schema en rol gemaakt"),
                    ("tables", "tabellen gemaakt"),
                    ("seeded", "webadres gemaakt"),
                    ("active", "open"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.RunSQL(
            "UPDATE tenants_gemeente SET opening = 'active' WHERE opened_at IS NOT NULL", migrations.RunSQL.noop
        ),
    ]
