import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sjablonen", "0004_passage_ingetrokken_controle")]

    operations = [
        migrations.AddField(
            model_name="passage",
            name="geldig_vanaf",
            field=models.DateField(
                blank=True,
                help_text="Vanaf deze dag staat de versie in plannen; leeg: vanaf het uitgeven",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="passage",
            name="reden",
            field=models.TextField(
                blank=True, db_default="", default="", help_text="Waarom de tekst veranderde, voor gemeenten"
            ),
        ),
        migrations.CreateModel(
            name="Tekstgebruik",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "soort",
                    models.CharField(
                        choices=[("concept", "concepten"), ("vastgesteld", "vastgestelde plannen")], max_length=12
                    ),
                ),
                ("aantal", models.PositiveSmallIntegerField()),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gebruik", to="sjablonen.passage"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tekstgebruik",
                "constraints": [
                    models.UniqueConstraint(fields=("passage", "soort"), name="tekstgebruik_one_per_kind"),
                    models.CheckConstraint(
                        condition=models.Q(("aantal__gte", 10)), name="tekstgebruik_not_small"
                    ),
                ],
            },
        ),
    ]
