from django.db import migrations, models

MODELS = ("instrument", "vorm", "voorbeeldstap")


class Migration(migrations.Migration):
    dependencies = [("sjablonen", "0006_redactie")]

    operations = [
        operation
        for model in MODELS
        for operation in (
            migrations.AddField(
                model_name=model,
                name="versie",
                field=models.PositiveSmallIntegerField(
                    db_default=0, default=0, help_text="0: zoals meegekomen met Kompas"
                ),
            ),
            migrations.AddField(
                model_name=model, name="ingetrokken_op", field=models.DateField(blank=True, null=True)
            ),
            migrations.AddField(
                model_name=model,
                name="ingetrokken_reden",
                field=models.TextField(blank=True, db_default="", default="", help_text="Voor gemeenten"),
            ),
            migrations.AddField(
                model_name=model,
                name="vervangen_door",
                field=models.CharField(
                    blank=True,
                    db_default="",
                    default="",
                    help_text="Wat er in de plaats komt, als dat er is",
                    max_length=120,
                ),
            ),
        )
    ]
