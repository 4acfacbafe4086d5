import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenants", "0003_logboek_term")]

    operations = [
        migrations.CreateModel(
            name="Wisjournaal",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("words", models.TextField(help_text="Versleuteld, zie wissing/words.py")),
                ("reden", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.UUIDField()),
                ("confirmed_at", models.DateTimeField()),
                ("confirmed_by", models.UUIDField()),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenants.gemeente"
                    ),
                ),
            ],
            options={"verbose_name_plural": "wisjournaals"},
        ),
    ]
