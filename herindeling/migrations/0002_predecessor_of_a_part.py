import django.db.models.deletion
from django.db import migrations, models

# Definitief wissen finds what is of a gemeente by its foreign keys: what she made ready is hers too until it is taken in.
FILL = """
UPDATE public.herindeling_overdrachtdeel t SET predecessor_id = o.predecessor_id
    FROM public.herindeling_overdracht o WHERE o.id = t.overdracht_id;
"""


class Migration(migrations.Migration):
    dependencies = [("herindeling", "0001_initial"), ("tenants", "0010_ended_is_read_only")]

    operations = [
        migrations.AddField(
            model_name="overdrachtdeel",
            name="predecessor",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenants.gemeente"
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
