from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aanpak", "0002_eerder_in_het_kader")]

    operations = [
        migrations.AddField(
            model_name="actie",
            name="jaar",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="actie",
            name="niet_gedaan",
            field=models.CharField(
                blank=True, db_default="", default="", help_text="Waarom het niet is gedaan", max_length=500
            ),
        ),
        migrations.AddField(
            model_name="actie",
            name="prioriteit",
            field=models.CharField(
                blank=True,
                choices=[("nu", "nu"), ("daarna", "daarna"), ("later", "later")],
                db_default="", default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="actie",
            name="resultaat",
            field=models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
        migrations.AlterField(
            model_name="actie",
            name="staat",
            field=models.CharField(
                choices=[
                    ("open", "nog te doen"),
                    ("bezig", "mee bezig"),
                    ("doorlopend", "doorlopend"),
                    ("gereed", "klaar"),
                    ("vervallen", "gaat niet door"),
                ],
                default="open",
                max_length=10,
            ),
        ),
    ]
