"""What changes a structure in most ways there are: a table, a key, a column, an index, a rule, types, plain SQL."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

TRIGGER = """
CREATE FUNCTION ship_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.size := NEW.size + 1; RETURN NEW; END $$;
CREATE TRIGGER ship_noted BEFORE INSERT ON ship_sail FOR EACH ROW EXECUTE FUNCTION ship_note();
"""


class Migration(migrations.Migration):
    dependencies = [("ship", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Mast",
            fields=[
                ("id", models.UUIDField(primary_key=True)),
                ("tags", models.JSONField(default=dict)),
            ],
            options={"indexes": [django.contrib.postgres.indexes.GinIndex(fields=["tags"], name="mast_tags")]},
        ),
        migrations.AddField(
            "sail",
            "mast",
            models.ForeignKey("ship.Mast", null=True, on_delete=django.db.models.deletion.PROTECT),
        ),
        migrations.AlterField("sail", "size", models.BigIntegerField(db_default=7)),
        migrations.AlterField("sail", "name", models.CharField(max_length=20, db_index=True)),
        migrations.AddConstraint(
            "sail", models.CheckConstraint(condition=models.Q(size__gte=0), name="sail_size_not_negative")
        ),
        migrations.RunSQL(TRIGGER),
    ]
