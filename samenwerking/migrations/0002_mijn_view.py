from django.db import migrations

# In which joint plans the gemeente takes part whose role asks. A view reads as its owner, so the policies that ask it do
# not ask themselves in turn; see SHARED_ROWS in tenants/rechten.py.
MIJN = """
CREATE VIEW samenwerking_mijn WITH (security_barrier) AS
SELECT deelname.gezamenlijk_plan_id
FROM samenwerking_deelname deelname
JOIN tenants_gemeente gemeente ON gemeente.id = deelname.gemeente_id
WHERE current_user = current_database() || '_' || gemeente.schema_name
"""


class Migration(migrations.Migration):
    dependencies = [("samenwerking", "0001_initial")]

    operations = [migrations.RunSQL(MIJN, "DROP VIEW samenwerking_mijn")]
