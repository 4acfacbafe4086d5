from importlib import import_module

from django.db import migrations

# Definitief wissen reaches what came after 0007: invitations, and what one gemeente has ready for another
# (docs/herindeling.md). The functions are those of 0006 and 0007 with the columns that tenants/wiped.py has now, and:
CHANGES = {
    # An invitation that waits has to go somewhere, as a mail.
    """
                ELSE 'left(public.wissing_text(t.%1$I, $1), %2$s)'
            END, attname, longest, attname) AS wiped""": """
                WHEN naam = 'accounts_uitnodiging' AND attname = 'email' THEN
                    'CASE WHEN coalesce(t.accepted_at, t.withdrawn_at) IS NULL THEN t.%1$I'
                    ' ELSE left(public.wissing_text(t.%1$I, $1), %2$s) END'
                ELSE 'left(public.wissing_text(t.%1$I, $1), %2$s)'
            END, attname, longest, attname) AS wiped""",
    # What she has ready goes, all of it: her plan is in it as a file, and she makes it ready again. Of what is ready for
    # her, the parts with the words. The file of a plan that came from a predecessor goes, and the plan stays.
    """
        UNION ALL
        SELECT 2, target,""": """
        UNION ALL
        SELECT 1, target, naam, 'DELETE FROM %s t', format('(%s) AND (t.id = ANY ($3) OR %s)', own, held) || CASE
            WHEN wipe THEN format(' OR t.predecessor_id = %L', (
                SELECT id FROM public.tenants_gemeente WHERE schema_name = mine)) ELSE '' END
        FROM tables WHERE naam = 'herindeling_overdrachtdeel'
        UNION ALL
        SELECT 1, target, naam, 'UPDATE %s t SET bestand = NULL', 't.id = ANY ($3)'
        FROM tables WHERE naam = 'voorgangers_voorgangersplan'
        UNION ALL
        SELECT 2, target,""",
    "WHERE naam <> 'reports_rapport' OR wipe": (
        "WHERE naam NOT IN ('reports_rapport', 'herindeling_overdrachtdeel') OR wipe"
    ),
}
FORMER = "".join(
    import_module(f"tenants.migrations.{name}").FUNCTIONS
    for name in ("0006_wissing_texts", "0007_definitief_wissen")
).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
FUNCTIONS = FORMER
for old, new in CHANGES.items():
    assert FUNCTIONS.count(old) == 1, old
    FUNCTIONS = FUNCTIONS.replace(old, new)


class Migration(migrations.Migration):
    dependencies = [("tenants", "0010_ended_is_read_only")]

    operations = [migrations.RunSQL(FUNCTIONS, FORMER)]
