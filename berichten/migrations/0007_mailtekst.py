import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berichten", "0006_leesverzoek")]

    operations = [
        migrations.CreateModel(
            name="Mailtekst",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("versie", models.PositiveSmallIntegerField(default=0)),
                ("onderwerp", models.CharField(blank=True, max_length=200)),
                ("tekst", models.TextField(blank=True)),
                ("gelezen_op", models.DateField(help_text="Wanneer iemand haar voor het laatst uitgaf")),
            ],
            options={
                "verbose_name_plural": "mailteksten",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("onderwerp", ""), ("tekst", "")),
                            models.Q(
                                models.Q(("onderwerp", ""), _negated=True), models.Q(("tekst", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="mailtekst_whole_or_none",
                        violation_error_message="Een mail heeft een onderwerp en een tekst.",
                    )
                ],
            },
        ),
    ]
