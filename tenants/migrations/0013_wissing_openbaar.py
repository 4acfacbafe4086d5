from importlib import import_module

from django.db import migrations

# Definitief wissen counts, wipes and looks in what a gemeente made public too: the functions of 0006, 0007 and 0011 with
# the columns that tenants/wiped.py has now. The copy itself goes, whole: see wissing/copies.py.
FUNCTIONS = import_module("tenants.migrations.0011_wipe_what_waits").FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [("tenants", "0012_wissing_more_places")]

    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
