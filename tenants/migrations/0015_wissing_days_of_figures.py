from importlib import import_module

from django.db import migrations

# The places in JSON that only a program fills are those that tenants/wiped.py has now: of a plan also the days on which
# somebody read the source of a figure of the country, or of a row of the opvang.
MACHINE = import_module("tenants.migrations.0012_wissing_more_places").MACHINE


class Migration(migrations.Migration):
    dependencies = [("tenants", "0014_wissing_keys_and_evaluation")]

    operations = [migrations.RunSQL(MACHINE, migrations.RunSQL.noop)]
