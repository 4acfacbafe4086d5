from django.db import migrations, models

ORGANISATIES = [("vng", "VNG"), ("comensha", "CoMensha")]


class Migration(migrations.Migration):
    dependencies = [("metingen", "0008_words_beside_numbers")]

    operations = [
        migrations.RemoveConstraint(model_name="antwoordlink", name="antwoordlink_one_waiting"),
        migrations.AlterModelOptions(
            name="antwoordlink", options={"ordering": ["-created_at"], "verbose_name_plural": "antwoordlinks"}
        ),
        migrations.AlterField(
            model_name="antwoordlink",
            name="sha256",
            field=models.CharField(
                blank=True,
                help_text="Van het geheim in de link; leeg tot de mail",
                max_length=64,
                null=True,
                unique=True,
            ),
        ),
        migrations.AlterField(
            model_name="antwoordlink",
            name="email",
            field=models.EmailField(
                blank=True, db_default="", help_text="Van de gemeente; daar gaat de link naartoe", max_length=254
            ),
        ),
        migrations.AddField(
            model_name="antwoordlink",
            name="organisatie",
            field=models.CharField(blank=True, choices=ORGANISATIES, db_default="", max_length=10),
        ),
        migrations.AddField(
            model_name="antwoordlink",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[("ingediend", "geantwoord"), ("ingetrokken", "ingetrokken wat was ingediend")],
                db_default="",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="antwoordlink",
            name="ended_at",
            field=models.DateTimeField(
                blank=True, help_text="Toen wie hem maakte, hem liet vervallen", null=True
            ),
        ),
        migrations.AddField(model_name="antwoordlink", name="draft", field=models.JSONField(blank=True, null=True)),
        migrations.AddField(
            model_name="antwoordlink", name="draft_version", field=models.PositiveIntegerField(db_default=0)
        ),
        migrations.AddField(
            model_name="antwoordlink",
            name="draft_page",
            field=models.CharField(
                blank=True, db_default="", help_text="Welke open pagina dat bewaarde", max_length=16
            ),
        ),
        migrations.AddField(
            model_name="antwoordlink", name="draft_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="indiening",
            name="antwoordlink_organisatie",
            field=models.CharField(blank=True, choices=ORGANISATIES, db_default="", max_length=10),
        ),
    ]
