from importlib import import_module

from django.db import migrations

# The places in JSON that only a program fills are those that tenants/wiped.py has now: also the amounts of a raming.
MACHINE = import_module("tenants.migrations.0012_wissing_more_places").MACHINE


class Migration(migrations.Migration):
    dependencies = [("tenants", "0015_wissing_days_of_figures")]

    operations = [migrations.RunSQL(MACHINE, migrations.RunSQL.noop)]
