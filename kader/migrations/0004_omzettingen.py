import uuid

from django.db import migrations, models
from django.db.models import Q, deletion

OORSPRONG = "Zijn code in de eerste versie, zolang het alleen is hernoemd; daaraan herkent Kompas wat het betekent"
FIRST = """
UPDATE kader_bouwsteen SET oorsprong = code WHERE oorsprong = '';
UPDATE kader_aanvullendevraag SET oorsprong = code WHERE oorsprong = '';
"""


class Migration(migrations.Migration):

    dependencies = [("kader", "0003_published_and_used")]

    operations = [
        migrations.AddField(
            model_name="kaderversie",
            name="vorige",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=deletion.PROTECT,
                related_name="volgende",
                to="kader.kaderversie",
            ),
        ),
        migrations.AddField(
            model_name="bouwsteen",
            name="oorsprong",
            field=models.CharField(db_default="", default="", help_text=OORSPRONG, max_length=10),
        ),
        migrations.AddField(
            model_name="aanvullendevraag",
            name="oorsprong",
            field=models.CharField(db_default="", default="", help_text=OORSPRONG, max_length=10),
        ),
        migrations.CreateModel(
            name="Omzetting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("ongewijzigd", "ongewijzigd"),
                            ("hernoemd", "hernoemd"),
                            ("gesplitst", "gesplitst"),
                            ("samengevoegd", "samengevoegd"),
                            ("nieuw", "nieuw"),
                            ("vervallen", "vervallen"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "van",
                    models.CharField(blank=True, help_text="Code in de vorige versie; leeg bij nieuw", max_length=10),
                ),
                (
                    "naar",
                    models.CharField(blank=True, help_text="Code in deze versie; leeg bij vervallen", max_length=10),
                ),
                (
                    "kaderversie",
                    models.ForeignKey(
                        on_delete=deletion.CASCADE, related_name="omzettingen", to="kader.kaderversie"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "omzettingen",
                "ordering": ["van", "naar"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kaderversie", "van", "naar", "soort"), name="omzetting_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("soort", "nieuw"), ("van", ""), Q(("naar", ""), _negated=True)),
                            Q(("naar", ""), ("soort", "vervallen"), Q(("van", ""), _negated=True)),
                            Q(
                                Q(("soort__in", ["nieuw", "vervallen"]), _negated=True),
                                Q(("van", ""), _negated=True),
                                Q(("naar", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="omzetting_has_its_sides",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
    ]
