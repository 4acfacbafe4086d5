from importlib import import_module

from django.db import migrations

# The places in JSON that only a program fills are those that tenants/wiped.py has now: of a plan also by which key an
# evaluation finds an actie or indicator again, and of which day that evaluation is.
MACHINE = import_module("tenants.migrations.0012_wissing_more_places").MACHINE


class Migration(migrations.Migration):
    dependencies = [("tenants", "0013_wissing_openbaar")]

    operations = [migrations.RunSQL(MACHINE, migrations.RunSQL.noop)]
