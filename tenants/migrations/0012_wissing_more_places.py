from importlib import import_module

from django.db import migrations

# The places in JSON that only a program fills are those that tenants/wiped.py has now: of a plan also the dates and
# amounts of acties that are not done, and of the choices its period.
FUNCTIONS = import_module("tenants.migrations.0006_wissing_texts").FUNCTIONS
START = FUNCTIONS.index("CREATE FUNCTION public.wissing_machine")
END = "$$;\n"
MACHINE = FUNCTIONS[START : FUNCTIONS.index(END, START) + len(END)].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("tenants", "0011_wipe_what_waits")]

    operations = [migrations.RunSQL(MACHINE, migrations.RunSQL.noop)]
