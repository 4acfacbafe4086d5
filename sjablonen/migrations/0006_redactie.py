from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sjablonen", "0005_van_wet_naar_plan")]

    operations = [
        migrations.AddField(
            model_name="passage",
            name="vervangen_door",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Code van wat er bij het intrekken voor kwam",
                max_length=60,
            ),
        ),
        migrations.AddField(
            model_name="passage", name="written_by", field=models.UUIDField(blank=True, null=True)
        ),
        migrations.AlterField(
            model_name="passage",
            name="volgorde",
            field=models.FloatField(help_text="Tussen twee teksten is altijd plaats voor een derde"),
        ),
        migrations.AlterField(
            model_name="passage",
            name="ingetrokken",
            field=models.BooleanField(default=False, help_text="Met deze versie stopte de tekst"),
        ),
        migrations.RemoveConstraint(model_name="passage", name="passage_ingetrokken_is_regionaal"),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("ingetrokken", False), ("zekerheid", "zeker"), _connector="OR"),
                name="passage_ingetrokken_is_zeker",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("laag", "regionaal"),
                    ("written_by__isnull", True),
                    models.Q(("written_by", models.F("published_by")), _negated=True),
                    _connector="OR",
                ),
                name="passage_read_by_another",
                violation_error_message="Wie een landelijke tekst schreef, geeft hem niet zelf uit.",
            ),
        ),
    ]
